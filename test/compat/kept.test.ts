import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compose } from '../../src/compose/compose.ts';
import { readConfigFile } from '../../src/config/file.ts';
import { resolveSettings } from '../../src/config/settings.ts';
import { Insistence } from '../../src/core/insistence.ts';
import { readIdentity } from '../../src/sandbox/place/identity.ts';
import { usualPort } from '../../src/sandbox/place/tcp-ports.ts';
import { certificatesHere } from '../support/company.ts';
import { bytesIn } from '../support/folder-bytes.ts';
import { BUILDS, copyOf, leftHome, namesHere, runAt, setDate } from './left-home.ts';

/** Login ID, sequence and state of each certificate, in the order of `list`. */
const CERTIFICATES = [
  ['boss', 'A002', 'issued'],
  ['hanakodt', 'A002', 'issued'],
  ['ichirodt', 'A002', 'expired'],
  ['issue-installed', 'A001', 'issued'],
  ['jirodt', 'A001', 'issued'],
  ['renew-installed', 'A003', 'issued'],
  ['renew-issued', 'A002', 'renewable'],
  ['renew-issued', 'A003', 'issued'],
  ['renew-key', 'A002', 'renewable'],
  ['renew-sent', 'A002', 'renewable'],
  ['sachikodt', 'A002', 'issued'],
  ['tarodt', 'A002', 'renewable'],
  ['tarodt', 'A003', 'issued'],
];
/** Inside the last 40 days of what was issued on the day of the data. */
const A_YEAR_LATER = new Date('2027-05-15T00:00:00Z');

interface Shown {
  readonly loginId: string;
  readonly sequence: string;
  readonly state: string;
  readonly keyUsable?: boolean;
}

describe.each(BUILDS)('what $build kept', (build) => {
  test('its certificates are listed, and each of their keys works', async () => {
    const home = leftHome(build);
    const listed = await runAt(home, ['list']);
    const shown = (certificates: readonly Shown[]) =>
      certificates.map(({ loginId, sequence, state }) => [loginId, sequence, state]);
    expect([listed.exitCode, shown(listed.document.certificates)]).toEqual([0, CERTIFICATES]);
    const { exitCode, document } = await runAt(home, ['list', '--check']);
    expect([exitCode, shown(document.certificates), document.damaged]).toEqual([11, CERTIFICATES, []]);
    expect(document.certificates.map(({ keyUsable }: Shown) => keyUsable)).not.toContain(false);
    expect(document.unfinished).toHaveLength(9);
    expect(listed.document.certificates[0].friendlyName).toBe('ANSER-WEB boss A002 (cert-tool)');
  });

  test('looking changes nothing', async () => {
    const home = leftHome(build);
    const before = bytesIn(home);
    for (const argv of [['list'], ['list', '--check'], ['list', '--all']]) await runAt(home, argv);
    expect(bytesIn(home)).toEqual(before);
  });

  test('its practice bank has its users, and knows who of them is locked', async () => {
    const home = leftHome(build);
    const { document } = await runAt(home, ['sandbox', 'info']);
    const states = Object.fromEntries(
      document.users.map(({ loginId, state }: { loginId: string; state: string }) => [loginId, state]),
    );
    expect(states).toMatchObject({
      ...{ boss: 'issued', hanakodt: 'issued', ichirodt: 'expired', shirodt: 'revoked', tarodt: 'issued' },
      ...{ 'issue-key': 'not-issued', 'issue-sent': 'expired', 'renew-key': 'renewable' },
    });
    expect((await runAt(home, ['issue', 'shirodt'])).document.error.name).toBe('account-locked');
    expect((await runAt(home, ['sandbox', 'unlock', 'shirodt'])).exitCode).toBe(0);
    expect((await runAt(home, ['issue', 'shirodt'])).document).toMatchObject({ outcome: 'issued' });
    const { document: log } = await runAt(home, ['sandbox', 'log']);
    expect(log.entries[0].act).toBe('set-up');
  });

  test('its certificates are renewed when they are due', async () => {
    const home = leftHome(build);
    setDate(home, A_YEAR_LATER);
    for (const [loginId, sequence] of [
      ['jirodt', 'A002'],
      ['tarodt', 'A004'],
    ] as const) {
      const { exitCode, document, stdout } = await runAt(home, ['renew', loginId]);
      expect(exitCode, stdout).toBe(0);
      expect(document).toMatchObject({
        ...{ ok: true, outcome: 'renewed', resumed: false, certificate: { loginId, sequence }, warnings: [] },
        ...{ time: expect.any(String), device: expect.any(String), loginId, bankId: expect.any(String) },
      });
    }
    const signing = (await certificatesHere(home))
      .filter(({ signs }) => signs)
      .map((each) => each.commonName);
    expect(signing.map((name) => name.slice(0, -21))).toEqual(
      expect.arrayContaining(['jirodt A002', 'tarodt A004']),
    );
  });

  test('its administrators list and revoke', async () => {
    const home = leftHome(build);
    const { document: listed } = await runAt(home, ['list', '--users']);
    expect(listed.users).toHaveLength(18);
    const { exitCode, document, stdout } = await runAt(home, ['revoke', 'jirodt', 'tarodt', '--yes']);
    expect(exitCode, stdout).toBe(0);
    expect(document.results).toMatchObject([
      { loginId: 'jirodt', removedHere: true },
      { loginId: 'tarodt', removedHere: true },
    ]);
    expect(await namesHere(home)).not.toContain('jirodt A001');
  });

  test('its certificates are removed, but not what an unfinished request needs', async () => {
    const home = leftHome(build);
    const remove = (...argv: string[]) => runAt(home, ['remove', ...argv, '--yes']);
    expect((await remove('renew-key')).document.error.name).toBe('certificate-in-use');
    const gone = [await remove('--expired', '--superseded'), await remove('sachikodt')];
    const removed = gone.flatMap(({ document }) => document.results) as { certificate: Shown }[];
    expect(removed.map(({ certificate: { loginId, sequence } }) => `${loginId} ${sequence}`).sort()).toEqual([
      'ichirodt A002',
      'sachikodt A002',
      'tarodt A002',
    ]);
    expect(await namesHere(home)).toHaveLength(CERTIFICATES.length - 3);
  });

  test('its practice bank goes with all that is its own', async () => {
    const home = leftHome(build);
    const { exitCode, document } = await runAt(home, ['sandbox', 'reset', '--yes']);
    expect([exitCode, document.removed.length]).toEqual([0, CERTIFICATES.length]);
    expect(await namesHere(home)).toEqual([]);
    expect(existsSync(join(home, 'sandbox', 'practice-bank.json'))).toBe(false);
    const { document: listed } = await runAt(home, ['list', '--check']);
    expect(listed.unfinished).toEqual([]);
  });

  test.each(['127.0.0.1', 'localhost'])(
    'the bank that it asked at %s is known without asking',
    async (host) => {
      const home = leftHome(build);
      const port = usualPort(readIdentity(join(home, 'sandbox'))?.bankId ?? '');
      const argv = ['remove', 'sachikodt', '--yes', '--bank', `https://${host}:${port}`];
      const { exitCode, document, stdout } = await runAt(home, argv, { CERT_TOOL_SANDBOX: '' });
      expect(exitCode, stdout).toBe(0);
      expect(document.results).toMatchObject([{ loginId: 'sachikodt', outcome: 'removed' }]);
    },
  );

  test('its settings are read', async () => {
    const home = copyOf(build, 'config');
    const { settings } = await compose({
      given: {},
      env: { CERT_TOOL_HOME: home },
      language: 'en',
      signal: new AbortController().signal,
      insistence: new Insistence(),
    });
    expect(settings).toEqual({
      ...{
        bank: 'https://branch.example',
        profile: 'branch',
        caFile: join(home, 'branch-ca.pem'),
        sandbox: false,
      },
      ...{ store: 'file', storeDir: join(home, 'own-store'), logFile: join(home, 'cert-tool.log') },
      ...{ language: 'ja', timeoutMs: 60_000, verbosity: 'normal' },
      ...{ json: false, input: true, yes: false, plain: false, color: undefined },
      ...{ remember: true, removal: { archives: false, isLocked: false }, log: true, eventLog: false },
      profiles: [{ profile: 'branch', bank: 'https://branch.example', caFile: join(home, 'branch-ca.pem') }],
      banks: [{ bank: 'https://branch.example', caFile: join(home, 'branch-ca.pem') }],
    });
  });

  test('its PC’s settings are read, and locked ones win', async () => {
    const [user, machine] = await Promise.all(
      ['config', 'machine'].map((name) => readConfigFile(join(copyOf(build, name), 'config.json'))),
    );
    if (!user || !machine) throw new TypeError('no config');
    expect(resolveSettings({ options: {}, env: {}, user, machine }, 'en')).toMatchObject({
      ...{ bank: 'https://head-office.example', timeoutMs: 90_000 },
      ...{ language: 'ja', store: 'file', storeDir: user.storeDir, caFile: machine.caFile },
    });
  });
});
