import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRefusalMemory } from '../../../src/enrollment/refusals.ts';
import { syncedFolder } from '../../../src/system/synced-folder.ts';
import { createFileStore } from '../../../src/winstore/file/store.ts';
import { companyForFile, type UserWanted } from '../../support/company.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored, recorded } from './examined.ts';
import { entryOf, pcOf } from './pc.ts';

/** Requests, records and refusals of a PC, made wrong. */

const company = await companyForFile();
const pc = (user?: UserWanted) => pcOf(company, user);

describe('what was begun', () => {
  test.each(['login-ids', 'banks', 'renewal', 'refused', 'clock'])('a damaged record in %s', async (name) => {
    const { run, loginId, home } = await pc();
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const [own = 'x.json'] = readdirSync(folder).filter((each) => each.endsWith('.json'));
    writeFileSync(join(folder, own), 'garbage');
    const { check } = await run([loginId]);
    expect(check('kept-files')).toMatchObject({ status: 'warning', error: { name: 'kept-file-damaged' } });
    expect(check('kept-files').error?.message).toContain(join(folder, own));
  });

  test('no record is damaged', async () => {
    const { run, home } = await pc();
    expect(readdirSync(join(home, 'banks'))).not.toEqual([]);
    expect((await run()).check('kept-files').status).toBe('ok');
  });

  test('unfinished', async () => {
    const { run, loginId, home } = await pc();
    await entryOf(company, home, loginId);
    const { document } = await run([loginId]);
    expect(document).toMatchObject({
      cause: 'unfinished',
      error: { name: 'request-unfinished', hint: expect.stringContaining(`issue ${loginId}`) },
      user: { can: 'finish' },
    });
  });

  test('unfinished while another cert-tool is at work: its own, and not to be completed (recorded)', async () => {
    const { home, loginId, run } = await pc();
    await entryOf(company, home, loginId);
    const alter = recorded(() => ({ atWork: async () => true }));
    const { document, check } = await run([], { alter });
    expect(document).toMatchObject({ cause: 'busy', error: { name: 'busy' } });
    expect(document.verdict).toContain(loginId);
    expect(check('unfinished').status).toBe('warning');
    expect((await run([loginId], { alter })).document.user?.can).toBe('at-work');
  });

  test('a password that was refused, of a user without a certificate: what keeps them from one', async () => {
    const home = tempFolder();
    const dir = join(home, 'refused');
    await runInProcess(['issue', 'hanako', '--dry-run', '--json', ...company.args], {
      env: { CERT_TOOL_HOME: home, CERT_TOOL_PASSWORD: 'x' },
    });
    const secrets = [{ salt: 'x', hash: 'y', refusedAt: '2026-06-01T00:00:00Z' }];
    const whose = { bankId: company.bank.bankId, loginId: 'hanako' };
    await createRefusalMemory(syncedFolder(dir), dir).write(whose, { password: { secrets } });
    const { document, exitCode } = await doctored(home, ['hanako', ...company.args]);
    expect(document).toMatchObject({ cause: 'refusals', error: { name: 'refused-before' } });
    expect(exitCode).toBe(11);
  });

  test.each([
    ['sent', 'gone', 'key-lost', () => {}],
    [
      'sent',
      'damaged',
      'key-lost',
      (folder: string) => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(join(folder, 'key.pem'), 'garbage', { mode: 0o600 });
        writeFileSync(join(folder, 'request.pem'), 'garbage', { mode: 0o600 });
      },
    ],
    // Before anything was sent it is made anew.
    ['key', 'gone', 'request-unfinished', () => {}],
  ] as const)('a request (%s) whose key is %s: %s', async (step, _state, name, plant) => {
    const { home, loginId, run } = await pc();
    await entryOf(company, home, loginId, { step, csr: 'x', publicKeyHash: 'y' });
    plant(join(home, 'store', 'pending', 'one'));
    const { document } = await run([loginId]);
    expect(document).toMatchObject({ cause: 'unfinished', error: { name } });
    expect(document.verdict).toContain(loginId);
    expect(document.error?.hint).toContain(`cert-tool issue ${loginId}`);
  });

  test('a request that another store has to complete: of its key nothing is known', async () => {
    const { home, loginId, run } = await pc();
    await entryOf(company, home, loginId, {
      step: 'sent',
      csr: 'x',
      publicKeyHash: 'y',
      store: 'windows:S-1-5',
    });
    expect((await run([loginId])).document.error?.name).toBe('request-unfinished');
  });

  test('a damaged entry', async () => {
    const { run, home } = await pc();
    mkdirSync(join(home, 'journal'), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, 'journal', `${'0'.repeat(32)}.json`), 'garbage');
    expect((await run()).document).toMatchObject({
      cause: 'damaged-entries',
      error: { name: 'damaged-entry' },
    });
  });

  test('a key that no request knows', async () => {
    const { run, home } = await pc();
    await createFileStore({ dir: join(home, 'store') }).request('lost', { loginId: 'x', keySize: 2048 });
    const { check } = await run();
    expect(check('orphaned-keys')).toMatchObject({ status: 'warning', error: { name: 'orphaned-key' } });
  });

  test('a password that was refused', async () => {
    const { run, loginId, home } = await pc();
    const dir = join(home, 'refused');
    const whose = { bankId: company.bank.bankId, loginId };
    const secrets = [{ salt: 'x', hash: 'y', refusedAt: '2026-06-01T00:00:00Z' }];
    await createRefusalMemory(syncedFolder(dir), dir).write(whose, {
      password: { secrets, attemptsLeft: 2 },
    });
    const { check } = await run();
    expect(check('refusals')).toMatchObject({ status: 'warning', error: { name: 'refused-before' } });
    expect(check('refusals').error?.message).toContain('tries left: 2');
    expect(readdirSync(dir)).toHaveLength(1);
  });
});
