import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BankUser } from '../../../src/core/ports/bank.ts';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  openCompany,
  passwordOf,
  secretsInEnvironment,
  type UserWanted,
} from '../../support/company.ts';
import { altered } from '../../support/flat-session.ts';
import { logged } from '../../support/json-document.ts';
import { leftBehind } from '../../support/left-behind.ts';
import { person } from '../../support/person.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
const home = join(folder, 'home');
/** An administrator, whose certificate is on this PC, and a user whose certificate is here too. */
const [ADMIN, HERE] = ['admin', 'here'];
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({
    [ADMIN]: { role: 'administrator', state: 'issued' },
    boss: { role: 'master', state: 'issued' },
    [HERE]: {},
    clerk: { state: 'issued' },
    expired: { state: 'expired' },
    fresh: { state: 'not-issued' },
  });
  for (const loginId of [ADMIN, HERE, 'boss']) await company.install(home, loginId);
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

/** New users whose certificates are on no PC here; returns their login IDs. */
const users = (...wanted: UserWanted[]) => company.addUnnamed(...wanted);

function run(
  argv: readonly string[],
  { env = secretsInEnvironment(ADMIN), ...options }: Partial<RunInProcess> = {},
) {
  return runInProcess([...argv, ...company.args], { ...options, env: { CERT_TOOL_HOME: home, ...env } });
}

async function revoke(argv: readonly string[], options: Partial<RunInProcess> = {}) {
  const result = await run(['revoke', ...argv, '--yes', '--json'], options);
  return { ...result, document: JSON.parse(result.stdout) };
}

/** The bank's list of users comes in another way. */
function listing(change: (listed: BankUser[]) => Promise<BankUser[]>): NonNullable<RunInProcess['alter']> {
  return (deps) => ({
    openBank: async () =>
      altered(await deps.openBank(), (session) => ({
        users: async (...how) => change(await session.users(...how)),
      })),
  });
}

const stateOf = async (loginId: string) => (await company.me(loginId)).certificate.state;
const acts = async () => (await company.control((control) => control.log())).map(({ act }) => act);

describe('a revocation', () => {
  test('takes several users in one session, those of this PC included; a repetition is no error', async () => {
    await company.add({ gone: {} });
    await company.install(home, 'gone');
    const [one = '', two = ''] = await users({ state: 'issued' }, {});
    const logins = async () => (await acts()).filter((act) => act === 'logged-in').length;
    const before = await logins();
    const { exitCode, document, stdout, stderr } = await revoke([one, 'gone', two, one]);
    expect(exitCode, stderr).toBe(0);
    expect(await logins()).toBe(before + 1);
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/);
    const revoked = (loginId: string, removedHere: boolean) => ({
      ...{ loginId, name: `データ${loginId}`, ok: true, outcome: 'revoked', removedHere },
      bankId: expect.stringMatching(/^demo-/),
      serialNumber: expect.stringMatching(/^[0-9a-f]{32}$/),
      revokedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(document).toEqual({
      ...logged('revoke'),
      ok: true,
      results: [revoked(one, false), revoked('gone', true), revoked(two, false)],
    });
    for (const loginId of [one, two, 'gone']) expect(await stateOf(loginId)).toBe('revoked');
    expect((await certificatesHere(home)).some(({ commonName }) => commonName.startsWith('gone'))).toBe(
      false,
    );
    expect((await acts()).at(-1)).toBe('logged-out');
    const again = await revoke([one, two]);
    expect(again.document).toEqual({
      ...logged('revoke'),
      ok: true,
      results: [document.results[0], document.results[2]].map((result) => ({
        ...result,
        outcome: 'already-revoked',
      })),
    });
  });

  test('--keep-local leaves it here, where remove --revoked finds it', async () => {
    const loginId = 'kept';
    await company.add({ [loginId]: {} });
    await company.install(home, loginId);
    const { document } = await revoke([loginId, '--keep-local']);
    expect(document.results).toMatchObject([{ loginId, removedHere: false }]);
    const here = async () =>
      (await certificatesHere(home)).filter(({ commonName }) => commonName.startsWith(loginId)).length;
    expect(await here()).toBe(1);
    expect((await run(['remove', '--revoked', '--yes'], { env: {} })).exitCode).toBe(0);
    expect(await here()).toBe(0);
  });

  test('--serial-number names one certificate and never a newer one', async () => {
    const [loginId = ''] = await users({});
    const [listed] = JSON.parse((await run(['list', '--users', '--json'])).stdout).users.filter(
      (user: { loginId: string }) => user.loginId === loginId,
    );
    const { serialNumber } = listed.certificate;
    const elsewhere = tempFolder();
    await company.install(elsewhere, loginId);
    const changed = await revoke([loginId, '--serial-number', serialNumber]);
    expect([changed.exitCode, changed.document.error.name]).toEqual([5, 'certificate-changed']);
    // The table before the question is of the current one.
    expect(changed.stderr).toContain(serialNumber);
    expect(await stateOf(loginId)).toBe('renewable');
    const [now] = await certificatesHere(elsewhere);
    const spelt = now?.serialNumber.toUpperCase().replace(/..(?=.)/g, '$&:') ?? '';
    const done = await revoke([loginId, '--serial-number', spelt]);
    expect(done.document.results).toMatchObject([{ loginId, serialNumber: now?.serialNumber }]);
    expect(done.stderr).not.toContain('What goes is the certificate');
    const repeated = await revoke([loginId, '--serial-number', spelt]);
    expect(repeated.document).toEqual({ ...done.document, ...logged('revoke') });
    const other = await revoke([HERE, '--serial-number', spelt]);
    expect([other.exitCode, other.document.error.name]).toEqual([8, 'unknown-to-bank']);
  });

  test('one’s own certificate goes last, and is told of', async () => {
    const [own = '', other = ''] = await users({ role: 'administrator' }, {});
    const ownHome = tempFolder();
    await company.install(ownHome, own);
    const { exitCode, stderr, stdout } = await runInProcess(
      ['revoke', own, other, '--yes', '--lang', 'ja', ...company.args],
      { env: { CERT_TOOL_HOME: ownHome, ...secretsInEnvironment(own) } },
    );
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('あなた自身の証明書');
    expect(stdout.indexOf(other)).toBeLessThan(stdout.indexOf(own));
    expect(stdout).toContain('この PC から削除しました');
    expect(await certificatesHere(ownHome)).toEqual([]);
    expect(leftBehind(ownHome)).toEqual([]);
  });

  test('one’s own stays where another one could not be revoked: the same command is repeated with it', async () => {
    const [own = ''] = await users({ role: 'administrator' });
    const ownHome = tempFolder();
    await company.install(ownHome, own);
    const argv = ['revoke', own, 'nobody', '--yes', '--json', ...company.args];
    const { exitCode, stdout } = await runInProcess(argv, {
      env: { CERT_TOOL_HOME: ownHome, ...secretsInEnvironment(own) },
    });
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      9,
      {
        results: [
          { loginId: 'nobody', bankId: expect.any(String), name: null, error: { name: 'user-not-found' } },
          { loginId: own, ok: false, outcome: 'not-tried', error: { name: 'not-tried' } },
        ],
      },
    ]);
    expect(await stateOf(own)).toBe('renewable');
  });

  test('what failed is told beside what was done: 9', async () => {
    const [gone = '', going = ''] = await users({}, {});
    const alter = listing(async (listed) => {
      // Between the list and the revocation another PC takes over.
      await company.install(tempFolder(), gone);
      return listed;
    });
    const { exitCode, document, stderr } = await revoke([gone, going], { alter });
    expect(exitCode).toBe(9);
    expect(document).toMatchObject({
      ok: false,
      error: { name: 'partly-failed' },
      results: [
        { loginId: gone, ok: false, error: { name: 'certificate-changed', exitCode: 5 } },
        { loginId: going, ok: true, outcome: 'revoked' },
      ],
    });
    expect(stderr).toContain(`cert-tool revoke ${gone}`);
    expect(await stateOf(gone)).toBe('renewable');
  });

  test('what the bank does not know as one user’s stops no other: 9', async () => {
    const [wrong = '', going = '', other = ''] = await users({}, {}, {});
    const alter = listing(async (listed) => {
      const foreign = listed.find(({ loginId }) => loginId === other)?.certificate;
      return listed.map((user) =>
        user.loginId === wrong && foreign ? { ...user, certificate: foreign } : user,
      );
    });
    const { exitCode, document } = await revoke([wrong, going], { alter });
    expect(exitCode).toBe(9);
    expect(document.results).toMatchObject([
      { loginId: wrong, ok: false, error: { name: 'unknown-to-bank', exitCode: 8 } },
      { loginId: going, ok: true, outcome: 'revoked' },
    ]);
    for (const loginId of [wrong, other]) expect(await stateOf(loginId)).toBe('renewable');
  });
});

describe('it cannot be', () => {
  test.each([
    ['a master’s own', ['boss'], ADMIN, 5, 'master-certificate', '機能申込書'],
    ['a master’s own, by the master', ['boss'], 'boss', 5, 'master-certificate', '機能申込書'],
    ['one that expired', ['expired'], ADMIN, 5, 'nothing-to-revoke', '--users'],
    ['one that was never issued', ['fresh'], ADMIN, 5, 'nothing-to-revoke', '--users'],
    ['nobody’s', ['nobody'], ADMIN, 8, 'user-not-found', 'ログインID'],
    ['by a general user', ['clerk'], HERE, 5, 'not-permitted', '管理者ユーザ'],
    ['without a certificate here', ['clerk'], 'clerk', 5, 'proof-impossible', '本人の PC'],
    [
      'a serial number for several',
      ['clerk', HERE, '--serial-number', '5b8e869e2bc4b2225302f34ada65184e'],
      ADMIN,
      2,
      'invalid-option',
      '',
    ],
    ['a serial number that is none', ['clerk', '--serial-number', 'xyz'], ADMIN, 2, 'invalid-option', ''],
    ['nobody named', [], ADMIN, 2, 'invalid-option', ''],
  ] as const)('%s', async (_, argv, as, exitCode, name, hint) => {
    const refused = await revoke([...argv, '--lang', 'ja'], { env: secretsInEnvironment(as) });
    const { error } = refused.document;
    expect([refused.exitCode, error.name, error.exitCode]).toEqual([exitCode, name, exitCode]);
    expect(error.hint).toContain(hint);
    expect(error.message + error.hint).not.toMatch(/[{}]|undefined/);
    expect(await stateOf('clerk')).toBe('issued');
  });

  test('what cannot be of several is a failed result, and stops no other: 9', async () => {
    const [going = ''] = await users({});
    const { exitCode, document, stderr } = await revoke(['nobody', 'boss', 'fresh', going]);
    expect(exitCode).toBe(9);
    expect(document).toMatchObject({ ok: false, error: { name: 'partly-failed', exitCode: 9 } });
    expect(document.results).toMatchObject([
      {
        ...{ loginId: 'nobody', name: null, serialNumber: null, ok: false },
        error: { name: 'user-not-found', exitCode: 8 },
      },
      { loginId: 'boss', name: 'データboss', ok: false, error: { name: 'master-certificate', exitCode: 5 } },
      { loginId: 'fresh', ok: false, error: { name: 'nothing-to-revoke', exitCode: 5 } },
      { loginId: going, ok: true, outcome: 'revoked' },
    ]);
    // Nobody is asked about those that have none; about a master user's the bank decides.
    expect(stderr.match(/データ/g)).toHaveLength(2);
    expect(await stateOf(going)).toBe('revoked');
  });

  test('without --yes nobody confirms; without secrets they are named', async () => {
    const plain = await run(['revoke', 'clerk', '--json']);
    expect([plain.exitCode, JSON.parse(plain.stdout).error.name]).toEqual([2, 'missing-confirmation']);
    const { CERT_TOOL_CONFIRMATION_PASSWORD: _, ...without } = secretsInEnvironment(ADMIN);
    const unconfirmed = await revoke(['clerk'], { env: without });
    expect([unconfirmed.exitCode, unconfirmed.document.error.name]).toEqual([2, 'missing-input']);
    expect(unconfirmed.document.error.hint).toContain('CERT_TOOL_CONFIRMATION_PASSWORD');
    const nobody = await revoke(['clerk'], { env: {} });
    expect([nobody.exitCode, nobody.document.error.hint]).toEqual([2, expect.stringMatching(/--login-id/)]);
    expect(await stateOf('clerk')).toBe('issued');
  });

  test('a wrong confirmation password is not tried twice, and says the tries left', async () => {
    await company.control((control) => control.unlock(ADMIN));
    const env = { ...secretsInEnvironment(ADMIN), CERT_TOOL_CONFIRMATION_PASSWORD: 'planted-wrong' };
    const wrong = await revoke(['clerk', HERE], { env });
    expect(wrong.exitCode).toBe(3);
    expect(wrong.document.error).toMatchObject({ name: 'confirmation-refused', attemptsLeft: 4 });
    expect(wrong.stdout + wrong.stderr).not.toContain('planted-wrong');
  });
});

describe('on a terminal', () => {
  const CONFIRMED = (loginId: string) => [passwordOf(loginId), confirmationOf(loginId)] as const;
  const env = { CERT_TOOL_LOGIN_ID: ADMIN };
  beforeEach(() => company.control((control) => control.unlock(ADMIN)));

  test('those that can be revoked are offered; several are taken with one confirmation', async () => {
    const [one = '', two = ''] = await users({}, { state: 'issued' });
    const [password, confirmation] = CONFIRMED(ADMIN);
    const somebody = person(password, [one, two], true, confirmation);
    const { exitCode, stdout, stderr } = await run(['revoke', '--lang', 'ja'], { env, ...somebody });
    expect(exitCode, stderr).toBe(0);
    const [, { choices = [] } = {}, confirm] = somebody.asked;
    const offered = choices.map((choice) => choice.split(' ')[0]);
    expect(offered).toEqual(expect.arrayContaining([one, two, 'clerk', 'boss', 'expired', ADMIN]));
    expect(offered).not.toContain('fresh');
    expect(choices.find((choice) => choice.startsWith(one))).toMatch(/一般ユーザ、更新可、20\d\d/);
    expect(confirm?.question).toContain('2 件');
    expect(stderr).toContain('元に戻せません');
    expect(stdout.match(/失効済み/g)).toHaveLength(2);
    for (const loginId of [one, two]) expect(await stateOf(loginId)).toBe('revoked');
  });

  test('no, or nobody chosen: nothing is revoked', async () => {
    const [password] = CONFIRMED(ADMIN);
    const no = await run(['revoke', 'clerk', '--lang', 'en'], { env, ...person(password, false) });
    expect([no.exitCode, no.stdout]).toEqual([0, 'Nothing was revoked.\n']);
    const none = await run(['revoke', '--lang', 'ja'], { env, ...person(password, []) });
    expect([none.exitCode, none.stdout]).toEqual([0, '失効していません。\n']);
    expect(await stateOf('clerk')).toBe('issued');
  });

  test('a wrong confirmation password may be typed again, but not into the lock', async () => {
    const [one = '', two = ''] = await users({}, {});
    const [password, confirmation] = CONFIRMED(ADMIN);
    const typing = person(password, true, 'wrong', 'wrong again', confirmation);
    const typed = await run(['revoke', one, two, '--lang', 'ja'], { env, ...typing });
    expect(typed.exitCode, typed.stderr).toBe(0);
    expect(typed.stderr).toMatch(
      /確認用パスワードが違います。.*4.*\n(.*\n)*.*確認用パスワードが違います。.*3/,
    );
    expect(typing.asked).toHaveLength(5);
    const stubborn = person(password, true, 'a', 'b', 'c', 'd', 'e');
    const stopped = await run(['revoke', 'clerk', '--lang', 'en'], { env, ...stubborn });
    expect([stopped.exitCode, stubborn.asked.length]).toEqual([3, 6]);
    const { locked } = JSON.parse((await run(['list', '--users', '--json'])).stdout).users.find(
      ({ loginId }: { loginId: string }) => loginId === ADMIN,
    );
    expect(locked).toBe(false);
    expect(await stateOf('clerk')).toBe('issued');
  });
});

describe('list --users', () => {
  const list = async (...argv: string[]) => {
    const { exitCode, stdout, stderr } = await run(['list', '--users', '--json', ...argv]);
    expect(exitCode, stderr).toBe(0);
    return JSON.parse(stdout).users as {
      loginId: string;
      role: string;
      certificate: { state: string; notAfter?: string };
    }[];
  };
  const idsOf = (listed: readonly { loginId: string }[]) => listed.map(({ loginId }) => loginId);

  test('is the bank’s answer, in the wanted order', async () => {
    const users = await list();
    expect(idsOf(users)).toEqual(idsOf(users).toSorted());
    expect(users.find(({ loginId }) => loginId === 'boss')).toEqual({
      ...{ loginId: 'boss', name: 'データboss', role: 'master', locked: false, suspended: false },
      certificate: {
        state: 'issued',
        serialNumber: expect.stringMatching(/^[0-9a-f]{32}$/),
        notAfter: expect.stringMatching(/^\d{4}-\d\d-\d\dT23:59:59Z$/),
      },
    });
    expect(users.find(({ loginId }) => loginId === 'fresh')?.certificate).toEqual({ state: 'not-issued' });
    expect(idsOf(await list('--desc'))).toEqual(idsOf(users).toReversed());
    const roles = (await list('--sort', 'role')).map(({ role }) => role);
    expect(roles).toEqual(roles.toSorted((a, b) => ROLES.indexOf(a) - ROLES.indexOf(b)));
    const ends = (await list('--sort', 'expires')).flatMap(({ certificate }) => certificate.notAfter ?? []);
    expect(ends).toEqual(ends.toSorted());
    const states = (await list('--sort', 'state', '--desc')).map(({ certificate }) => certificate.state);
    expect(new Set(states).size).toBe(states.filter((state, at) => state !== states[at - 1]).length);
  });
  const ROLES = ['master', 'administrator', 'general'];

  test('--expiring: what will expire within the days, and what has', async () => {
    const states = (listed: Awaited<ReturnType<typeof list>>) =>
      [...new Set(listed.map(({ certificate }) => certificate.state))].sort();
    expect(states(await list('--expiring'))).toEqual(['expired', 'renewable']);
    expect(states(await list('--expiring', '1'))).toEqual(['expired']);
    expect(states(await list('--expiring', '400'))).toEqual(['expired', 'issued', 'renewable']);
  });

  test.each([
    ['ja', 110],
    ['ja', 80],
    ['ja', 60],
    ['en', 110],
    ['en', 80],
    ['en', 60],
  ] as const)('fits the terminal: %s, %i columns', async (language, columns) => {
    const shown = await run(['list', '--users', '--lang', language, '--no-color'], { columns });
    expect(shown.exitCode, shown.stderr).toBe(0);
    const lines = shown.stdout.split('\n');
    const { default: stringWidth } = await import('string-width');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    const words =
      language === 'ja'
        ? ['ログインID', '利用者名', '利用者区分', '証明書状態', '証明書有効期限', 'マスターユーザ', '更新可']
        : ['Login ID', 'Name', 'Role', 'State', 'Expiry', 'master', 'renewable'];
    for (const word of words) expect(shown.stdout).toContain(word);
    expect(/[0-9a-f]{32}/.test(shown.stdout)).toBe(columns === 110);
    if (columns >= 80) expect(lines.find((line) => line.startsWith('expired'))).toMatch(/-/);
  });

  test.each([
    [['--all'], 2, 'conflicting-options'],
    [['--check'], 2, 'conflicting-options'],
    [['--sort', 'age'], 2, 'invalid-option'],
  ] as const)('%j', async (argv, exitCode, name) => {
    const refused = await run(['list', '--users', '--json', ...argv]);
    expect([refused.exitCode, JSON.parse(refused.stdout).error.name]).toEqual([exitCode, name]);
  });

  test('by a general user, or where no proof is possible', async () => {
    const general = await run(['list', '--users', '--json'], { env: secretsInEnvironment(HERE) });
    expect([general.exitCode, JSON.parse(general.stdout).error.name]).toEqual([5, 'not-permitted']);
    const { exitCode, stdout } = await runInProcess(['list', '--users', '--json', ...company.args], {
      env: { CERT_TOOL_HOME: tempFolder(), ...secretsInEnvironment(ADMIN) },
    });
    expect([exitCode, JSON.parse(stdout).error.name]).toEqual([5, 'proof-impossible']);
    expect(existsSync(join(home, 'journal')) ? leftBehind(home) : []).toEqual([]);
  });
});
