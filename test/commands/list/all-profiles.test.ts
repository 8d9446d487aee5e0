import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/core/csv.ts';
import { createJournal } from '../../../src/enrollment/journal.ts';
import { readUserList } from '../../../src/rollout/user-list.ts';
import { syncedFolder } from '../../../src/system/synced-folder.ts';
import { type Company, companyForTest, openCompany, passwordOf } from '../../support/company.ts';
import { person } from '../../support/person.ts';
import { configure } from '../../support/profiles.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
const home = join(folder, 'home');
const BOSS = 'boss';
/** Of one bank alone each. */
const USERS = { east: 'eiko', west: 'wataru' };
let banks: { readonly east: Company; readonly west: Company };

beforeAll(async () => {
  banks = { east: await openCompany(join(folder, 'east')), west: await openCompany(join(folder, 'west')) };
  configure(home, banks);
  for (const name of ['east', 'west'] as const) {
    await banks[name].add({
      [BOSS]: { role: 'administrator', state: 'issued' },
      [USERS[name]]: { state: 'not-issued' },
    });
    await banks[name].install(home, BOSS);
  }
});
afterAll(async () => {
  for (const bank of Object.values(banks)) await bank.close();
  rmSync(folder, { recursive: true, force: true });
});

function list(argv: readonly string[], options: Partial<RunInProcess> = {}) {
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en', ...options.env };
  return runInProcess(['list', '--all-profiles', ...argv], { ...options, env });
}

const somebody = () => person(BOSS, passwordOf(BOSS), BOSS, passwordOf(BOSS));

describe('list --users --all-profiles', () => {
  test('a section for each bank, whose questions name it', async () => {
    const asked = somebody();
    const { exitCode, stdout } = await list(['--users'], asked);
    expect(exitCode).toBe(0);
    expect(asked.asked.map(({ question }) => question.replace(/\(.*/, '').trim())).toEqual([
      'east: Your own login ID',
      'east: Login password',
      'west: Your own login ID',
      'west: Login password',
    ]);
    const [east = '', west = ''] = stdout.split('\nwest: ');
    expect(east).toMatch(/^east: cert-tool demo bank\n/);
    expect([east.includes(USERS.east), east.includes(USERS.west)]).toEqual([true, false]);
    expect([west.includes(USERS.east), west.includes(USERS.west)]).toEqual([false, true]);
  });

  test('as JSON a result for each', async () => {
    const { exitCode, stdout } = await list(['--users', '--json'], somebody());
    expect(exitCode).toBe(0);
    const { ok, results } = JSON.parse(stdout);
    const profiles = ['east', 'west'] as const;
    expect([ok, results.length]).toEqual([true, 2]);
    for (const [at, profile] of profiles.entries()) {
      expect(results[at]).toMatchObject({ profile, ok: true, bank: { id: banks[profile].bank.bankId } });
      const loginIds = results[at].users.map(({ loginId }: { loginId: string }) => loginId);
      expect(loginIds).toEqual(expect.arrayContaining([BOSS, USERS[profile]]));
    }
  });

  test('as CSV one table, by whose profiles a list for a rollout finds the banks', async () => {
    const { exitCode, stdout, stderr } = await list(['--users', '--csv'], somebody());
    expect(exitCode).toBe(0);
    expect(stderr).toContain('east: cert-tool demo bank');
    const [header, ...rows] = readCsv(stdout.slice(1)).map((cells) => cells.map(({ text }) => text));
    expect(header?.slice(0, 2)).toEqual(['Profile', 'Login ID']);
    const pairs = rows.map(([profile, loginId]) => `${profile} ${loginId}`);
    expect(pairs).toEqual(expect.arrayContaining([`east ${USERS.east}`, `west ${USERS.west}`]));
    const lines = stdout.slice(1).trimEnd().split('\r\n');
    const text = lines.map((line, at) => `${line},${at === 0 ? 'password' : 'pw'}`).join('\r\n');
    const { users, faults } = readUserList(text, ['east', 'west']);
    expect(faults).toEqual([]);
    expect(users.map(({ profile, loginId }) => `${profile} ${loginId}`)).toEqual(pairs);
  });

  test('one bank that fails stops no other', async () => {
    const gone = await companyForTest(tempFolder());
    const place = tempFolder();
    configure(place, { gone, east: banks.east });
    await gone.close();
    await banks.east.install(place, BOSS);
    const env = { CERT_TOOL_HOME: place };
    const answers = () => person(BOSS, BOSS, passwordOf(BOSS));
    const { exitCode, stdout } = await list(['--users', '--json'], { env, ...answers() });
    const { error, results } = JSON.parse(stdout);
    expect([exitCode, error.name]).toEqual([9, 'partly-failed']);
    expect(results).toMatchObject([
      { profile: 'gone', ok: false, error: { exitCode: 6 } },
      { profile: 'east', ok: true },
    ]);
    const table = await list(['--users', '--csv'], { env, ...answers() });
    expect([table.exitCode, table.stdout.includes(USERS.east)]).toEqual([9, true]);
    expect(table.stderr).toMatch(/^gone:$/m);
  });

  test('without a terminal what is given for one bank is sent to none, and that is said', async () => {
    const env = { CERT_TOOL_LOGIN_ID: BOSS, CERT_TOOL_PASSWORD: passwordOf(BOSS) };
    const before = await logins();
    const { exitCode, stdout } = await list(['--users', '--json'], { env });
    const { error, results, warnings } = JSON.parse(stdout);
    expect([exitCode, error.name, results.length]).toEqual([2, 'missing-input', 2]);
    expect(error.hint).toContain('--profile east --login-id');
    expect(warnings[0].message).toContain('CERT_TOOL_LOGIN_ID, CERT_TOOL_PASSWORD');
    expect(await logins()).toEqual(before);
  });
});

async function logins() {
  const logs = Object.values(banks).map((bank) => bank.control((control) => control.log()));
  return (await Promise.all(logs)).map((log) => log.filter(({ loginId }) => loginId === BOSS).length);
}

describe('list --all-profiles', () => {
  test('names each certificate’s bank as the config does, and marks what is of no bank of it', async () => {
    const place = tempFolder();
    configure(place, banks);
    const stranger = await companyForTest(tempFolder());
    for (const bank of [...Object.values(banks), stranger]) {
      await bank.add({ [`p${bank.bank.bankId.slice(-6)}`]: {} });
      await bank.install(place, `p${bank.bank.bankId.slice(-6)}`);
    }
    const env = { CERT_TOOL_HOME: place };
    // Whoever was asked once is known.
    for (const bank of [...Object.values(banks), stranger]) {
      await runInProcess(['renew', '--within', '1', ...bank.args], { env });
    }
    const { exitCode, stdout } = await list([], { env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('east: cert-tool demo bank');
    expect(stdout).toContain('west: cert-tool demo bank');
    expect(stdout.match(/\(another bank\)/g)).toHaveLength(1);
    const { certificates } = JSON.parse((await list(['--json'], { env })).stdout);
    const profiles = certificates.map(({ profile }: { profile?: string }) => profile).sort();
    expect(profiles).toEqual(['east', 'west', undefined]);
  });

  test('an unfinished request is completed by a command that names its bank', async () => {
    const place = tempFolder();
    configure(place, banks);
    const env = { CERT_TOOL_HOME: place };
    // Whoever was asked once is known.
    await runInProcess(['renew', '--all', ...banks.west.args], { env });
    const loginId = 'unfinished';
    const dir = join(place, 'journal');
    await createJournal(syncedFolder(dir), dir).write({
      ...{ version: 1, bankId: banks.west.bank.bankId, loginId, kind: 'issue', id: 'id-1', keySize: 2048 },
      ...{ store: `file:${join(place, 'store')}`, step: 'sent', startedAt: '2026-05-31T00:00:00.000Z' },
      ...{ csr: 'csr', publicKeyHash: 'hash' },
    });
    const { stderr, stdout } = await list(['--check', '--json'], { env });
    expect(stderr).toContain(`cert-tool issue ${loginId} --profile west`);
    expect(JSON.parse(stdout).unfinished).toMatchObject([{ loginId, profile: 'west' }]);
  });

  test('--check judges each by its own bank’s rules', async () => {
    const place = tempFolder();
    configure(place, banks);
    const env = { CERT_TOOL_HOME: place };
    await banks.east.control((control) => control.rules(['renewalDays=5']));
    for (const [at, bank] of Object.values(banks).entries()) {
      const loginId = `q${at}`;
      await bank.add({ [loginId]: {} });
      await bank.install(place, loginId);
      await runInProcess(['renew', '--within', '1', ...bank.args], { env });
    }
    const { certificates } = JSON.parse((await list(['--check', '--json'], { env })).stdout);
    const seen = certificates.map(
      ({ profile, state, attention }: { profile: string; state: string; attention: string[] }) =>
        [profile, state, ...attention].join(' '),
    );
    expect(seen.sort()).toEqual(['east issued', 'west renewable expires-soon']);
  });
});
