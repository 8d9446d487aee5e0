import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJournal } from '../../../src/enrollment/journal.ts';
import { syncedFolder } from '../../../src/system/synced-folder.ts';
import { companyForFile, storeOf } from '../../support/company.ts';
import { bytesIn } from '../../support/folder-bytes.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored, recorded } from './examined.ts';

/** What `--fix` does, and what it leaves alone. */

const company = await companyForFile();
let count = 0;

async function pc(state: 'issued' | 'renewable' = 'issued') {
  count += 1;
  const loginId = `saburo${count}`;
  const home = tempFolder();
  await company.add({ [loginId]: { state } });
  const certificate = await company.install(home, loginId);
  const env = { CERT_TOOL_HOME: home, HOME: home, CERT_TOOL_PASSWORD: `demo-${loginId}` };
  const run = (...args: string[]) => runInProcess([...args, '--json', ...company.args], { env });
  const alter = recorded(() => ({ policies: async () => ({ loginPage: undefined, policies: [] }) }));
  const fix = (...args: string[]) => doctored(home, [loginId, '--fix', ...args, ...company.args], { alter });
  await run('issue', loginId, '--dry-run');
  return { home, loginId, certificate, run, fix, store: storeOf(home) };
}

const posixTest = test.skipIf(process.platform === 'win32');

describe('rights', () => {
  posixTest('are mended, and what they hid is looked at', async () => {
    const { home, fix } = await pc();
    chmodSync(home, 0o777);
    chmodSync(join(home, 'store'), 0o770);
    const { exitCode, document } = await fix('--yes');
    expect(exitCode).toBe(0);
    expect(document.fixes).toMatchObject([{ check: 'data-folder', outcome: 'done' }]);
    expect([home, join(home, 'store')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  posixTest('of a key that others can read', async () => {
    const { fix, certificate } = await pc();
    const file = join(certificate.location ?? '', 'key.pem');
    chmodSync(file, 0o644);
    expect((await fix('--yes')).exitCode).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  posixTest('are left where a link could be somebody else’s', async () => {
    const { home, fix } = await pc();
    const target = tempFolder();
    chmodSync(target, 0o755);
    symlinkSync(target, join(home, 'browsers'));
    const { exitCode, document } = await fix('--yes');
    expect([exitCode, document.cause]).toEqual([11, 'data-folder']);
    expect(document.fixes).toMatchObject([{ outcome: 'failed', error: { name: 'store-unsafe' } }]);
    expect(statSync(target).mode & 0o777).toBe(0o755);
  });

  posixTest('nothing is done where nobody can be asked', async () => {
    const { home, fix } = await pc();
    chmodSync(home, 0o777);
    const { document, stderr } = await fix();
    expect(document.fixes).toMatchObject([{ outcome: 'not-asked' }]);
    expect(stderr).toContain('--yes');
    expect(statSync(home).mode & 0o777).toBe(0o777);
  });
});

test('a certificate that has arrived is installed, without a login', async () => {
  const { home, loginId, certificate, fix, store } = await pc();
  const dir = join(home, 'journal');
  const journal = createJournal(syncedFolder(dir), dir);
  // Its key waits, as if a kill had come between the answer and the installation.
  const key = readFileSync(join(certificate.location ?? '', 'key.pem'), 'utf8');
  const { csr, publicKeyHash } = await store.request('two', { loginId, keySize: 2048 });
  const pending = join(home, 'store', 'pending', 'two', 'key.pem');
  writeFileSync(pending, key);
  const chain = [readFileSync(join(certificate.location ?? '', 'chain.pem'), 'utf8')];
  await store.remove(certificate.thumbprint);
  await journal.write({
    ...{
      version: 1,
      bankId: company.bank.bankId,
      loginId,
      kind: 'issue',
      store: `file:${join(home, 'store')}`,
    },
    ...{ id: 'two', keySize: 2048, step: 'issued', startedAt: '2026-06-01T00:00:00Z' },
    ...{ csr, publicKeyHash, certificate: certificate.pem, chain },
  });
  const acts = await company.actsOf(loginId);
  const { document } = await fix('--yes');
  expect(document.fixes).toMatchObject([{ check: 'unfinished', outcome: 'done' }]);
  expect((await store.list()).map(({ thumbprint }) => thumbprint)).toEqual([certificate.thumbprint]);
  // The bank is told by the next run.
  expect((await journal.all()).map(({ step }) => step)).toEqual(['installed']);
  expect(document.user?.can).toBe('finish');
  expect(await company.actsOf(loginId)).toEqual(acts);
});

test('an old certificate is hidden, and comes back by remove --undo', async () => {
  const { loginId, run, fix, store, certificate } = await pc('renewable');
  await run('renew', loginId, '--keep-old');
  const { document, check } = await fix('--yes');
  expect(document.fixes).toMatchObject([{ check: 'superseded', outcome: 'done' }]);
  expect(check('superseded').status).toBe('ok');
  expect((await store.find(certificate.thumbprint))?.archived).toBe(true);
});

test('the policy is set for what is here (recorded: no policy of this machine)', async () => {
  const { home, loginId } = await pc();
  const installed: unknown[] = [];
  const page = 'https://login.bank.example/';
  const policies = [
    {
      browser: 'Chrome',
      entries: [`{"pattern":"https://login.bank.example","filter":{"ISSUER":{"CN":"x"}}}`],
      asks: false,
    },
  ];
  const ofPage = recorded(() => ({ policies: async () => ({ loginPage: page, policies }) }));
  const { document } = await doctored(home, [loginId, '--fix', '--yes', ...company.args], {
    alter(deps) {
      const desktop = {
        ...deps.desktop,
        installBrowserPolicy: async (...given: unknown[]) => {
          installed.push(given);
          return 'there';
        },
      };
      return { desktop, ...ofPage({ ...deps, desktop }) };
    },
  });
  expect(document.fixes).toMatchObject([{ check: 'browser-policy', outcome: 'done' }]);
  expect(installed).toEqual([['chrome', [expect.stringContaining('login.bank.example')], false]]);
});

test('where nothing can be put right nothing is changed', async () => {
  const { home, loginId, fix } = await pc();
  mkdirSync(join(home, 'journal'), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'journal', `${'0'.repeat(32)}.json`), 'garbage');
  const before = bytesIn(home);
  const { document } = await fix('--yes');
  expect([document.fixes, document.cause]).toEqual([[], 'damaged-entries']);
  const after = bytesIn(home);
  // That somebody tried is logged.
  const isOfLog = (name: string) => name.startsWith('log/');
  const names = Object.keys({ ...before, ...after }).filter((name) => !isOfLog(name));
  expect(names.filter((name) => after[name] !== before[name])).toEqual([]);
  expect(loginId).not.toBe('');
});
