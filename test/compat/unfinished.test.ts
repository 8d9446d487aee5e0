import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJournal, type Entry, type EntryStep } from '../../src/enrollment/journal.ts';
import { nssPrograms } from '../../src/system/programs.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { certificatesHere, openCompany, storeOf } from '../support/company.ts';
import { BUILDS, type Build, leftHome, namesHere, runAt } from './left-home.ts';

interface Left {
  readonly command: 'issue' | 'renew';
  readonly step: EntryStep;
  /** Whether the file store still holds the pending key. */
  readonly pending: boolean;
  /** The bank's numbers of the certificates that are here in the end; another one more would be issued twice. */
  readonly sequences: readonly string[];
}

/** By login ID. */
const LEFT: Readonly<Record<string, Left>> = {
  'issue-key': { command: 'issue', step: 'key', pending: true, sequences: ['A001'] },
  'issue-sent': { command: 'issue', step: 'sent', pending: true, sequences: ['A002'] },
  'issue-issued': { command: 'issue', step: 'issued', pending: true, sequences: ['A002'] },
  'issue-installed': { command: 'issue', step: 'installed', pending: true, sequences: ['A001'] },
  'renew-key': { command: 'renew', step: 'key', pending: true, sequences: ['A002', 'A003'] },
  'renew-sent': { command: 'renew', step: 'sent', pending: true, sequences: ['A003'] },
  'renew-issued': { command: 'renew', step: 'issued', pending: true, sequences: ['A003'] },
  'renew-installed': { command: 'renew', step: 'installed', pending: false, sequences: ['A003'] },
};

async function entriesIn(home: string): Promise<Entry[]> {
  const folder = join(home, 'journal');
  return createJournal(syncedFolder(folder), folder).all();
}

async function entryOf(home: string, loginId: string): Promise<Entry> {
  const entry = (await entriesIn(home)).find((each) => each.loginId === loginId);
  if (!entry) throw new Error(`no entry of ${loginId}`);
  return entry;
}

const hasPending = (home: string, { id }: Entry) => existsSync(join(home, 'store', 'pending', id));

/** The newest certificate here signs and is the bank's confirmed one, and the bank knows of no other. */
async function expectOne(
  home: string,
  loginId: string,
  sequences: readonly string[],
  state = 'issued',
): Promise<void> {
  const here = (await certificatesHere(home)).filter(({ commonName }) =>
    commonName.startsWith(`${loginId} `),
  );
  here.sort((one, other) => (one.commonName < other.commonName ? -1 : 1));
  expect(here.map(({ commonName, signs }) => [commonName.slice(loginId.length + 1, -21), signs])).toEqual(
    sequences.map((sequence) => [sequence, true]),
  );
  const bank = await openCompany(join(home, 'sandbox'));
  const { certificate, unconfirmed } = await bank.me(loginId).finally(bank.close);
  expect(unconfirmed).toBeUndefined();
  expect(certificate).toMatchObject({ state, serialNumber: here.at(-1)?.serialNumber });
}

describe.each(BUILDS)('what $build left unfinished', (build: Build) => {
  test.each(Object.entries(LEFT))('%s: the command that began it finishes it', async (loginId, left) => {
    const home = leftHome(build);
    const entry = await entryOf(home, loginId);
    expect([entry.step, hasPending(home, entry)]).toEqual([left.step, left.pending]);
    const others = (await namesHere(home)).filter((name) => !name.startsWith(`${loginId} `));
    const entries = (await entriesIn(home)).filter((each) => each.loginId !== loginId);

    const option = left.sequences.length > 1 ? ['--keep-old'] : [];
    const { exitCode, document, stderr } = await runAt(home, [left.command, loginId, ...option]);
    expect(exitCode, JSON.stringify(document) + stderr).toBe(0);
    expect(document).toMatchObject({
      outcome: left.command === 'issue' ? 'issued' : 'renewed',
      resumed: left.step !== 'key',
      certificate: { loginId, sequence: left.sequences.at(-1) },
      warnings: [],
    });
    expect(hasPending(home, entry)).toBe(false);
    expect(await entriesIn(home)).toEqual(entries);
    for (const other of entries) expect(hasPending(home, other)).toBe(LEFT[other.loginId]?.pending ?? false);
    expect((await namesHere(home)).filter((name) => !name.startsWith(`${loginId} `))).toEqual(others);
    await expectOne(home, loginId, left.sequences);
  });

  test('a renewal that was sent is finished by `issue` too', async () => {
    const home = leftHome(build);
    for (const loginId of ['renew-sent', 'renew-issued', 'renew-installed']) {
      const { exitCode, document, stdout } = await runAt(home, ['issue', loginId]);
      expect(exitCode, stdout).toBe(0);
      expect(document).toMatchObject({ outcome: 'renewed', resumed: true });
      await expectOne(home, loginId, LEFT[loginId]?.sequences ?? []);
    }
  });

  test('the rest is finished in one run of `renew --all`', async () => {
    const home = leftHome(build);
    const { exitCode, document } = await runAt(home, ['renew', '--all', '--yes']);
    const results = document.results as { loginId: string; ok: boolean; error?: { name: string } }[];
    const done = results.filter(({ ok }) => ok).map(({ loginId }) => loginId);
    const ofRenewals = ['renew-installed', 'renew-issued', 'renew-key', 'renew-sent'];
    expect(done.sort()).toEqual(['issue-installed', ...ofRenewals]);
    // Nobody has begun anything for this one, whose certificate has expired.
    const failed = results.filter(({ ok }) => !ok);
    expect(failed).toMatchObject([{ loginId: 'ichirodt', error: { name: 'certificate-expired' } }]);
    expect([exitCode, document.ok]).toEqual([9, false]);
    expect((await entriesIn(home)).filter(({ kind }) => kind === 'renewal')).toEqual([]);
  });

  test('an installation from the practice bank', async () => {
    const home = leftHome(build);
    const pending = async () =>
      (await storeOf(home).pending()).filter(({ id }) => id.startsWith('install-')).length;
    expect(await pending()).toBe(1);
    const { exitCode, document } = await runAt(home, ['sandbox', 'install', 'install-key']);
    expect([exitCode, document.outcome, await pending()]).toEqual([0, 'installed', 0]);
    await expectOne(home, 'install-key', ['A002'], 'renewable');
  });

  test.skipIf(!nssPrograms())(
    "an issue into NSS's database (needs NSS's certutil and pk12util)",
    async () => {
      const home = leftHome(build);
      const folder = join(home, 'pending-keys', 'nss');
      // The empty database that the build had made where browsers had theirs then.
      const database = join(home, '.pki', 'nssdb');
      mkdirSync(database, { recursive: true, mode: 0o700 });
      execFileSync(nssPrograms()?.certutil ?? '', ['-N', '--empty-password', '-d', `sql:${database}`]);
      expect(readdirSync(folder)).toEqual([(await entryOf(home, 'nss-sent')).id]);
      const { exitCode, document, stdout } = await runAt(home, ['issue', 'nss-sent']);
      expect(exitCode, stdout).toBe(0);
      expect(document).toMatchObject({ outcome: 'issued', resumed: true, certificate: { sequence: 'A001' } });
      expect(readdirSync(folder)).toEqual([]);
      const listed = await runAt(home, ['list', '--check', '--store', 'nss']);
      expect(listed.document.certificates).toMatchObject([{ loginId: 'nss-sent', keyUsable: true }]);
    },
  );
});
