import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryFor } from '../../../src/core/browser-policy.ts';
import { choosingPolicies, unreadablePolicies } from '../../../src/desktop/choosing-policies.ts';
import type { ChoosingPolicy } from '../../../src/doctor/probes.ts';
import { nssPrograms } from '../../../src/system/programs.ts';
import { companyForFile } from '../../support/company.ts';
import { bytesIn } from '../../support/folder-bytes.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeDatabase } from '../../winstore/nss/tools.ts';
import { doctored, recorded } from './examined.ts';

const company = await companyForFile();
const PAGE = 'https://login.bank.example/';
let count = 0;

/** As many users' certificates on one PC. */
async function pc(users: number) {
  const home = tempFolder();
  const ids = Array.from({ length: users }, () => {
    count += 1;
    return `hanako${count}`;
  });
  await company.add(Object.fromEntries(ids.map((id) => [id, { state: 'issued' as const }])));
  const [certificate] = await Promise.all(ids.map((id) => company.install(home, id)));
  return { home, issuer: certificate?.issuer ?? '' };
}

function withPolicies(policies: readonly ChoosingPolicy[]) {
  return recorded(() => ({ policies: async () => ({ loginPage: PAGE, policies }) }));
}

describe('the policy that chooses the certificate', () => {
  const entry = (issuer: string) => entryFor(PAGE, issuer) ?? '';
  const policy = (entries: readonly string[], asks = false) => [{ browser: 'Chrome', entries, asks }];

  test.each<[string, number, string, (issuer: string) => readonly ChoosingPolicy[]]>([
    ['none, one certificate', 1, 'ok', () => []],
    ['none, two certificates', 2, 'warning', () => []],
    ['the right one', 1, 'ok', (issuer) => policy([entry(issuer)])],
    ['that of another CA', 1, 'warning', () => policy([entry('CN=Former CA')])],
    ['any certificate', 1, 'ok', () => policy(['{"pattern":"https://[*.]bank.example","filter":{}}'])],
    ['of another page', 1, 'ok', () => policy(['{"pattern":"https://other.example","filter":{}}'])],
    ['several users, who are not asked', 2, 'warning', (issuer) => policy([entry(issuer)])],
    ['several users, who are asked', 2, 'ok', (issuer) => policy([entry(issuer)], true)],
    ['garbage', 1, 'ok', () => policy(['{', 'null', '7'])],
  ])('%s', async (_what, users, status, policies) => {
    const { home, issuer } = await pc(users);
    const { check } = await doctored(home, [...company.args], { alter: withPolicies(policies(issuer)) });
    expect(check('browser-policy').status).toBe(status);
    if (status === 'warning') expect(check('browser-policy').error?.name).toBe('policy-amiss');
  });

  test('none, where one is of use: nobody is told to write one anew', async () => {
    const { home } = await pc(2);
    const { check } = await doctored(home, [...company.args], { alter: withPolicies([]) });
    expect(check('browser-policy').error?.hint).toMatch(/^Choose the right one at the login page\./);
  });

  /** Files of Chromium's folder, as its browsers read them. */
  function filesOf(contents: Readonly<Record<string, unknown>>) {
    const root = tempFolder();
    const folder = join(root, 'etc/chromium/policies/managed');
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(contents)) {
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    const place = { platform: 'linux', env: {}, root } as const;
    const name = { browser: 'Chromium' };
    const alter = recorded(() => ({
      policies: async () => ({
        loginPage: PAGE,
        policies: (await choosingPolicies(place)).map((each) => ({ ...each, ...name })),
        unreadable: (await unreadablePolicies(place)).map((each) => ({ ...each, ...name })),
      }),
    }));
    return { folder, place, alter };
  }

  test('is read from all files of the folder, the last one counts', async () => {
    const { folder, place } = filesOf({
      'a.json': { AutoSelectCertificateForUrls: ['{"pattern":"one"}'] },
      'b.json': { AutoSelectCertificateForUrls: ['{"pattern":"two"}', 7] },
      'c.json': { PromptOnMultipleMatchingCertificates: true },
      'd.json': 'garbage',
    });
    mkdirSync(join(folder, 'e'));
    const outvoted = [
      { file: join(folder, 'a.json'), by: join(folder, 'b.json'), entries: ['{"pattern":"one"}'] },
    ];
    expect(await choosingPolicies(place)).toEqual([
      { browser: 'chromium', entries: ['{"pattern":"two"}'], asks: true, outvoted },
    ]);
    expect(await unreadablePolicies(place)).toEqual([{ browser: 'chromium', file: join(folder, 'd.json') }]);
  });

  test('a file that is no JSON', async () => {
    const { folder, alter } = filesOf({ 'cert-tool.json': '{"AutoSelect' });
    const { document } = await doctored((await pc(1)).home, [...company.args], { alter });
    expect(document).toMatchObject({ ok: true, cause: 'browser-policy' });
    expect(document.verdict).toContain(`passes over the policy file ${join(folder, 'cert-tool.json')}`);
  });

  test('the address of another page, for the certificate that is here', async () => {
    const { home, issuer } = await pc(1);
    const moved = entryFor('https://former.bank.example/', issuer);
    const { alter } = filesOf({ 'cert-tool.json': { AutoSelectCertificateForUrls: [moved] } });
    const { document } = await doctored(home, [...company.args], { alter });
    expect(document.verdict).toContain(
      'its policy names https://former.bank.example, which is not the login',
    );
  });

  test('another file with the same policy', async () => {
    const { home, issuer } = await pc(1);
    const { folder, alter } = filesOf({
      'cert-tool.json': { AutoSelectCertificateForUrls: [entry(issuer)] },
      'company.json': { AutoSelectCertificateForUrls: [] },
    });
    const { document } = await doctored(home, [...company.args], { alter });
    expect(document.verdict).toContain(
      `${join(folder, 'company.json')} has the same policy, so that ${join(folder, 'cert-tool.json')} has no effect`,
    );
  });
});

test('a browser that is open (recorded)', async () => {
  const alter = recorded(() => ({ browsers: async () => [{ name: 'edge', inBackground: true }] }));
  const { document, check } = await doctored((await pc(1)).home, [...company.args], { alter });
  expect(check('browser-open')).toMatchObject({
    status: 'warning',
    error: { code: 'CT-0005' },
    detail: 'Edge',
  });
  expect(document.ok).toBe(true);
});

test.skipIf(!nssPrograms())(
  'a store that needs a folder of its own for a moment leaves nothing behind',
  async () => {
    const [home, database] = [tempFolder(), join(tempFolder(), 'nssdb')];
    makeDatabase(database);
    const before = bytesIn(database);
    const data = join(home, 'data');
    const args = ['--bank', 'https://localhost:1', '--nss-profile', database];
    const { check } = await doctored(data, args);
    expect([check('store').note, check('store-readable').status]).toEqual(['nss', 'ok']);
    expect(existsSync(data)).toBe(false);
    mkdirSync(data, { mode: 0o700 });
    await doctored(data, args);
    expect(readdirSync(data)).toEqual([]);
    expect(bytesIn(database)).toEqual(before);
  },
);

test.skipIf(!nssPrograms())('a browser that looks in another database', async () => {
  const home = tempFolder();
  const database = join(home, 'snap', 'chromium', 'current', '.pki', 'nssdb');
  makeDatabase(database);
  const { check } = await doctored(home, ['--bank', 'https://localhost:1', '--store', 'nss']);
  expect(check('browser-database')).toMatchObject({
    status: 'warning',
    error: { name: 'browser-elsewhere' },
  });
  expect(check('browser-database').error?.message).toContain(database);
});
