import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Company, openCompany, passwordOf } from '../../support/company.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

/** Without a one-time password, and with one. */
const [CLERK, TOKEN] = ['clerk', 'jirodt'];

const folder = makeTempFolder();
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({ [CLERK]: { state: 'not-issued' } });
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Unattended {
  readonly argv?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string | Buffer;
}

/** A rehearsal that nobody watches; returns how it ended. */
async function run({ argv = [], env = {}, stdin = '' }: Unattended) {
  const result = await runInProcess(['issue', '--dry-run', '--json', ...argv, ...company.args], {
    stdin,
    env: { CERT_TOOL_HOME: join(folder, 'home'), CERT_TOOL_NO_INPUT: '1', ...env },
  });
  return { ...result, document: JSON.parse(result.stdout) };
}

const file = (bytes: string | Buffer): string => {
  const path = join(folder, 'credentials.json');
  writeFileSync(path, bytes, { mode: 0o600 });
  return path;
};

/** The tries that the bank counted. */
const refusals = async () =>
  (await company.control((control) => control.log())).filter(({ act }) => /refused|locked/.test(act));

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const ENCODINGS: readonly [string, (text: string) => Buffer, exitCode: 0 | 2][] = [
  ['UTF-8', (text) => Buffer.from(text), 0],
  ['UTF-8 behind a mark', (text) => Buffer.from(`\ufeff${text}`), 0],
  ['UTF-8 behind two marks', (text) => Buffer.from(`\ufeff\ufeff${text}`), 0],
  ['UTF-16 behind a mark', (text) => utf16(`\ufeff${text}`), 0],
  ['UTF-16, big end first, behind a mark', (text) => utf16(`\ufeff${text}`).swap16(), 0],
  ['UTF-16 without a mark', utf16, 2],
  ['UTF-16, big end first, without a mark', (text) => utf16(text).swap16(), 2],
  ['half of UTF-16', (text) => utf16(`\ufeff${text}`).subarray(0, -1), 2],
  [
    'UTF-8 with a word in Shift_JIS',
    (text) => Buffer.concat([Buffer.from([0x83, 0x70]), Buffer.from(text)]),
    2,
  ],
  ['UTF-8 with a letter in Latin-1', (text) => Buffer.from(`é${text}`, 'latin1'), 2],
];

describe('however secrets are garbled, none that shows it costs a try', () => {
  beforeEach(() => company.control((control) => control.unlock(CLERK)));

  test.each(ENCODINGS)('%s', async (_, encode, exitCode) => {
    const before = await refusals();
    const [loginId, password] = [CLERK, passwordOf(CLERK)];
    const credentials = encode(JSON.stringify({ loginId, password }));
    const runs: Unattended[] = [
      { argv: [loginId, '--password-stdin'], stdin: encode(`${password}\r\n`) },
      { argv: ['--credentials', '-'], stdin: credentials },
      { argv: ['--credentials', file(credentials)] },
    ];
    for (const each of runs) {
      const { document, stderr, exitCode: ended } = await run(each);
      expect(ended, stderr).toBe(exitCode);
      expect(document.error?.name).toBe(exitCode === 0 ? undefined : 'unreadable-text');
      expect(stderr).not.toContain(password);
    }
    expect(await refusals()).toEqual(before);
  });

  /** What shells and programs make of a password on its way into a variable or a JSON value. */
  const SPOILT: readonly [string, (password: string) => string, exitCode: 0 | 2][] = [
    ['a mark before it', (password) => `\ufeff${password}`, 0],
    ['a carriage return behind it', (password) => `${password}\r`, 0],
    ['a line end behind it', (password) => `${password}\r\n`, 0],
    ['characters that were no UTF-8', (password) => `\ufffd\ufffd${password}`, 2],
    ['a mark read as code page 1252', (password) => `ï»¿${password}`, 2],
    ['a mark read as code page 437', (password) => `∩╗┐${password}`, 2],
    ['a mark read as code page 932', (password) => `・ｿ${password}`, 2],
    ['a second line', (password) => `${password}\nsecond`, 2],
    ['a whole file', (password) => `${password}\n`.repeat(100), 2],
  ];
  test.each(SPOILT)('%s', async (_, spoil, exitCode) => {
    const before = await refusals();
    const password = spoil(passwordOf(CLERK));
    const runs: Unattended[] = [
      { argv: [CLERK], env: { CERT_TOOL_PASSWORD: password } },
      { argv: ['--credentials', file(JSON.stringify({ loginId: CLERK, password }))] },
    ];
    for (const each of runs) {
      const { document, stdout, stderr, exitCode: ended } = await run(each);
      expect(ended, stderr).toBe(exitCode);
      expect(document.error?.name).toBe(exitCode === 0 ? undefined : 'unusable-password');
      expect(stdout + stderr).not.toContain(passwordOf(CLERK));
    }
    expect(await refusals()).toEqual(before);
  });

  test('a column too far: the one-time password shows it, before the login', async () => {
    const before = await company.control((control) => control.log());
    const [loginId, password] = [TOKEN, passwordOf(TOKEN)];
    const shifted = [
      { loginId, password: '123456', otp: password },
      { loginId: 'データ次郎', password: loginId, otp: password },
      { loginId, password, otp: 'general' },
      { loginId: `${loginId},${password}`, password, otp: 'otp' },
      { loginId: `${loginId} ${password}`, password },
    ];
    for (const credentials of shifted) {
      const { exitCode, stdout, stderr } = await run({
        argv: ['--credentials', file(JSON.stringify(credentials))],
      });
      expect(exitCode).toBe(2);
      expect(stdout + stderr).not.toContain(password);
    }
    expect(await company.control((control) => control.log())).toEqual(before);
  });

  test('a login ID in full width or between blanks is put right, which is said', async () => {
    const before = await refusals();
    const env = { CERT_TOOL_PASSWORD: passwordOf(CLERK) };
    const runs: Unattended[] = [
      { argv: ['ｃｌｅｒｋ'], env },
      { argv: ['--login-id', '　clerk '], env },
      { env: { ...env, CERT_TOOL_LOGIN_ID: 'clerk ' } },
      { argv: ['--credentials', file(JSON.stringify({ loginId: '\ufeffclerk\r' }))], env },
    ];
    for (const each of runs) {
      const { exitCode, stderr } = await run(each);
      expect(exitCode, stderr).toBe(0);
      expect(stderr).toMatch(/Put right .*: clerk\n/);
    }
    const quiet = await run({ argv: ['ｃｌｅｒｋ', '--quiet'], env });
    expect([quiet.exitCode, quiet.stderr]).toEqual([0, '']);
    expect((await run({ argv: ['clerk'], env })).stderr).not.toContain('Put right');
    expect(await refusals()).toEqual(before);
  });
});

describe('a password in full width', () => {
  const fullWidth = (text: string) =>
    text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

  test('is warned of and sent once, as it is', async () => {
    await company.control((control) => control.unlock(CLERK));
    const before = (await refusals()).length;
    const password = fullWidth(passwordOf(CLERK));
    const { exitCode, document, stdout, stderr } = await run({
      argv: [CLERK],
      env: { CERT_TOOL_PASSWORD: password },
    });
    expect([exitCode, document.error.name, document.error.attemptsLeft]).toEqual([
      3,
      'credentials-refused',
      4,
    ]);
    expect(document.error.message).toContain(CLERK);
    expect(stderr).toContain('CT-0009');
    expect(stdout + stderr).not.toContain(password);
    expect(await refusals()).toHaveLength(before + 1);
  });

  test('may be the right one, and is among the warnings then', async () => {
    const loginId = 'zenkaku';
    const [password, confirmationPassword] = [fullWidth('himitsu'), 'k'];
    const row = { loginId, name: loginId, password, confirmationPassword, line: 1, loginIdColumn: 1 };
    const user = { ...row, role: 'general', otp: 'none', state: 'not-issued' } as const;
    await company.control((control) => control.addUsers('zenkaku.csv', [user]));
    const { exitCode, document, stderr } = await run({
      argv: [loginId, '--password-stdin'],
      stdin: password,
    });
    expect(exitCode, stderr).toBe(0);
    expect(document.warnings).toMatchObject([{ code: 'CT-0009', name: 'full-width-password' }]);
    expect(stderr.match(/CT-0009/g)).toHaveLength(1);
  });
});
