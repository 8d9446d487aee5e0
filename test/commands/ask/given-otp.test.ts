import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Company, codeOf, openCompany, passwordOf } from '../../support/company.ts';
import { leftBehind } from '../../support/left-behind.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';

/** One of the users out of the box, with a token. */
const USER = 'jirodt';

const folder = makeTempFolder();
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({ without: { state: 'not-issued' } });
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const acts = async () => (await company.control((control) => control.log())).map(({ act }) => act);

interface GivenCode {
  readonly argv?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The ways in that are known before the login. */
const WAYS: readonly [string, (code: string) => GivenCode][] = [
  ['--otp', (code) => ({ argv: ['--otp', code] })],
  ['CERT_TOOL_OTP', (code) => ({ env: { CERT_TOOL_OTP: code } })],
  [
    '--credentials',
    (code) => {
      const file = join(folder, 'credentials.json');
      writeFileSync(file, JSON.stringify({ otp: code }), { mode: 0o600 });
      return { argv: ['--credentials', file] };
    },
  ],
];
const PROGRAM = (output: string | Buffer): GivenCode => {
  const file = join(folder, 'output');
  writeFileSync(file, output);
  const script = 'process.stdout.write(require("fs").readFileSync(process.argv[1]))';
  return { argv: ['--otp-command', `"${process.execPath}" -e '${script}' "${file}"`] };
};

async function rehearse(
  { argv = [], env = {} }: GivenCode,
  loginId = USER,
  options: Partial<RunInProcess> = {},
) {
  const home = tempFolder();
  const password = { CERT_TOOL_PASSWORD: passwordOf(loginId) };
  const result = await runInProcess(['issue', loginId, '--dry-run', '--json', ...argv, ...company.args], {
    ...options,
    env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1', ...password, ...env },
  });
  expect(leftBehind(home)).toEqual([]);
  return { ...result, document: JSON.parse(result.stdout) };
}

describe.each([...WAYS, ['--otp-command', PROGRAM] as const])(
  'a one-time password by %s',
  (source, given) => {
    test('is taken out of what surrounds it', async () => {
      const [first = '', ...others] = await codeOf(company, USER);
      const fullWidth = String.fromCharCode(first.charCodeAt(0) + 0xfee0);
      const spelt = `\ufeff"${fullWidth}${others.slice(0, 2).join('')}-${others.slice(2).join(' ')}" \r`;
      const { exitCode, document, stderr } = await rehearse(given(spelt));
      expect(exitCode, stderr).toBe(0);
      expect(document.outcome).toBe('dry-run');
    });

    test.each(['12345', 'geheim-77'])('%s is never sent', async (code) => {
      const before = (await acts()).filter((act) => act === 'otp-refused').length;
      const { exitCode, document, stdout, stderr } = await rehearse(given(code));
      expect([exitCode, document.error.name]).toEqual([2, 'malformed-otp']);
      expect(document.error.message).toContain(source);
      expect(stdout + stderr).not.toContain(code);
      expect((await acts()).filter((act) => act === 'otp-refused')).toHaveLength(before);
    });
  },
);

describe('what cannot be a code at all', () => {
  test.each(WAYS)('by %s is refused before the login, even where the bank wants none', async (_, given) => {
    for (const loginId of [USER, 'without']) {
      const before = await acts();
      const { exitCode, document } = await rehearse(given('%OTP%'), loginId);
      expect([exitCode, document.error.name]).toEqual([2, 'malformed-otp']);
      expect(await acts()).toEqual(before);
    }
    // Of another length it may be: what the bank does not ask for is not looked at.
    expect((await rehearse(given('12345'), 'without')).exitCode).toBe(0);
  });

  test('of the wrong length, or from a program, is seen after the login, which is ended', async () => {
    for (const given of [{ argv: ['--otp', '12345'] }, PROGRAM('%OTP%'), PROGRAM('\n123456')]) {
      expect((await rehearse(given)).exitCode).toBe(2);
      expect((await acts()).slice(-2)).toEqual(['otp-requested', 'logged-out']);
    }
  });

  test('in two languages tells what is wrong with it', async () => {
    for (const lang of ['ja', 'en']) {
      const { document } = await rehearse({ argv: ['--otp', '12345', '--lang', lang] });
      expect(document.error.message).toMatch(/5.*6/);
      expect(document.error.message + document.error.hint).not.toMatch(/[{}]|undefined/);
    }
  });
});

test('a program’s output in UTF-16 is read; in Shift_JIS it is refused, not repeated', async () => {
  const code = await codeOf(company, USER);
  expect((await rehearse(PROGRAM(Buffer.from(`\ufeff${code}\r\n`, 'utf16le')))).exitCode).toBe(0);
  const { exitCode, document } = await rehearse(PROGRAM(Buffer.from([0x83, 0x70, 0x0a])));
  expect([exitCode, document.error.name]).toEqual([2, 'unreadable-text']);
  expect(document.error.message).toContain('--otp-command');
});
