import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../../src/config/settings.ts';
import type { PageToOpen } from '../../../src/core/ports/desktop.ts';
import { type Company, companyForTest, storeOf } from '../../support/company.ts';
import { type Person, person } from '../../support/person.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const PAGE = ['--login-page', 'https://login.bank.example/'];

let home: string;
let company: Company;
beforeEach(async () => {
  home = tempFolder();
  company = await companyForTest(join(tempFolder(), 'bank'));
  await company.add({ hanako: { state: 'issued' }, taro: { state: 'issued' } });
});

/** `cert-tool open` on a PC whose browser is a stand-in that tells what it was to open. */
async function open(
  args: readonly string[],
  { somebody, settings }: { somebody?: Person; settings?: Partial<Settings> } = {},
) {
  const pages: PageToOpen[] = [];
  const argv = ['open', ...company.args, '--lang', 'en', ...args, ...(somebody ? [] : ['--json'])];
  const result = await runInProcess(argv, {
    env: { CERT_TOOL_HOME: home },
    alter: (deps) => ({
      ...somebody?.alter(deps),
      settings: { ...deps.settings, ...settings },
      desktop: {
        ...deps.desktop,
        async openPage(page) {
          pages.push(page);
          return { browser: page.browser ?? 'edge', url: page.url, folder: '/folder' };
        },
      },
    }),
  });
  const document = somebody ? undefined : JSON.parse(result.stdout);
  return { ...result, document, error: document?.error?.name, pages };
}

const inStore = (file: string) =>
  readdirSync(join(home, 'store', 'certificates')).map((folder) =>
    join(home, 'store', 'certificates', folder, file),
  );

describe('the login page', () => {
  test('is opened for the only user of this PC, whose certificate is named', async () => {
    const { commonName, serialNumber } = await company.install(home, 'hanako');
    const { exitCode, document, pages } = await open(PAGE);
    expect(exitCode).toBe(0);
    const [url, loginId] = ['https://login.bank.example/', 'hanako'];
    expect(document).toMatchObject({
      ok: true,
      opened: { browser: 'edge', url, folder: '/folder', loginId, commonName, serialNumber },
      warnings: [{ message: expect.stringContaining('file store') }],
    });
    const { bankId } = company.bank;
    expect(pages).toEqual([{ url, loginId, bankId, browser: undefined }]);
    const shown = await open(PAGE, { somebody: person() });
    expect(shown.stdout).toContain(commonName);
    expect(shown.stdout).not.toContain('--several-users');
  });

  test('of several users is opened for the one who is named or chosen; otherwise nobody knows whose', async () => {
    await company.install(home, 'hanako');
    const { commonName } = await company.install(home, 'taro');
    const unsaid = await open(PAGE);
    expect([unsaid.exitCode, unsaid.error, unsaid.pages]).toEqual([2, 'several-users', []]);
    expect(unsaid.document.error.message).toContain('hanako, taro');
    expect((await open(['taro', ...PAGE])).document.opened).toMatchObject({ commonName });
    const somebody = person(['taro']);
    const asked = await open([...PAGE, '--browser', 'chrome'], { somebody });
    expect(asked.pages).toMatchObject([{ loginId: 'taro', browser: 'chrome' }]);
    expect(asked.stdout).toContain('--several-users');
    expect(somebody.asked).toHaveLength(1);
  });

  test('is the one that is configured for this bank, then the one that the bank tells', async () => {
    await company.install(home, 'hanako');
    const [, bank] = company.args;
    const config = (loginPage: string) =>
      writeFileSync(join(home, 'config.json'), JSON.stringify({ profiles: { x: { bank, loginPage } } }));
    const told = await open([]);
    expect([told.error, told.pages.map(({ url }) => url)]).toEqual([undefined, [company.bank.portalUrl]]);
    config('https://configured.example/');
    const args = ['open', '--profile', 'x', '--ca-file', company.bank.caFile, '--store', 'file', '--json'];
    const pages: string[] = [];
    const { exitCode } = await runInProcess(args, {
      env: { CERT_TOOL_HOME: home },
      alter: ({ desktop }) => ({
        desktop: {
          ...desktop,
          async openPage({ url }) {
            pages.push(url);
            return { browser: 'edge', url, folder: '' };
          },
        },
      }),
    });
    expect([exitCode, pages]).toEqual([0, ['https://configured.example/']]);
  });

  test("is the PC's, whatever was typed, where its config locks it", async () => {
    await company.install(home, 'hanako');
    const { pages, document } = await open(PAGE, {
      settings: { loginPage: 'https://locked.example/', isLoginPageLocked: true },
    });
    expect(pages).toMatchObject([{ url: 'https://locked.example/' }]);
    expect(document.warnings).toContainEqual({
      message: 'Warning: --login-page is not used, because the config file of this PC locks "loginPage".',
    });
  });

  test('is asked of nobody where the bank is known and its API cannot be reached', async () => {
    await company.install(home, 'hanako');
    expect((await open(PAGE)).exitCode).toBe(0);
    await company.close();
    expect((await open(PAGE)).document).toMatchObject({ ok: true, opened: { loginId: 'hanako' } });
    expect((await open([])).error).toBe('missing-login-page');
  });
});

describe('no browser is opened', () => {
  test('where no certificate is here', async () => {
    const none = await open(PAGE);
    expect([none.exitCode, none.error, none.pages]).toEqual([8, 'certificate-not-found', []]);
    await company.install(home, 'hanako');
    expect((await open(['jiro', ...PAGE])).error).toBe('certificate-not-found');
  });

  test('where the key does not work', async () => {
    await company.install(home, 'hanako');
    for (const key of inStore('key.pem')) rmSync(key);
    const { exitCode, error, pages, document } = await open(PAGE);
    expect([exitCode, error, pages]).toEqual([5, 'key-unusable', []]);
    expect(document.error.hint).not.toContain('{');
  });

  test('where the certificate is revoked', async () => {
    await company.install(home, 'hanako');
    const other = tempFolder();
    await company.install(other, 'hanako');
    const { exitCode, error, pages } = await open(PAGE);
    expect([exitCode, error, pages]).toEqual([5, 'revoked-at-bank', []]);
  });

  test("where another bank's certificate is named", async () => {
    const stranger = await companyForTest(join(tempFolder(), 'other'));
    await stranger.add({ hanako: { state: 'issued' } });
    const { thumbprint } = await stranger.install(home, 'hanako');
    const { exitCode, error, pages } = await open([thumbprint, ...PAGE]);
    expect([exitCode, error, pages]).toEqual([5, 'other-bank', []]);
  });

  test('where all certificates of the login ID are hidden', async () => {
    const older = await company.install(home, 'hanako');
    const newer = await company.install(home, 'hanako');
    for (const { thumbprint } of [older, newer]) await storeOf(home).archive?.(thumbprint, true);
    expect((await open(['hanako', ...PAGE])).error).toBe('certificate-hidden');
  });

  test("where it has expired by the bank's time", async () => {
    await company.install(home, 'hanako');
    await company.control((control) => control.clock({ advanceDays: 800 }));
    const { exitCode, error, pages } = await open(PAGE);
    expect([exitCode, error, pages]).toEqual([5, 'certificate-expired', []]);
  });

  test.each([
    [['--browser', 'firefox'], 'invalid-option'],
    [['--browser', 'lynx'], 'invalid-option'],
    [['--login-page', 'http://login.bank.example'], 'invalid-option'],
    [['--login-page', 'https://hanako:secret@login.bank.example'], 'invalid-option'],
  ])('with %j', async (args, name) => {
    await company.install(home, 'hanako');
    const { exitCode, error, pages } = await open(args);
    expect([exitCode, error, pages]).toEqual([2, name, []]);
  });
});

test('with the practice bank it is its portal, which has to run', async () => {
  const env = { CERT_TOOL_HOME: home };
  await runInProcess(['sandbox', 'install', 'hanakodt'], { env });
  const { exitCode, stdout } = await runInProcess(['open', '--sandbox', '--json'], { env });
  expect([exitCode, JSON.parse(stdout).error.name]).toEqual([2, 'portal-not-running']);
});
