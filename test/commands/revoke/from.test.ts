import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  openCompany,
  passwordOf,
  secretsInEnvironment,
  type UserWanted,
} from '../../support/company.ts';
import { altered, type FlatSession } from '../../support/flat-session.ts';
import { logged } from '../../support/json-document.ts';
import { person } from '../../support/person.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { endings, type ListedResult, listFile, resultsIn } from '../../support/user-list.ts';

const folder = makeTempFolder();
const home = join(folder, 'home');
const ADMIN = 'admin';
const HEADER = 'loginId,serialNumber';
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({ [ADMIN]: { role: 'administrator', state: 'issued' } });
  await company.install(home, ADMIN);
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
  return runInProcess(['revoke', ...argv, ...company.args], {
    ...options,
    env: { CERT_TOOL_HOME: home, ...env },
  });
}

async function revoke(argv: readonly string[], options: Partial<RunInProcess> = {}) {
  const result = await run([...argv, '--json'], options);
  const document: { ok: boolean; results: ListedResult[]; error?: Record<string, unknown> } = JSON.parse(
    result.stdout,
  );
  return { ...result, document };
}

/** With all that nobody is asked for without a terminal. */
function revokeAll(
  list: string,
  expected: number,
  argv: readonly string[] = [],
  options?: Partial<RunInProcess>,
) {
  return revoke(['--from', list, '--yes', '--expect', String(expected), ...argv], options);
}

/** The bank answers some calls in another way. */
function answering(
  changes: (session: FlatSession) => Partial<FlatSession>,
): NonNullable<RunInProcess['alter']> {
  return (deps) => ({ openBank: async () => altered(await deps.openBank(), changes) });
}

const certificateOf = async (loginId: string) => (await company.me(loginId)).certificate;
const stateOf = async (loginId: string) => (await certificateOf(loginId)).state;
const serialOf = async (loginId: string) => (await certificateOf(loginId)).serialNumber ?? '';
const rowsOf = (loginIds: readonly string[]) =>
  Promise.all(loginIds.map(async (loginId) => [loginId, await serialOf(loginId)]));
const listOf = async (loginIds: readonly string[]) => listFile(HEADER, await rowsOf(loginIds));
const log = () => company.control((control) => control.log());
const countOf = async (act: string) => (await log()).filter((entry) => entry.act === act).length;

const UNKNOWN = '5b8e869e2bc4b2225302f34ada65184e';

describe('a list', () => {
  test('is revoked in one login, with one confirmation password, each by its serial number', async () => {
    const loginIds = await users({ state: 'issued' }, {});
    await company.add({ gone: {} });
    const here = await company.install(home, 'gone');
    const [first = [], second = []] = await rowsOf(loginIds);
    const spelt = here.serialNumber.toUpperCase().replace(/..(?=.)/g, '$&:');
    const list = listFile('シリアル番号,利用者名,ログインID', [
      [first[1] ?? '', 'データ', first[0] ?? ''],
      [spelt, '', 'gone'],
      [second[1] ?? '', '', second[0] ?? ''],
    ]);
    const results = join(tempFolder(), 'results.jsonl');
    const logins = await countOf('logged-in');
    const { exitCode, document, stdout, stderr } = await revokeAll(list, 3, ['--results', results]);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/);
    expect(await countOf('logged-in')).toBe(logins + 1);
    const done = (row: number, loginId: string, removedHere: boolean) => ({
      ...{ row, loginId, name: `データ${loginId}`, ok: true, outcome: 'revoked', removedHere },
      ...{ bankId: expect.any(String), time: expect.stringMatching(/Z$/) },
      serialNumber: expect.stringMatching(/^[0-9a-f]{32}$/),
      revokedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    const expected = [
      done(2, loginIds[0] ?? '', false),
      done(3, 'gone', true),
      done(4, loginIds[1] ?? '', false),
    ];
    expect(document).toEqual({ ...logged('revoke'), ok: true, results: expected });
    expect(resultsIn(results)).toEqual(expected);
    for (const loginId of [...loginIds, 'gone']) expect(await stateOf(loginId)).toBe('revoked');
    expect((await certificatesHere(home)).some(({ commonName }) => commonName.startsWith('gone'))).toBe(
      false,
    );
    expect(stderr).toContain('Certificates in the list: 3');
  });

  test('run again has nothing to do: what is revoked counts as done', async () => {
    const [one = '', two = '', three = ''] = await users({}, {}, {});
    const list = await listOf([one, two, three]);
    expect((await revokeAll(list, 3)).exitCode).toBe(0);
    // Somebody has got another one meanwhile, which stays.
    const elsewhere = tempFolder();
    await runInProcess(['issue', two, ...company.args], {
      env: { CERT_TOOL_HOME: elsewhere, CERT_TOOL_PASSWORD: passwordOf(two) },
    });
    expect(await stateOf(two)).toBe('issued');
    const acts = await countOf('certificate-revoked');
    const { CERT_TOOL_CONFIRMATION_PASSWORD: _, ...env } = secretsInEnvironment(ADMIN);
    const again = await revokeAll(list, 3, [], { env });
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.document.results.map(({ outcome }) => outcome)).toEqual(Array(3).fill('already-revoked'));
    expect(again.document.results[1]).toMatchObject({ revokedAt: expect.stringMatching(/Z$/) });
    expect([await countOf('certificate-revoked'), await stateOf(two)]).toEqual([acts, 'issued']);
  });

  test('never touches another certificate than the one named: 9', async () => {
    const [renewed = '', other = '', going = '', fresh = ''] = await users(
      {},
      {},
      {},
      { state: 'not-issued' },
    );
    const rows = await rowsOf([renewed, going]);
    await company.install(tempFolder(), renewed);
    const list = listFile(HEADER, [
      ...rows,
      [other, await serialOf(renewed)],
      [other, UNKNOWN],
      [fresh, UNKNOWN],
      ['nobody', UNKNOWN],
    ]);
    const { exitCode, document, stderr } = await revokeAll(list, 6);
    expect(exitCode).toBe(9);
    expect(document.error).toMatchObject({ name: 'partly-failed' });
    expect(endings(document.results)).toEqual([
      [renewed, 'certificate-changed'],
      [going, 'revoked'],
      [other, 'unknown-to-bank'],
      [other, 'unknown-to-bank'],
      [fresh, 'unknown-to-bank'],
      ['nobody', 'user-not-found'],
    ]);
    expect(stderr).toContain(`line 4, ${other}: CT-8003`);
    expect(stderr).toContain('to be revoked: 1 (of 6 in the list; revoked already: 0; cannot be: 5)');
    for (const loginId of [renewed, other]) expect(await stateOf(loginId)).toBe('renewable');
  });

  test('may name two certificates of one user', async () => {
    const [loginId = ''] = await users({});
    const [before = []] = await rowsOf([loginId]);
    await revokeAll(listFile(HEADER, [before]), 1);
    await runInProcess(['issue', loginId, ...company.args], {
      env: { CERT_TOOL_HOME: tempFolder(), CERT_TOOL_PASSWORD: passwordOf(loginId) },
    });
    const [now = []] = await rowsOf([loginId]);
    const { exitCode, document } = await revokeAll(listFile(HEADER, [now, before]), 2);
    expect(exitCode).toBe(0);
    expect(document.results.map(({ outcome }) => outcome)).toEqual(['revoked', 'already-revoked']);
  });

  test('is asked about all the same where the bank tells nothing of others’ certificates', async () => {
    const [one = '', two = '', done = ''] = await users({}, {}, {});
    await revokeAll(await listOf([done]), 1);
    const list = listFile(HEADER, [[one, await serialOf(two)], ...(await rowsOf([two, done]))]);
    const alter = answering(() => ({
      certificate: () => Promise.reject(new CertToolError('not-permitted')),
    }));
    const { exitCode, document } = await revokeAll(list, 3, [], { alter });
    expect(exitCode).toBe(9);
    expect(endings(document.results)).toEqual([
      [one, 'unknown-to-bank'],
      [two, 'revoked'],
      [done, 'already-revoked'],
    ]);
    expect(await stateOf(one)).toBe('renewable');
  });

  test('on stdin, as JSON lines', async () => {
    const rows = await rowsOf(await users({}, {}));
    const stdin = rows.map(([loginId, serialNumber]) => JSON.stringify({ loginId, serialNumber })).join('\n');
    const { exitCode, document } = await revokeAll('-', 2, [], { stdin });
    expect([exitCode, document.results.map(({ row, outcome }) => [row, outcome])]).toEqual([
      0,
      [
        [1, 'revoked'],
        [2, 'revoked'],
      ],
    ]);
  });

  test('whose revocations take time, and --keep-local', async () => {
    const list = await listOf(await users({}));
    const rules = (minutes: number) =>
      company.control((control) => control.rules([`revocationMinutes=${minutes}`]));
    await rules(10);
    const { exitCode, document } = await revokeAll(list, 1).finally(() => rules(0));
    expect([exitCode, document.results]).toMatchObject([
      0,
      [{ outcome: 'revocation-pending', effectiveAt: expect.any(String), removedHere: false }],
    ]);
    await company.add({ kept: {} });
    await company.install(home, 'kept');
    const kept = await revokeAll(await listOf(['kept']), 1, ['--keep-local']);
    expect(kept.document.results).toMatchObject([{ outcome: 'revoked', removedHere: false }]);
  });
});

describe('one’s own certificate', () => {
  async function ownPc() {
    const [own = '', other = ''] = await users({ role: 'administrator' }, {});
    const ownHome = tempFolder();
    await company.install(ownHome, own);
    const env = { ...secretsInEnvironment(own), CERT_TOOL_HOME: ownHome };
    return { own, other, ownHome, env };
  }

  test('goes last, wherever it stands; the document keeps the order of the file', async () => {
    const { own, other, ownHome, env } = await ownPc();
    const results = join(tempFolder(), 'results.jsonl');
    const list = await listOf([own, other]);
    const { exitCode, document, stderr } = await revokeAll(list, 2, ['--results', results], { env });
    expect(exitCode, stderr).toBe(0);
    expect(endings(document.results)).toEqual([
      [own, 'revoked'],
      [other, 'revoked'],
    ]);
    expect(endings(resultsIn(results)).map(([loginId]) => loginId)).toEqual([other, own]);
    expect(stderr).toContain('One of them is your own');
    expect(await certificatesHere(ownHome)).toEqual([]);
  });

  test('stays where another one could not be revoked: the same command is repeated with it', async () => {
    const { own, other, env } = await ownPc();
    const list = listFile(HEADER, [...(await rowsOf([own])), [other, UNKNOWN]]);
    const { exitCode, document } = await revokeAll(list, 2, [], { env });
    expect(exitCode).toBe(9);
    expect(document.results).toMatchObject([
      { loginId: own, ok: false, outcome: 'not-tried', error: { name: 'not-tried' } },
      { loginId: other, error: { name: 'unknown-to-bank' } },
    ]);
    expect(await stateOf(own)).toBe('renewable');
    // At a terminal somebody may insist.
    const insisting = person(true, true);
    const insisted = await run(['--from', list, '--json'], { env, ...insisting });
    expect(endings(JSON.parse(insisted.stdout).results)[0]).toEqual([own, 'revoked']);
    expect(insisting.asked[1]?.question).toContain(own);
  });
});

describe('--dry-run', () => {
  test('says what would go and what could not, asks for no confirmation and revokes nothing', async () => {
    const [going = '', done = '', wrong = ''] = await users({}, {}, {});
    await revokeAll(await listOf([done]), 1);
    const list = listFile(HEADER, [...(await rowsOf([going, done])), [wrong, UNKNOWN]]);
    const { CERT_TOOL_CONFIRMATION_PASSWORD: _, ...env } = secretsInEnvironment(ADMIN);
    const acts = await countOf('certificate-revoked');
    const rehearsed = await revoke(['--from', list, '--dry-run'], { env });
    expect(rehearsed.exitCode).toBe(9);
    expect(rehearsed.document.results).toMatchObject([
      { row: 2, loginId: going, ok: true, outcome: 'dry-run' },
      { row: 3, loginId: done, ok: true, outcome: 'already-revoked', removedHere: false },
      { row: 4, loginId: wrong, ok: false, error: { name: 'unknown-to-bank' } },
    ]);
    const shown = await run(['--from', list, '--dry-run', '--lang', 'ja'], { env });
    expect(shown.stdout).toContain('失効する証明書: 1 件(一覧 3 件、失効済み 1 件、失効できないもの 1 件)');
    expect(shown.stdout).toContain(await serialOf(going));
    expect(shown.stderr).toContain('何も失効していません');
    expect([await countOf('certificate-revoked'), await stateOf(going)]).toEqual([acts, 'renewable']);
  });

  test('of one’s own, with others that fail, is no question', async () => {
    const list = listFile(HEADER, [...(await rowsOf([ADMIN])), ['nobody', UNKNOWN]]);
    const { document } = await revoke(['--from', list, '--dry-run']);
    expect(endings(document.results)).toEqual([
      [ADMIN, 'dry-run'],
      ['nobody', 'user-not-found'],
    ]);
  });

  test('of users that are named', async () => {
    const [loginId = ''] = await users({});
    const { exitCode, stdout, stderr } = await run([loginId, '--dry-run']);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(`データ${loginId}`);
    const named = await revoke([loginId, '--dry-run', '--serial-number', UNKNOWN]);
    expect([named.exitCode, named.document.error?.['name']]).toEqual([8, 'unknown-to-bank']);
    const own = await revoke([loginId, '--dry-run', '--serial-number', await serialOf(loginId)]);
    expect([own.exitCode, own.document.results]).toMatchObject([0, [{ loginId, outcome: 'dry-run' }]]);
    expect(await stateOf(loginId)).toBe('renewable');
  });
});

describe('what stops it', () => {
  test('a wrong confirmation password is sent once: nothing more is tried', async () => {
    const [own = ''] = await users({ role: 'administrator' });
    const ownHome = tempFolder();
    await company.install(ownHome, own);
    const loginIds = await users({}, {});
    const results = join(tempFolder(), 'results.jsonl');
    const env = {
      ...secretsInEnvironment(own),
      CERT_TOOL_HOME: ownHome,
      CERT_TOOL_CONFIRMATION_PASSWORD: 'planted-wrong',
    };
    const list = await listOf(loginIds);
    const { exitCode, document, stdout, stderr } = await revokeAll(list, 2, ['--results', results], { env });
    expect([exitCode, document.error?.['name']]).toEqual([3, 'confirmation-refused']);
    expect(document.results).toMatchObject([
      { error: { name: 'confirmation-refused', attemptsLeft: 4 } },
      { ok: false, outcome: 'not-tried', error: { name: 'not-tried' } },
    ]);
    expect(resultsIn(results)).toEqual(document.results);
    expect(stdout + stderr).not.toContain('planted-wrong');
    for (const loginId of loginIds) expect(await stateOf(loginId)).toBe('renewable');
  });

  test('a bank that cannot be reached any more: the same command does the rest', async () => {
    const loginIds = await users({}, {}, {});
    const list = await listOf(loginIds);
    const results = join(tempFolder(), 'results.jsonl');
    let left = 1;
    const alter = answering((session) => ({
      revoke: (...given) => {
        left -= 1;
        return left < 0 ? Promise.reject(new CertToolError('timeout')) : session.revoke(...given);
      },
    }));
    const first = await revokeAll(list, 3, ['--results', results], { alter });
    expect([first.exitCode, endings(first.document.results).map(([, ending]) => ending)]).toEqual([
      9,
      ['revoked', 'timeout', 'not-tried'],
    ]);
    const second = await revokeAll(list, 3, ['--results', results]);
    expect([second.exitCode, endings(second.document.results).map(([, ending]) => ending)]).toEqual([
      0,
      ['already-revoked', 'revoked', 'revoked'],
    ]);
    expect(resultsIn(results)).toHaveLength(6);
  });

  test.each([
    ['en', 2, '--expect is 2, but the list holds 1 certificates'],
    ['ja', 0, '--expect は 0 件ですが、一覧の証明書は 1 件です'],
  ])('another number than expected, before anybody logs in: %s', async (lang, expected, words) => {
    const list = listFile(HEADER, [[ADMIN, UNKNOWN]]);
    const logins = await countOf('logged-in');
    const { exitCode, document } = await revokeAll(list, expected, ['--lang', lang]);
    expect([exitCode, document.error?.['name']]).toEqual([2, 'invalid-option']);
    expect(document.error?.['message']).toContain(words);
    // A rehearsal counts, too.
    const rehearsed = await revoke(['--from', list, '--dry-run', '--expect', String(expected)]);
    expect(rehearsed.exitCode).toBe(2);
    expect(await countOf('logged-in')).toBe(logins);
  });

  test.each([
    ['en', (list: string) => `The list ${list} has a header and no rows.`],
    ['ja', (list: string) => `一覧 ${list} には見出しの行しかありません。`],
  ])('nothing under its header is no fault, and said: %s', async (lang, words) => {
    const list = listFile(HEADER, []);
    const argv = ['revoke', '--from', list, '--yes', '--expect', '0', '--lang', lang, ...company.args];
    const { exitCode, stdout } = await runInProcess(argv, { env: { CERT_TOOL_HOME: home } });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(words(list))]);
  });

  test('faults of the file, all at once, before anybody logs in', async () => {
    const list = listFile(HEADER, [
      ['a b', '1.23E+15'],
      ['jiro', ''],
      ['jiro', UNKNOWN],
      ['jiro', `0x${UNKNOWN}`],
    ]);
    const logins = await countOf('logged-in');
    const { exitCode, document } = await revokeAll(list, 4);
    expect([exitCode, document.error?.['code']]).toEqual([2, 'CT-2025']);
    for (const place of [
      `The list ${list} has faults (4): line 2, column 1 (loginId)`,
      'line 2, column 2 (serialNumber): a spreadsheet',
      'line 3, column 2 (serialNumber): must not be empty',
      'line 5, column 1 (loginId): the same login ID and serial number as on line 4',
    ]) {
      expect(document.error?.['message']).toContain(place);
    }
    expect(await countOf('logged-in')).toBe(logins);
  });

  test('a file of results that is none', async () => {
    const list = listFile(HEADER, [[ADMIN, UNKNOWN]]);
    const before = readFileSync(list, 'utf8');
    const { exitCode, document } = await revokeAll(list, 1, ['--results', list]);
    expect([exitCode, document.error?.['name']]).toEqual([2, 'unwritable-results']);
    expect(readFileSync(list, 'utf8')).toBe(before);
  });

  test('nobody in it: nothing to log in for', async () => {
    const logins = await countOf('logged-in');
    const { exitCode, document } = await revokeAll(listFile(HEADER, []), 0);
    expect([exitCode, document]).toEqual([0, { ...logged('revoke'), ok: true, results: [] }]);
    expect(await countOf('logged-in')).toBe(logins);
  });
});

describe('what goes together', () => {
  test.each([
    [['--from', 'x.csv', 'hanako', '--yes', '--expect', '1'], 'conflicting-options', 'hanako'],
    [['--from', 'x.csv', '--serial-number', UNKNOWN], 'conflicting-options', '--serial-number'],
    [
      ['--from', '-', '--password-stdin', '--yes', '--expect', '1'],
      'conflicting-options',
      '--password-stdin',
    ],
    [
      ['--from', '-', '--credentials', '-', '--yes', '--expect', '1'],
      'conflicting-options',
      '--credentials -',
    ],
    [['hanako', '--expect', '1', '--yes'], 'invalid-option', '--expect needs --from'],
    [['hanako', '--results', 'x.jsonl', '--yes'], 'invalid-option', '--results needs --from'],
    [['--from', 'x.csv'], 'invalid-option', '--expect <count>'],
    [['--from', 'x.csv', '--yes'], 'invalid-option', '--expect <count>'],
    [['--from', 'x.csv', '--expect', '1'], 'missing-confirmation', ''],
    [['--from', 'x.csv', '--yes', '--expect', '-1'], 'invalid-option', '--expect'],
    [['--from', 'x.csv', '--yes', '--expect', 'all'], 'invalid-option', '--expect'],
  ])('%j: %s', async (argv, name, words) => {
    const { exitCode, document } = await revoke(argv);
    expect([exitCode, document.error?.['name']]).toEqual([2, name]);
    expect(document.error?.['message']).toContain(words);
  });

  test('--yes at a terminal wants the number as well', async () => {
    const { exitCode, stdout } = await run(['--from', 'x.csv', '--yes', '--json'], person());
    expect([exitCode, JSON.parse(stdout).error.message]).toEqual([2, expect.stringContaining('--expect')]);
  });
});

describe('on a terminal', () => {
  const env = { CERT_TOOL_LOGIN_ID: ADMIN };
  beforeEach(() => company.control((control) => control.unlock(ADMIN)));

  test('the number is in the question, and the rows are shown with their serial numbers', async () => {
    const [one = '', two = ''] = await users({}, { state: 'issued' });
    const list = await listOf([one, two]);
    const no = person(passwordOf(ADMIN), false);
    const kept = await run(['--from', list, '--lang', 'ja'], { env, ...no });
    expect([kept.exitCode, kept.stdout]).toEqual([0, '失効していません。\n']);
    expect(no.asked.at(-1)?.question).toContain('2 件');
    for (const text of [await serialOf(one), await serialOf(two), '元に戻せません', '更新可']) {
      expect(kept.stderr).toContain(text);
    }
    const yes = person(passwordOf(ADMIN), true, 'wrong', confirmationOf(ADMIN));
    const done = await run(['--from', list, '--lang', 'ja'], { env, ...yes });
    expect(done.exitCode, done.stderr).toBe(0);
    expect(done.stdout).toContain('全 2 件: 失効 2 件');
    expect(done.stderr).toContain('確認用パスワードが違います');
    for (const loginId of [one, two]) expect(await stateOf(loginId)).toBe('revoked');
  });

  test('of a long list the first rows are shown, and how many there are besides', async () => {
    const loginIds = await users(...Array.from({ length: 23 }, () => ({})));
    const asked = person(passwordOf(ADMIN), false);
    const { stderr } = await run(['--from', await listOf(loginIds), '--lang', 'en'], { env, ...asked });
    expect(asked.asked.at(-1)?.question).toContain('23');
    expect(stderr).toContain('and 3 more');
    expect(stderr).toContain(loginIds[19]);
    expect(stderr).not.toMatch(new RegExp(`\\b${loginIds[20]}\\b`));
  });
});

test.skipIf(process.platform === 'win32')(
  'a list that others can read holds no secret: no warning',
  async () => {
    const list = listFile(HEADER, [[ADMIN, UNKNOWN]], 0o644);
    const { exitCode, document } = await revoke(['--from', list, '--dry-run']);
    expect([exitCode, document]).toMatchObject([8, { error: { name: 'unknown-to-bank' } }]);
    expect(document).not.toHaveProperty('warnings');
  },
);
