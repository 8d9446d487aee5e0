import { execFileSync } from 'node:child_process';
import { chmodSync, createWriteStream, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SECRET = 'Kx7-geheim-Qw9';

let folder: string;
beforeEach(() => {
  folder = tempFolder();
});

/** As a bank that nobody serves, without the waits between the tries. */
const refused = () => new CertToolError('connection-refused', { params: { host: '127.0.0.1:1' } });

async function issue(argv: readonly string[], stdin?: string | Buffer) {
  const env = { CERT_TOOL_HOME: join(folder, 'home'), CERT_TOOL_NO_INPUT: '1' };
  const common = ['issue', 'user1', '--store', 'file', '--bank', 'https://127.0.0.1:1', '--verbose'];
  const results = [];
  for (const words of [[], ['--json'], ['--lang', 'ja']]) {
    const result = await runInProcess([...common, ...argv, ...words], {
      env,
      ...(stdin ? { stdin } : {}),
      alter: () => ({ openBank: async () => Promise.reject(refused()) }),
    });
    expect(result.stdout + result.stderr).not.toContain(SECRET);
    expect(result.stderr).not.toMatch(/\{(file|detail)\}/);
    results.push(result);
  }
  return results;
}

async function expectRefused(
  argv: readonly string[],
  code: string,
  exitCode: number,
  stdin?: string | Buffer,
) {
  for (const result of await issue(argv, stdin)) {
    expect(result.stderr).toContain(code);
    expect(result.exitCode).toBe(exitCode);
  }
}

/** The same text as some programs save it. */
const UNREADABLE = {
  'in Shift_JIS': (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0x83, 0x65])]),
  'in UTF-16 without a mark': (text: string) => Buffer.from(text, 'utf16le'),
  'in broken UTF-16': (text: string) => Buffer.from(`\ufeff${text}\ud800`, 'utf16le'),
  'that is binary': (text: string) => Buffer.concat([Buffer.alloc(100, 0xff), Buffer.from(text)]),
} as const;
const READABLE = {
  'in UTF-8 with a byte order mark': (text: string) => Buffer.from(`\ufeff${text}`),
  'in UTF-16': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'in UTF-16, big end first': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
} as const;

const file = (content: string | Buffer): string => {
  const path = join(folder, 'credentials.json');
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};

describe('a credentials file', () => {
  test.each<[string, string | Buffer]>([
    ['that is empty', ''],
    ['that is no JSON', `{"password": ${SECRET}`],
    ['with something behind it', `{"password":"x"} ${SECRET}`],
    ['with two passwords', `{"password": "${SECRET}", "password": "other"}`],
    ['that is an array', JSON.stringify([SECRET])],
    ['that is a string', JSON.stringify(SECRET)],
    ['that is null', 'null'],
    ['with a value that is no string', JSON.stringify({ password: [SECRET] })],
    ['with an empty value', '{"otp":""}'],
    ['with a name that is not known', JSON.stringify({ [SECRET]: 'x' })],
    ['with a name of every object', `{"__proto__":"${SECRET}"}`],
    ['with a misspelt name', JSON.stringify({ passwort: SECRET })],
    ['that is too large', JSON.stringify({ password: SECRET.repeat(10_000) })],
  ])('%s is refused, its content never shown', async (_, content) => {
    await expectRefused(['--credentials', file(content)], 'CT-2005', 2);
    if (typeof content === 'string' && content !== '') {
      await expectRefused(['--credentials', '-'], 'CT-2005', 2, content);
    }
  });

  test.each<[string, string]>([
    ['{"userName":"x"}', 'there is no name "userName"'],
    ['{"otp":"1","totp-code":"x"}', 'there is no name "totp-code"'],
    ['{"otp":"1","Kx7 9":"x"}', 'its name number 2 is not known'],
    ['{"otp":"1",\n "password" "x"}', 'it is not JSON (line 2, column 13)'],
  ])('%s: the message tells what is wrong with it', async (content, words) => {
    const [result] = await issue(['--credentials', file(content)]);
    expect(result?.stderr).toContain(words);
  });

  test.skipIf(process.platform === 'win32')('that others can read or change is warned of', async () => {
    const path = file('{"otp":"123456"}');
    for (const [mode, words] of [
      [0o604, 'Other users can read the'],
      [0o620, 'Other users can change the'],
      [0o666, 'Other users can read and change the'],
    ] as const) {
      chmodSync(path, mode);
      const [result] = await issue(['--credentials', path]);
      expect(result?.stderr).toContain(`CT-0003: ${words} credentials file ${path}.`);
    }
  });

  test('far too large is not read to its end', async () => {
    await expectRefused(['--credentials', file(Buffer.alloc(5_000_000, 0x20))], 'CT-2010', 2);
  });

  test.each(Object.entries(UNREADABLE))(
    '%s is refused by its name, and told how to save it',
    async (_, as) => {
      const path = file(as(JSON.stringify({ password: SECRET })));
      await expectRefused(['--credentials', path], 'CT-2021', 2);
      const [result] = await issue(['--credentials', path]);
      expect(result?.stderr).toContain(path);
      expect(result?.stderr).toMatch(/Save it as UTF-8.*Notepad.*PowerShell/);
      await expectRefused(['--credentials', '-'], 'CT-2021', 2, as(JSON.stringify({ password: SECRET })));
      await expectRefused(['--password-stdin'], 'CT-2021', 2, as(SECRET));
    },
  );

  test.each(Object.entries(READABLE))('%s is read', async (_, as) => {
    const content = as(JSON.stringify({ loginId: 'user1', password: SECRET, otp: '123456' }));
    await expectRefused(['--credentials', file(content)], 'CT-6003', 6);
    await expectRefused(['--credentials', '-'], 'CT-6003', 6, content);
  });

  test.skipIf(process.platform === 'win32')('through a link is read', async () => {
    const link = join(folder, 'link');
    symlinkSync(file(JSON.stringify({ password: SECRET })), link);
    await expectRefused(['--credentials', link], 'CT-6003', 6);
  });

  test('that is missing, a folder, or no name', async () => {
    mkdirSync(join(folder, 'sub'));
    for (const path of [
      join(folder, 'nowhere'),
      join(folder, 'sub'),
      '',
      'a\0b',
      join(folder, 'x'.repeat(5000)),
    ]) {
      await expectRefused(['--credentials', path], 'CT-2010', 2);
    }
  });

  test.skipIf(process.platform === 'win32')('may be a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = createWriteStream(pipe);
    writer.end(JSON.stringify({ password: SECRET, nonsense: SECRET }));
    const env = { CERT_TOOL_HOME: join(folder, 'home'), CERT_TOOL_NO_INPUT: '1' };
    const result = await runInProcess(
      ['issue', 'user1', '--store', 'file', '--bank', 'https://127.0.0.1:1', '--credentials', pipe],
      { env },
    );
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('CT-2005');
    expect(result.stderr).not.toContain(SECRET);
  });

  test.skipIf(process.platform === 'win32')('that others can read gets a warning', async () => {
    const path = file(JSON.stringify({ password: SECRET }));
    execFileSync('chmod', ['644', path]);
    const [result] = await issue(['--credentials', path]);
    expect(result?.stderr).toContain('CT-0003');
    execFileSync('chmod', ['600', path]);
    expect((await issue(['--credentials', path]))[0]?.stderr).not.toContain('CT-0003');
  });

  test('from stdin excludes a password from stdin', async () => {
    await expectRefused(['--credentials', '-', '--password-stdin'], 'CT-2011', 2, SECRET);
  });

  test('a password from stdin that is empty is missing', async () => {
    await expectRefused(['--password-stdin'], 'CT-2002', 2, '\nsecond line');
  });
});
