import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import type { BankIdentity } from '../../../src/core/bank-identity.ts';
import { CertToolError } from '../../../src/core/error.ts';
import { installBrowserPolicy, removeBrowserPolicy } from '../../../src/desktop/browser-policy.ts';
import { type Company, companyForTest } from '../../support/company.ts';
import { logged } from '../../support/json-document.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, issue } from '../../support/test-ca.ts';

const PAGE = ['--login-page', 'https://login.bank.example/'];

/** A CA's certificate, which signs itself. */
const ca = (subject: string) => issue(tempFolder(), { subject, extensions: CA_EXTENSIONS }).pem;

const entriesOf = (policy: string): { filter: { ISSUER: Record<string, string> } }[] =>
  JSON.parse(policy).AutoSelectCertificateForUrls.map((entry: string) => JSON.parse(entry));

let home: string;
beforeEach(() => {
  home = tempFolder();
});

interface Wanted {
  readonly alter?: (deps: Deps) => Partial<Deps>;
  readonly args?: readonly string[];
}

async function browserPolicy({ args = [], alter = () => ({}) }: Wanted) {
  const argv = [
    'browser-policy',
    ...PAGE,
    '--browser',
    'chromium',
    '--format',
    'json',
    '--lang',
    'en',
    ...args,
  ];
  return runInProcess(argv, { env: { CERT_TOOL_HOME: home }, alter });
}

describe('at a bank', () => {
  /** The file of what this PC has learnt of the bank gets another chain, as if the bank had had that CA before. */
  function learnFormerChain(chain: readonly string[]): void {
    const folder = join(home, 'banks');
    const [name = ''] = readdirSync(folder).filter((each) => each.startsWith('bank-'));
    const learnt = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    writeFileSync(join(folder, name), JSON.stringify({ ...learnt, chains: [...learnt.chains, chain] }));
  }

  const json = async (company: Company, ...args: string[]) => {
    const { exitCode, stdout, stderr } = await browserPolicy({ args: [...company.args, ...args, '--json'] });
    expect(stdout, stderr).toMatch(/^\{/);
    return { exitCode, stderr, ...JSON.parse(stdout) };
  };

  test('an entry for the present CA, then for those of before; without the bank for all that are known', async () => {
    const company = await companyForTest(join(tempFolder(), 'bank'));
    const first = await json(company);
    expect(first).toMatchObject({ exitCode: 0, ok: true, installed: false, warnings: [] });
    const [present] = entriesOf(first.policy);

    learnFormerChain([ca('/O=Bank/CN=Former CA')]);
    const second = await json(company);
    expect(entriesOf(second.policy).map(({ filter }) => filter.ISSUER)).toEqual([
      present?.filter.ISSUER,
      { CN: 'Former CA', O: 'Bank' },
    ]);
    expect(second.warnings).toEqual([]);

    await company.close();
    const unasked = await json(company);
    expect(unasked).toMatchObject({ exitCode: 0, policy: second.policy });
    expect(unasked.warnings).toMatchObject([{ code: 'CT-6003', name: 'connection-refused' }]);
    expect(unasked.stderr).toContain('present CA could not be asked for');
  });

  test('a bank that is not known and cannot be reached is an error', async () => {
    const company = await companyForTest(join(tempFolder(), 'bank'));
    await company.close();
    expect(await json(company)).toMatchObject({ exitCode: 6, error: { name: 'connection-refused' } });
  });
});

describe('with several chains', () => {
  const identity = (...subjects: string[]): BankIdentity => {
    const chains = subjects.map((subject) => [ca(subject)]);
    return { bankId: 'bank', chain: chains[0] ?? [], chains };
  };

  /** The practice bank is never started: what is known of it is handed in, and the policy has a root of its own. */
  const onThisPc = (known: BankIdentity, root = tempFolder()) => ({
    root,
    run: (...args: string[]) =>
      browserPolicy({
        args: ['--sandbox', ...args],
        alter: ({ desktop }) => ({
          knownIdentity: async () => known,
          desktop: {
            ...desktop,
            installBrowserPolicy: (browser, entries) =>
              installBrowserPolicy(browser, entries, { platform: 'linux', env: {}, root }),
            removeBrowserPolicy: (browser, entries) =>
              removeBrowserPolicy(browser, entries, { platform: 'linux', env: {}, root }),
          },
        }),
      }),
  });

  test('a CA without CN, O and OU is left out with a warning', async () => {
    const known = identity('/C=JP', '/CN=Former CA', '/C=JP');
    const { exitCode, stdout, stderr } = await onThisPc(known).run();
    expect(exitCode).toBe(0);
    expect(entriesOf(stdout).map(({ filter }) => filter.ISSUER)).toEqual([{ CN: 'Former CA' }]);
    expect(stderr.match(/CT-5033/g)).toHaveLength(1);
    expect(stderr).toContain('C=JP');
    const listed = await onThisPc(known).run('--json');
    expect(JSON.parse(listed.stdout).warnings).toMatchObject([{ name: 'issuer-not-selectable' }]);
  });

  test('where no CA can be chosen by, nothing is printed and nothing set', async () => {
    const pc = onThisPc(identity('/C=JP'));
    for (const args of [[], ['--install']]) {
      const { exitCode, stdout, stderr } = await pc.run(...args);
      expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: '' });
      expect(stderr).toContain('CT-5033');
    }
    expect(readdirSync(pc.root)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('a new CA is added; a removal takes all of them', async () => {
    const [g4, g5] = ['/CN=CA - G4', '/CN=CA - G5'];
    const before = onThisPc(identity(g4));
    const installed = await before.run('--install', '--json');
    const { place, policy } = JSON.parse(installed.stdout);
    expect(readFileSync(place, 'utf8').trim()).toBe(policy);

    const known = identity(g5, g4);
    const after = onThisPc(known, before.root);
    expect(await after.run('--install')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(place),
    });
    const set = entriesOf(readFileSync(place, 'utf8')).map(({ filter }) => filter.ISSUER['CN']);
    expect(set).toEqual(['CA - G5', 'CA - G4']);

    const other = onThisPc(identity('/CN=Other bank'), before.root);
    expect(JSON.parse((await other.run('--remove', '--json')).stdout)).toEqual({
      ...logged('browser-policy'),
      ok: true,
      browser: 'chromium',
      removed: [],
      place,
      warnings: [],
    });
    const removed = await after.run('--remove', '--json');
    expect(JSON.parse(removed.stdout).removed).toHaveLength(2);
    expect(readdirSync(join(place, '..'))).toEqual([]);
    const { exitCode, stdout } = await after.run('--remove');
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('nothing that cert-tool set'),
    });
  });

  test('without the right an administrator gets what is to be set; a removal prints nothing', async () => {
    const refuse = async () => {
      throw new CertToolError('administrator-needed');
    };
    const known = identity('/CN=CA');
    const refused = (option: string) =>
      browserPolicy({
        args: ['--sandbox', option],
        alter: ({ desktop }) => ({
          platform: 'linux',
          knownIdentity: async () => known,
          desktop: { ...desktop, installBrowserPolicy: refuse, removeBrowserPolicy: refuse },
        }),
      });
    const { exitCode, stdout, stderr } = await refused('--install');
    expect({ exitCode, entries: entriesOf(stdout) }).toMatchObject({ exitCode: 5, entries: [{}] });
    expect(stderr).toContain('CT-5031');
    expect(await refused('--remove')).toMatchObject({ exitCode: 5, stdout: '' });
  });
});

test('to set and to take away at once is refused before anything is asked', async () => {
  const { exitCode, stderr } = await browserPolicy({ args: ['--install', '--remove'] });
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('CT-2011') });
});
