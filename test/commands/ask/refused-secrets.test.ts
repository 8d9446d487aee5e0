import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Act } from '../../../src/sandbox/records/audit.ts';
import { type Company, codeOf, confirmationOf, openCompany, passwordOf } from '../../support/company.ts';
import { filesIn } from '../../support/folder-bytes.ts';
import { person } from '../../support/person.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const NIGHTS = 30;
const SOME_NIGHTS = 6;
/** So many runs in a row take long on a PC that is busy. */
const LONG = { timeout: 120_000 };
const OLD = 'Sommer-2025!';

let count = 0;
/** A user of this test alone, and a PC of their own. */
async function desk(user: Parameters<Company['add']>[0][string] = { state: 'not-issued' }) {
  count += 1;
  const [loginId, home] = [`user${count}`, join(tempFolder(), 'home')];
  await company.add({ [loginId]: user });
  return deskOf(loginId, home);
}

function deskOf(loginId: string, home: string) {
  const run = async (argv: readonly string[], env: NodeJS.ProcessEnv, more: Partial<RunInProcess> = {}) => {
    const result = await runInProcess([...argv, ...company.args, '--json'], {
      env: { CERT_TOOL_HOME: home, CERT_TOOL_LOGIN_ID: loginId, ...env },
      ...more,
    });
    const document = JSON.parse(result.stdout);
    return { ...result, document, name: document.error?.name };
  };
  /** How often the bank's log has it. */
  const times = async (act: Act) =>
    (await company.control((control) => control.log())).filter(
      (entry) => entry.act === act && entry.loginId === loginId,
    ).length;
  const remembered = () => filesIn(home).filter((path) => path.startsWith('refused/'));
  const withPassword = (password: string) => ({ CERT_TOOL_PASSWORD: password });
  return { loginId, home, run, times, remembered, withPassword };
}

test(
  'a nightly job with an old password asks the bank once, and works at once with the right one',
  LONG,
  async () => {
    const { loginId, home, run, times, remembered, withPassword } = await desk();
    const first = await run(['issue'], withPassword(OLD));
    expect([first.exitCode, first.name]).toEqual([3, 'credentials-refused']);
    for (let night = 2; night <= NIGHTS; night++) {
      const later = await run(['issue'], withPassword(OLD), {
        alter: () => ({ openBank: () => Promise.reject(new Error('the bank was asked')) }),
      });
      expect([later.exitCode, later.name, later.document.error.attemptsLeft]).toEqual([
        3,
        'refused-before',
        4,
      ]);
      expect(later.stderr).toContain('--last-try');
    }
    expect(await times('password-refused')).toBe(1);
    expect(remembered()).toHaveLength(1);
    for (const path of filesIn(home)) {
      const text = readFileSync(join(home, path), 'latin1');
      for (const secret of [OLD, Buffer.from(OLD).toString('base64'), Buffer.from(OLD).toString('hex')]) {
        expect(text, path).not.toContain(secret);
      }
    }
    if (process.platform !== 'win32') {
      const modes = ['refused', ...remembered()].map((path) => statSync(join(home, path)).mode & 0o777);
      expect(modes).toEqual([0o700, 0o600]);
    }
    const right = await run(['issue'], withPassword(passwordOf(loginId)));
    expect([right.exitCode, right.document.outcome]).toEqual([0, 'issued']);
    expect(remembered()).toEqual([]);
  },
);

test('many old passwords stop one try before the lock; --last-try sends the right one', LONG, async () => {
  const { loginId, run, times, remembered, withPassword } = await desk();
  const names: string[] = [];
  for (let night = 1; night <= 5; night++) {
    names.push((await run(['issue'], withPassword(`${OLD}${night}`))).name);
  }
  expect(names).toEqual([...Array(4).fill('credentials-refused'), 'refused-before']);
  const right = withPassword(passwordOf(loginId));
  expect(await run(['issue', '--lang', 'ja'], right)).toMatchObject({ exitCode: 3, name: 'refused-before' });
  expect(await times('password-refused')).toBe(4);
  expect(await times('locked')).toBe(0);
  expect((await run(['issue', '--last-try'], right)).document.outcome).toBe('issued');
  expect(remembered()).toEqual([]);
});

test('--last-try sends it once in a run, and what is refused is remembered again', async () => {
  const { run, times, withPassword } = await desk();
  const old = withPassword(OLD);
  await run(['issue'], old);
  expect((await run(['issue', '--last-try'], old)).name).toBe('credentials-refused');
  expect((await run(['issue'], old)).name).toBe('refused-before');
  expect(await times('password-refused')).toBe(2);
});

test.each([
  ['--password-stdin', ['--password-stdin'], `${OLD}\n`],
  ['--credentials', ['--credentials', '-'], JSON.stringify({ password: OLD })],
])('nor is it sent again by %s', async (_, options, stdin) => {
  const { run, times, withPassword } = await desk();
  await run(['issue'], withPassword(OLD));
  const again = await run(['issue', ...options], {}, { stdin });
  expect(again.name).toBe('refused-before');
  expect(await times('password-refused')).toBe(1);
});

test('a typed password is sent, and clears the memory', async () => {
  const { loginId, run, remembered, withPassword } = await desk();
  await run(['issue'], withPassword(OLD));
  const typing = person(passwordOf(loginId));
  const typed = await run(['issue'], {}, { alter: typing.alter });
  expect(typed.document.outcome).toBe('issued');
  expect(remembered()).toEqual([]);
});

test('no command sends what another one was refused', async () => {
  const { loginId, home, run, times, withPassword } = await desk({ role: 'administrator' });
  await company.install(home, loginId);
  const commands = [
    ['renew', '--all'],
    ['renew', loginId],
    ['issue', '--check-bank'],
    ['list', '--users'],
    ['revoke', 'nobody', '--yes'],
  ];
  const names: string[] = [];
  for (const argv of commands) names.push((await run(argv, withPassword(OLD))).name);
  expect(names).toEqual(['credentials-refused', ...Array(4).fill('refused-before')]);
  expect(await times('password-refused')).toBe(1);
});

describe('a confirmation password', () => {
  /** An administrator at their PC, who has a user to revoke. */
  async function administrator() {
    const admin = await desk({ role: 'administrator', state: 'issued' });
    await company.install(admin.home, admin.loginId);
    const user = `${admin.loginId}-clerk`;
    await company.add({ [user]: { state: 'issued' } });
    const revoke = (
      confirmation: string,
      more: readonly string[] = [],
      options: Partial<RunInProcess> = {},
    ) =>
      admin.run(
        ['revoke', user, ...more],
        { CERT_TOOL_PASSWORD: passwordOf(admin.loginId), CERT_TOOL_CONFIRMATION_PASSWORD: confirmation },
        options,
      );
    return { ...admin, revoke };
  }

  test(
    'that is old is sent once, later nights do not even log in, and the right one works',
    LONG,
    async () => {
      const { loginId, revoke, times, remembered } = await administrator();
      expect(await revoke(OLD, ['--yes'])).toMatchObject({ exitCode: 3, name: 'confirmation-refused' });
      const logins = await times('logged-in');
      for (let night = 2; night <= SOME_NIGHTS; night++) {
        expect(await revoke(OLD, ['--yes'])).toMatchObject({ exitCode: 3, name: 'refused-before' });
      }
      expect(await times('logged-in')).toBe(logins);
      expect(await times('confirmation-refused')).toBe(1);
      const right = await revoke(confirmationOf(loginId), ['--yes']);
      expect(right.document.results).toMatchObject([{ outcome: 'revoked' }]);
      expect(remembered()).toEqual([]);
    },
  );

  test('is sent by --last-try, and a login does not forget it', async () => {
    const { loginId, run, revoke, times, withPassword } = await administrator();
    await revoke(OLD, ['--yes']);
    expect((await run(['list', '--users'], withPassword(passwordOf(loginId)))).exitCode).toBe(0);
    expect((await revoke(OLD, ['--yes'])).name).toBe('refused-before');
    expect((await revoke(OLD, ['--yes', '--last-try'])).name).toBe('confirmation-refused');
    expect(await times('confirmation-refused')).toBe(2);
  });

  test('of several users it is sent for the first alone', async () => {
    const { loginId, revoke, times } = await administrator();
    await company.add({ [`${loginId}-second`]: { state: 'issued' } });
    const { document } = await revoke(OLD, [`${loginId}-second`, '--yes', '--last-try']);
    expect(document.results).toMatchObject([
      { error: { name: 'confirmation-refused' } },
      { error: { name: 'not-tried' } },
    ]);
    expect(await times('confirmation-refused')).toBe(1);
  });

  test('that is typed clears the memory', async () => {
    const { loginId, revoke, remembered } = await administrator();
    await revoke(OLD, ['--yes']);
    const typing = person(true, confirmationOf(loginId));
    const typed = await revoke('', [], { alter: typing.alter });
    expect(typed.document.results).toMatchObject([{ outcome: 'revoked' }]);
    expect(remembered()).toEqual([]);
  });
});

/** Of the form that the bank wants; that it is the right one just now is one chance in a million. */
const WRONG_CODE = '000000';

test('a one-time password that nobody typed stops one try before the lock', LONG, async () => {
  const { run, times } = deskOf('jirodt', join(tempFolder(), 'home'));
  const password = { CERT_TOOL_PASSWORD: passwordOf('jirodt') };
  const names: string[] = [];
  for (let night = 1; night <= SOME_NIGHTS; night++) {
    names.push((await run(['issue', '--otp', WRONG_CODE], password)).name);
  }
  expect(names).toEqual([...Array(4).fill('otp-refused'), ...Array(SOME_NIGHTS - 4).fill('otp-last-try')]);
  expect([await times('otp-refused'), await times('locked')]).toEqual([4, 0]);
  const untouched = await run(['issue', '--otp-command', 'no-such-program'], password);
  expect([untouched.exitCode, untouched.name]).toEqual([4, 'otp-last-try']);
  expect(untouched.stderr).toContain('--last-try');
  const code = await codeOf(company, 'jirodt');
  const last = await run(['issue', '--otp', code, '--last-try'], password);
  expect(last.document.outcome).toBe('issued');
});

test('at the practice bank its own date counts, and a reset forgets', async () => {
  const home = join(tempFolder(), 'home');
  const run = async (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const { stdout } = await runInProcess([...argv, '--sandbox', '--json', '--store', 'file'], {
      env: { CERT_TOOL_HOME: home, ...env },
    });
    return JSON.parse(stdout);
  };
  const wrong = { CERT_TOOL_PASSWORD: OLD };
  expect((await run(['issue'], wrong)).error.name).toBe('credentials-refused');
  expect((await run(['issue'], wrong)).error.name).toBe('refused-before');
  // A month later, by the practice bank's date.
  expect((await run(['sandbox', 'advance', '31'])).ok).toBe(true);
  expect((await run(['issue'], wrong)).error.name).toBe('credentials-refused');
  expect(filesIn(home).filter((path) => path.startsWith('refused/'))).toHaveLength(1);
  expect((await run(['sandbox', 'reset', '--yes'])).ok).toBe(true);
  expect(filesIn(home).filter((path) => path.startsWith('refused/'))).toEqual([]);
  expect((await run(['issue'])).outcome).toBe('issued');
});
