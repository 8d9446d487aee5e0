import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { CertToolError } from '../../../src/core/error.ts';
import {
  type Company,
  certificatesHere,
  codeOf,
  companyForFile,
  companyForTest,
  passwordOf,
  type UserWanted,
} from '../../support/company.ts';
import { leftBehind } from '../../support/left-behind.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  endings,
  type ListedResult,
  type ListRun,
  listFile,
  listOf,
  resultsIn,
  runForList,
} from '../../support/user-list.ts';

const company = await companyForFile();

let count = 0;
/** New users of the bank without a certificate. Returns their login IDs. */
async function newUsers(howMany: number, wanted: UserWanted = {}, at = company): Promise<string[]> {
  count += 1;
  const loginIds = Array.from({ length: howMany }, (_, index) => `u${count}n${index}`);
  const each: UserWanted = { state: 'not-issued', ...wanted };
  await at.add(Object.fromEntries(loginIds.map((loginId) => [loginId, each])));
  return loginIds;
}

const HEADER = 'loginId,password';
/** Each has the password of the one before. */
const shiftedListOf = (loginIds: readonly string[]) =>
  listFile(
    HEADER,
    loginIds.map((loginId, index) => [loginId, passwordOf(loginIds.at(index - 1) ?? '')]),
  );

const issue = (home: string, argv: readonly string[], options: Partial<ListRun> = {}) =>
  runForList(home, ['issue', ...argv], { at: company.args, ...options });

const { actsOf } = company;
const actsOfAll = (loginIds: readonly string[]) => Promise.all(loginIds.map(actsOf));

describe('a list', () => {
  test('an open browser is warned of once for all, before anybody is logged in', async () => {
    const loginIds = await newUsers(3);
    const alter = ({ desktop }: Deps): Partial<Deps> => ({
      desktop: { ...desktop, openBrowsers: async () => [{ name: 'edge', inBackground: false }] },
    });
    const { exitCode, stderr, document } = await issue(
      tempFolder(),
      ['--from', listOf(loginIds), '--dry-run'],
      { alter },
    );
    expect([exitCode, document.results.map(({ outcome }) => outcome)]).toEqual([
      0,
      ['dry-run', 'dry-run', 'dry-run'],
    ]);
    expect(stderr.match(/Open: /g)).toHaveLength(1);
    expect(stderr).toContain(loginIds.join(', '));
    expect(document['warnings']).toMatchObject([{ name: 'browser-open' }]);
  });

  test('what another run has installed meanwhile is here, and not elsewhere', async () => {
    const [first = ''] = await newUsers(1);
    const [second = ''] = await newUsers(1, { state: 'issued' });
    const home = tempFolder();
    const alter = (deps: Deps): Partial<Deps> => ({
      async openBank() {
        const bank = await deps.openBank();
        return {
          ...bank,
          async logIn(loginId, password) {
            if (loginId === first) await company.install(home, second);
            return bank.logIn(loginId, password);
          },
        };
      },
    });
    const run = await issue(home, ['--from', listOf([first, second]), '--jobs', '1'], { alter });
    expect(endings(run.document.results)).toEqual([
      [first, 'issued'],
      [second, 'already-valid'],
    ]);
  });

  test('all are issued, by keys that work; in the order of the file, whichever ended first', async () => {
    const loginIds = await newUsers(4);
    const [first = '', , third] = loginIds;
    let begin = () => {};
    const thirdBegins = new Promise<void>((resolve) => {
      begin = resolve;
    });
    // With two at once the third begins when the second is done.
    const alter = (deps: Deps): Partial<Deps> => ({
      async openBank() {
        const bank = await deps.openBank();
        return {
          ...bank,
          async logIn(loginId, password) {
            if (loginId === first) await thirdBegins;
            if (loginId === third) begin();
            return bank.logIn(loginId, password);
          },
        };
      },
    });
    const home = tempFolder();
    const results = join(home, 'results.jsonl');
    const list = listOf(loginIds);
    const run = await issue(home, ['--from', list, '--jobs', '2', '--results', results], { alter });
    expect([run.exitCode, run.document.ok, Object.keys(run.document)]).toEqual([
      ...[0, true],
      ['schema', 'ok', 'time', 'device', 'results', 'run'],
    ]);
    expect(endings(run.document.results)).toEqual(loginIds.map((loginId) => [loginId, 'issued']));
    expect(run.document.results.map(({ row }) => row)).toEqual(loginIds.map((_, index) => index + 2));
    const lines = resultsIn(results);
    expect(lines[0]?.loginId).toBe(loginIds[1]);
    const byRow = (one: ListedResult, other: ListedResult) => (one.row ?? 0) - (other.row ?? 0);
    expect([...lines].sort(byRow)).toEqual(run.document.results);
    expect(lines[0]).toEqual({
      ...{ row: 3, time: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), warnings: [] },
      ...{ device: expect.stringMatching(/./), loginId: loginIds[1], bankId: company.bank.bankId },
      ...{ ok: true, outcome: 'issued', resumed: false },
      certificate: expect.objectContaining({ loginId: loginIds[1], state: 'issued', hasPrivateKey: true }),
    });
    const here = await certificatesHere(home);
    expect(here.map(({ commonName }) => commonName.split(' ')[0]).sort()).toEqual([...loginIds].sort());
    expect(here.every(({ signs }) => signs)).toBe(true);
    expect(leftBehind(home)).toEqual([]);
    for (const loginId of loginIds) {
      const { certificate, unconfirmed } = await company.me(loginId);
      expect([certificate.state, unconfirmed]).toEqual(['issued', undefined]);
    }
  });

  test('a second run has nothing to do, and logs nobody in', async () => {
    const loginIds = await newUsers(3);
    const home = tempFolder();
    const list = listOf(loginIds);
    expect((await issue(home, ['--from', list])).exitCode).toBe(0);
    const before = await actsOfAll(loginIds);
    for (const acts of before) expect(acts.slice(-1)).toEqual(['logged-out']);
    const again = await issue(home, ['--from', list]);
    expect(again.exitCode).toBe(0);
    expect(endings(again.document.results)).toEqual(loginIds.map((loginId) => [loginId, 'already-valid']));
    expect(await actsOfAll(loginIds)).toEqual(before);
    expect(again.stderr).not.toContain('Waiting');
  });

  test('from stdin, as JSON lines; no login ID of it is remembered here', async () => {
    const loginIds = await newUsers(2);
    const home = tempFolder();
    const stdin = loginIds.map((loginId) => JSON.stringify({ loginId, password: passwordOf(loginId) }));
    const { exitCode, document } = await issue(home, ['--from', '-'], { stdin: stdin.join('\n') });
    expect([exitCode, document.results.map(({ row }) => row)]).toEqual([0, [1, 2]]);
    expect(readdirSync(home)).not.toContain('login-ids');
  });

  test('--dry-run', async () => {
    const loginIds = await newUsers(3);
    const home = tempFolder();
    const { exitCode, document } = await issue(home, ['--from', listOf(loginIds), '--dry-run']);
    expect(exitCode).toBe(0);
    expect(endings(document.results)).toEqual(loginIds.map((loginId) => [loginId, 'dry-run']));
    expect([await certificatesHere(home), leftBehind(home)]).toEqual([[], []]);
    for (const acts of await actsOfAll(loginIds)) expect(acts).not.toContain('certificate-issued');
  });

  test.skipIf(process.platform === 'win32')(
    'what rows were warned of is told at the end, with their number',
    async () => {
      const loginIds = await newUsers(2);
      const missing = join(tempFolder(), 'no-such-program');
      const argv = ['--from', listOf(loginIds), '--after', missing];
      const { exitCode, document, stderr } = await issue(tempFolder(), argv);
      expect(exitCode).toBe(0);
      for (const { warnings } of document.results) expect(warnings).toMatchObject([{ name: 'hook-failed' }]);
      expect(stderr.match(/Warning CT-0013, 2: .*no-such-program/g)).toHaveLength(1);
    },
  );

  test.skipIf(process.platform === 'win32')('--after runs for each of them', async () => {
    const loginIds = await newUsers(3);
    const home = tempFolder();
    const program = join(home, 'after');
    writeFileSync(
      program,
      `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const { loginId } = JSON.parse(readFileSync(0, 'utf8'));
appendFileSync('${join(home, 'told')}', loginId + '\\n');
`,
      { mode: 0o700 },
    );
    const argv = ['--from', listOf(loginIds), '--after', program];
    const { exitCode, document } = await issue(home, argv);
    expect([exitCode, document.results.flatMap(({ warnings }) => warnings)]).toEqual([0, []]);
    const told = readFileSync(join(home, 'told'), 'utf8').trim().split('\n');
    expect(told.sort()).toEqual(loginIds);
  });

  test('the summary tells how many ended how, and what to do about each kind of failure', async () => {
    const [one = '', two = ''] = await newUsers(2);
    const list = listFile(HEADER, [
      [one, passwordOf(one)],
      [two, 'wrong-7'],
    ]);
    const words = {
      ja: ['取得 1 件', '失敗 1 件', `3 行目 ${two}`],
      en: ['1 issued', '1 failed', `line 3, ${two}`],
    };
    const env = { CERT_TOOL_HOME: tempFolder() };
    for (const [lang, expected] of Object.entries(words)) {
      const argv = ['issue', '--from', list, '--lang', lang, '--no-color', ...company.args, '--dry-run'];
      const { exitCode, stdout, stderr } = await runInProcess(argv, {
        env: { ...env, CERT_TOOL_HOME: tempFolder() },
      });
      expect(exitCode).toBe(9);
      for (const word of [lang === 'ja' ? 'リハーサル 1 件' : '1 rehearsed', ...expected.slice(1)]) {
        expect(stdout + stderr).toContain(word);
      }
      expect(stderr).toContain('CT-3001');
    }
  });
});

describe('the lock-out guard', () => {
  test.each([1, 4, 6])(
    'a shifted column: 5 are refused, %i at once or not, and the mended list goes on',
    async (jobs) => {
      const loginIds = await newUsers(7);
      const home = tempFolder();
      const results = join(home, 'results.jsonl');
      const argv = ['--jobs', String(jobs), '--results', results];
      const wrong = await issue(home, ['--from', shiftedListOf(loginIds), ...argv]);
      expect([wrong.exitCode, wrong.document.error]).toMatchObject([
        9,
        { code: 'CT-9002', name: 'stopped-by-guard', exitCode: 9 },
      ]);
      const sent = Math.max(5, Math.min(jobs, loginIds.length));
      const left = loginIds.length - sent;
      expect(wrong.document.error?.['message']).toContain(
        `${sent} refused or locked, 0 done, ${left === 0 ? 'no row was left' : `${left} not tried`}.`,
      );
      const ends = wrong.document.results.map(({ ok, outcome, error }) => [ok, outcome, error?.name]);
      expect(ends.filter(([, , name]) => name === 'credentials-refused')).toHaveLength(sent);
      expect(ends.filter(([, outcome]) => outcome === 'not-tried')).toHaveLength(loginIds.length - sent);
      expect(ends.every(([ok]) => ok === false)).toBe(true);
      const lines = resultsIn(results);
      expect(lines).toHaveLength(loginIds.length);
      expect(lines.at(-1)?.outcome).toBe(sent < loginIds.length ? 'not-tried' : undefined);
      const refused = (await actsOfAll(loginIds)).flat().filter((act) => act === 'password-refused');
      expect(refused).toHaveLength(sent);
      const mended = await issue(home, ['--from', listOf(loginIds), ...argv]);
      expect(mended.exitCode).toBe(0);
      expect(resultsIn(results)).toHaveLength(2 * loginIds.length);
      expect(await certificatesHere(home)).toHaveLength(loginIds.length);
    },
  );

  test('the same shifted list again sends no refused password a second time', async () => {
    const loginIds = await newUsers(6);
    const home = tempFolder();
    const list = shiftedListOf(loginIds);
    const argv = ['--from', list, '--jobs', '1'];
    expect((await issue(home, argv)).exitCode).toBe(9);
    const again = await issue(home, argv);
    expect(again.exitCode).toBe(9);
    const names = again.document.results.map(({ error }) => error?.name);
    expect(names.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'refused-before'));
    // A list takes no --last-try.
    const hint = again.document.results[0]?.error?.hint;
    expect(hint).toContain(`run that user alone: "cert-tool issue <login-id> --last-try`);
    expect(hint).toContain(company.bank.bankUrl);
    for (const acts of await actsOfAll(loginIds)) {
      expect(acts.filter((act) => act === 'password-refused').length).toBeLessThan(2);
    }
  });

  test('--keep-going tries all', async () => {
    const loginIds = await newUsers(6);
    const { exitCode, document } = await issue(tempFolder(), [
      '--from',
      shiftedListOf(loginIds),
      '--keep-going',
    ]);
    expect([exitCode, document.error?.['name']]).toEqual([9, 'partly-failed']);
    expect(endings(document.results)).toEqual(loginIds.map((loginId) => [loginId, 'credentials-refused']));
  });

  test('one that was locked before is a failed row', async () => {
    const loginIds = await newUsers(3);
    const [, locked = ''] = loginIds;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const env = { CERT_TOOL_PASSWORD: `wrong-${attempt}` };
      await issue(tempFolder(), [locked, '--last-try'], { env });
    }
    expect(await actsOf(locked)).toContain('locked');
    const { exitCode, document } = await issue(tempFolder(), ['--from', listOf(loginIds), '--jobs', '1']);
    expect([exitCode, document.error?.['name']]).toEqual([9, 'partly-failed']);
    expect(endings(document.results).map(([, ending]) => ending)).toEqual([
      'issued',
      'account-locked',
      'issued',
    ]);
  });
});

describe('one-time passwords', () => {
  test('by e-mail without a terminal: those rows fail, count for no stop, and are logged out', async () => {
    const byEmail = await newUsers(6, { otp: 'email' });
    const others = await newUsers(2);
    const { exitCode, document } = await issue(tempFolder(), [
      '--from',
      listOf([...byEmail, ...others]),
      '--jobs',
      '1',
    ]);
    expect([exitCode, document.error?.['name']]).toEqual([9, 'partly-failed']);
    expect(endings(document.results)).toEqual([
      ...byEmail.map((loginId) => [loginId, 'missing-input']),
      ...others.map((loginId) => [loginId, 'issued']),
    ]);
    for (const acts of await actsOfAll(byEmail)) expect(acts).toEqual(['otp-requested', 'logged-out']);
    expect(document.results[0]?.error).toMatchObject({ hint: expect.stringContaining('into the list') });
    expect(JSON.stringify(document.results)).not.toContain('--otp,');
  });

  test('on a terminal a wrong one is told of before the next question', async () => {
    const [loginId = ''] = await newUsers(1, { otp: 'email' });
    let asked = 0;
    const alter = ({ ui }: Deps): Partial<Deps> => {
      const secret = async () => {
        asked += 1;
        return asked === 1 ? '000000' : codeOf(company, loginId);
      };
      return { ui: { ...ui, interactive: true, prompts: { ...ui.prompts, secret } } };
    };
    const run = await issue(tempFolder(), ['--from', listOf([loginId])], { alter });
    expect([run.exitCode, asked]).toEqual([0, 2]);
    const about = `Login ID ${loginId} (line 2):`;
    expect(run.stderr.split('\n').slice(0, 3)).toEqual([about, about, expect.stringContaining('lock: 4')]);
  });

  test('who leaves a question is asked nothing more: 130, the others not tried', async () => {
    const byEmail = await newUsers(5, { otp: 'email' });
    let asked = 0;
    const alter = ({ ui }: Deps): Partial<Deps> => {
      const secret = async () => {
        asked += 1;
        throw new CertToolError('cancelled');
      };
      return { ui: { ...ui, interactive: true, prompts: { ...ui.prompts, secret } } };
    };
    const home = tempFolder();
    const file = join(home, 'results.jsonl');
    const argv = ['--from', listOf(byEmail), '--jobs', '3', '--results', file];
    const run = await issue(home, argv, { alter });
    expect([run.exitCode, asked, run.document.error?.['name']]).toEqual([130, 1, 'cancelled']);
    expect(endings(run.document.results).map(([, ending]) => ending)).toEqual([
      ...['cancelled', 'cancelled', 'cancelled'],
      ...['not-tried', 'not-tried'],
    ]);
    expect(resultsIn(file)).toEqual(run.document.results);
    expect(run.stderr.match(/CT-130001/g), 'the end of the run, not of rows').toHaveLength(1);
    for (const acts of (await actsOfAll(byEmail)).slice(0, 3)) expect(acts.at(-1)).toBe('logged-out');
  });

  test('--otp-command gives those of all, each told its login ID', async () => {
    const loginIds = await newUsers(3, { otp: 'token' });
    const home = tempFolder();
    const codes = Object.fromEntries(
      await Promise.all(loginIds.map(async (loginId) => [loginId, await codeOf(company, loginId)])),
    );
    const script = join(home, 'code.mjs');
    writeFileSync(script, `console.log(${JSON.stringify(codes)}[process.env.CERT_TOOL_LOGIN_ID])`);
    const command = `"${process.execPath}" "${script}"`;
    const run = await issue(home, ['--from', listOf(loginIds), '--otp-command', command]);
    expect([run.exitCode, endings(run.document.results)]).toEqual([
      0,
      loginIds.map((loginId) => [loginId, 'issued']),
    ]);
  });

  test('a token’s secret logs in; a run within the same 30 seconds waits for the next code', async () => {
    const STEP_MS = 30_000;
    const step = Math.ceil(Date.now() / STEP_MS) * STEP_MS;
    const next = step + STEP_MS;
    const at = await companyForTest(join(tempFolder(), 'bank'), { now: () => new Date(step) });
    const otpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const loginIds = await newUsers(2, { otp: 'token', otpSecret }, at);
    const list = listFile(
      'loginId,password,otpSecret',
      loginIds.map((loginId) => [loginId, passwordOf(loginId), 'jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp']),
    );
    const home = tempFolder();
    // By the bank's clock: this PC's may be off.
    const first = await issue(home, ['--from', list, '--dry-run', '--jobs', '1'], { at: at.args });
    expect(endings(first.document.results).map(([, ending]) => ending)).toEqual(['dry-run', 'dry-run']);
    expect(first.stderr).not.toContain('Waiting');
    const times = [next - 100];
    const alter = () => ({ tokenTime: () => new Date(times.shift() ?? next) });
    const second = await issue(home, ['--from', list, '--jobs', '1'], { at: at.args, alter });
    expect(endings(second.document.results).map(([, ending]) => ending)).toEqual(['issued', 'issued']);
    expect(second.stderr.match(/Waiting 1 s/g)).toHaveLength(1);
    const log = await at.control((control) => control.log());
    expect(log.filter(({ act }) => act === 'otp-refused')).toEqual([]);
  });
});

describe('several banks', () => {
  /** A PC whose config file names both. */
  async function pcOfTwoBanks(more: object = {}) {
    const other = await companyForTest(join(tempFolder(), 'other'));
    const home = tempFolder();
    const profile = ({ bank: { bankUrl, caFile } }: Company) => ({ bank: bankUrl, caFile });
    const config = { store: 'file', profiles: { east: profile(company), west: profile(other) }, ...more };
    writeFileSync(join(home, 'config.json'), JSON.stringify(config));
    return { home, other };
  }
  const LIST = 'loginId,password,profile';

  test('each row at the bank of its profile, where its refusals are counted; no bank need be chosen', async () => {
    const { home, other } = await pcOfTwoBanks();
    const here = await newUsers(6);
    const there = await newUsers(6, {}, other);
    const list = listFile(
      LIST,
      here.flatMap((loginId, index) => [
        [loginId, 'wrong', 'east'],
        [there[index] ?? '', passwordOf(there[index] ?? ''), 'west'],
      ]),
    );
    const run = await issue(home, ['--from', list, '--jobs', '1'], { at: [] });
    expect([run.exitCode, run.document.error?.['name']]).toEqual([9, 'stopped-by-guard']);
    const ends = run.document.results.map((each) => [each['profile'], each['bankId'], each.ok]);
    const [east, west] = [
      ['east', company.bank.bankId, false],
      ['west', other.bank.bankId, true],
    ];
    expect(ends.slice(0, 9)).toEqual([east, west, east, west, east, west, east, west, east]);
    const untried = run.document.results.slice(9).map(({ outcome }) => outcome);
    expect(untried).toEqual(['not-tried', 'not-tried', 'not-tried']);
  });

  test.each([
    ['configured', { profile: 'east' }, []],
    ['typed', {}, ['--profile', 'east']],
  ])(
    'rows without one are at the bank of the run, %s, and count with those of its name',
    async (_, more, argv) => {
      const { home, other } = await pcOfTwoBanks(more);
      const here = await newUsers(6);
      const [there = ''] = await newUsers(1, {}, other);
      const list = listFile(LIST, [
        [there, passwordOf(there), 'west'],
        ...here.map((loginId, index) => [loginId, 'wrong', index % 2 === 0 ? 'east' : '']),
      ]);
      const run = await issue(home, ['--from', list, '--jobs', '1', ...argv], { at: [] });
      expect([run.exitCode, run.document.error?.['name']]).toEqual([9, 'stopped-by-guard']);
      expect(endings(run.document.results).map(([, ending]) => ending)).toEqual([
        'issued',
        ...Array.from({ length: 5 }, () => 'credentials-refused'),
        'not-tried',
      ]);
    },
  );

  test('a row without one where no bank is set', async () => {
    const { home } = await pcOfTwoBanks();
    const [one = '', two = ''] = await newUsers(2);
    const list = listFile(LIST, [
      [one, passwordOf(one), 'east'],
      [two, passwordOf(two), ''],
    ]);
    const run = await issue(home, ['--from', list], { at: [] });
    expect([run.exitCode, run.document.error?.['name']]).toEqual([2, 'no-bank']);
    expect(await actsOf(one)).toEqual([]);
  });

  test('the same login ID at both: one that was locked at one is locked by nobody at the other', async () => {
    const { home, other } = await pcOfTwoBanks();
    const [name = '', next = ''] = await newUsers(2);
    await other.add({ [name]: { state: 'not-issued' } });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const env = { CERT_TOOL_PASSWORD: `wrong-${attempt}` };
      await issue(tempFolder(), [name, '--last-try'], { env, at: other.args });
    }
    const list = listFile(LIST, [
      [name, passwordOf(name), 'east'],
      [name, passwordOf(name), 'west'],
      [next, passwordOf(next), 'east'],
    ]);
    const run = await issue(home, ['--from', list, '--jobs', '1'], { at: [] });
    expect(endings(run.document.results).map(([, ending]) => ending)).toEqual([
      ...['issued', 'account-locked', 'issued'],
    ]);
  });
});

describe('--results', () => {
  test('goes on after the last line of a run that was killed', async () => {
    const loginIds = await newUsers(2);
    const home = tempFolder();
    const file = join(home, 'results.jsonl');
    const argv = ['--from', listOf(loginIds), '--results', file];
    expect((await issue(home, argv)).exitCode).toBe(0);
    appendFileSync(file, '{"row":2,"ti');
    expect((await issue(home, argv)).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('\n{"row":2,"ti\n{"row":');
    expect(endings(resultsIn(file)).map(([, ending]) => ending)).toEqual([
      ...['issued', 'issued'],
      ...['already-valid', 'already-valid'],
    ]);
  });

  test.each(['the list', 'a folder', 'nowhere'])('%s is refused before anything is sent', async (what) => {
    const loginIds = await newUsers(1);
    const list = listOf(loginIds);
    const home = tempFolder();
    const file = { 'the list': list, 'a folder': home, nowhere: join(home, 'no', 'such') }[what] ?? '';
    const before = readFileSync(list, 'utf8');
    const { exitCode, document } = await issue(home, ['--from', list, '--results', file]);
    expect([exitCode, document.error?.['name']]).toEqual([2, 'unwritable-results']);
    expect([readFileSync(list, 'utf8'), await actsOfAll(loginIds)]).toEqual([before, [[]]]);
  });
});

describe('what is wrong is told before anything is sent', () => {
  test.each([
    ['a login ID', ['hanako']],
    ['--login-id', ['--login-id', 'hanako']],
    ['--password-stdin', ['--password-stdin']],
    ['--otp', ['--otp', '123456']],
    ['--credentials', ['--credentials', 'x.json']],
    ['--last-try', ['--last-try']],
  ])('--from with %s', async (_, argv) => {
    const { exitCode, document } = await issue(tempFolder(), ['--from', 'users.csv', ...argv]);
    expect([exitCode, document.error?.['name']]).toEqual([2, 'conflicting-options']);
    expect(document.error?.['message']).toContain(argv[0]);
  });

  test.each([
    ['--jobs', ['--jobs', '3']],
    ['--results', ['--results', 'x.jsonl']],
    ['--keep-going', ['--keep-going']],
  ])('%s without --from', async (flag, argv) => {
    const { exitCode, document } = await issue(tempFolder(), argv);
    expect([exitCode, document.error?.['name']]).toEqual([2, 'invalid-option']);
    expect(document.error?.['message']).toContain(`${flag} needs --from`);
  });

  test('--jobs is a whole number from 1 to 64', async () => {
    for (const jobs of ['0', '65', '-1', '2.5', 'x']) {
      const { exitCode } = await issue(tempFolder(), ['--from', 'users.csv', '--jobs', jobs]);
      expect(exitCode, jobs).toBe(2);
    }
  });

  test.each([
    [
      'ja',
      [
        '3 行 1 列目 (loginId): 空にはできません',
        '3 行 2 列目 (password): 空にはできません',
        '4 行 3 列目 (otp)',
        '5 行 1 列目 (loginId): 2 行目と同じログインIDです',
      ],
    ],
    [
      'en',
      [
        'line 3, column 1 (loginId): must not be empty',
        'line 3, column 2 (password): must not be empty',
        'line 4, column 3 (otp)',
        'line 5, column 1 (loginId): the same login ID as on line 2',
      ],
    ],
  ])('all faults, by line and column: %s', async (lang, faults) => {
    const [loginId = ''] = await newUsers(1);
    const list = listFile('loginId,password,otp', [
      [loginId, 'Himitsu-1', ''],
      ['', '', '123456'],
      ['other', 'Himitsu-2', '12ab56'],
      [loginId, 'Himitsu-3', ''],
    ]);
    const run = await issue(tempFolder(), ['--from', list, '--lang', lang]);
    expect([run.exitCode, run.document.error?.['name']]).toEqual([2, 'invalid-user-list']);
    for (const fault of faults) expect(run.document.error?.['message']).toContain(fault);
    expect(run.stderr + run.stdout).not.toMatch(/Himitsu|12ab56/);
    expect(await actsOf(loginId)).toEqual([]);
  });

  test.each([
    ['en', 'has a header and no rows'],
    ['ja', '見出しの行しかありません'],
  ])('nobody under its header is no fault, and said: %s', async (lang, words) => {
    const list = listFile(HEADER, []);
    const { exitCode, document } = await issue(tempFolder(), ['--from', list]);
    expect([exitCode, document]).toMatchObject([0, { ok: true, results: [] }]);
    const env = { CERT_TOOL_HOME: tempFolder(), CERT_TOOL_LANG: lang };
    const shown = await runInProcess(['issue', '--from', list, ...company.args], { env });
    expect([shown.exitCode, shown.stdout]).toEqual([0, expect.stringContaining(words)]);
    expect(shown.stdout).toContain(list);
  });

  test.each(['', '\r\n\r\n', ',,\n'])('an empty file (%j) is a fault, from stdin too', async (text) => {
    const file = join(tempFolder(), 'users.csv');
    writeFileSync(file, text, { mode: 0o600 });
    for (const [from, stdin] of [
      [file, ''],
      ['-', text],
    ] as const) {
      const { exitCode, document } = await issue(tempFolder(), ['--from', from], { stdin });
      expect([exitCode, document.error?.['code']]).toEqual([2, 'CT-2025']);
      expect(document.error?.['message']).toContain('line 1, column 1: it is empty, without even a header');
    }
  });

  test.skipIf(process.platform === 'win32')('others can read it: a warning', async () => {
    const loginIds = await newUsers(1);
    const list = listFile(HEADER, [[loginIds[0] ?? '', passwordOf(loginIds[0] ?? '')]], 0o644);
    const { exitCode, document, stderr } = await issue(tempFolder(), ['--from', list]);
    expect([exitCode, document['warnings']]).toMatchObject([0, [{ name: 'credentials-file-readable' }]]);
    expect(stderr).toContain(list);
  });
});

test('secrets are shown and kept nowhere', async () => {
  const otpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const [token = ''] = await newUsers(1, { otp: 'token', otpSecret });
  const [given = ''] = await newUsers(1, { otp: 'token' });
  const [plain = '', wrong = ''] = await newUsers(2);
  const otp = await codeOf(company, given);
  const code = await codeOf(company, token);
  const list = listFile('loginId,password,otp,otpSecret', [
    [token, passwordOf(token), '', otpSecret],
    [given, passwordOf(given), otp, ''],
    [plain, passwordOf(plain), '', ''],
    [wrong, 'Machigai-88', '', ''],
  ]);
  const home = tempFolder();
  const out = tempFolder();
  const log = join(out, 'log.jsonl');
  const results = join(out, 'results.jsonl');
  const argv = ['--from', list, '--verbose', '--log-file', log, '--results', results];
  const { exitCode, stdout, stderr, document } = await issue(home, argv);
  expect([exitCode, endings(document.results).map(([, ending]) => ending)]).toEqual([
    9,
    ['issued', 'issued', 'issued', 'credentials-refused'],
  ]);
  const files = [home, out].flatMap((place) =>
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const text of [stdout, stderr, ...files]) {
    for (const secret of [otpSecret, ...[token, given, plain].map(passwordOf), 'Machigai-88']) {
      expect(text).not.toContain(secret);
    }
    // Not within longer numbers, which are serial numbers and the like.
    for (const each of [otp, code]) expect(text).not.toMatch(new RegExp(`(?<![\\da-f])${each}(?![\\da-f])`));
  }
});
