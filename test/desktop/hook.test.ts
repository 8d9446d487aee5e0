import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { type HookOptions, runHook } from '../../src/desktop/hook.ts';
import { tempFolder } from '../support/temp-folder.ts';

const posixTest = test.skipIf(process.platform === 'win32');
const DOCUMENT = { version: 1, name: 'データ花子' };

async function run(
  command: readonly string[],
  options: Partial<HookOptions> = {},
  document: object = DOCUMENT,
) {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const error = await runHook(command, document, {
    ...{ env: process.env, signal, timeoutMs: 20_000, onOutput: (line) => void lines.push(line) },
    ...options,
  }).catch((thrown) => thrown);
  return { lines, error, message: error instanceof CertToolError ? messageOf(error, 'en') : undefined };
}

const node = (script: string, ...args: string[]) => [process.execPath, '-e', script, '--', ...args];

/** A script of its own, by the shell that its first line names. */
function script(text: string): string {
  const file = join(tempFolder(), 'after it.sh');
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o700);
  return file;
}

test('the document comes on stdin as a line of ASCII, and the arguments as they are', async () => {
  const file = join(tempFolder(), 'got');
  const write = `let text = ''; process.stdin.on('data', (d) => { text += d; }).on('end', () =>
    require('fs').writeFileSync(process.argv[1], text + JSON.stringify(process.argv.slice(2))));`;
  const { error } = await run(node(write, file, '$(id)', '日本'));
  expect(error).toBeUndefined();
  const [line = '', args = ''] = readFileSync(file, 'utf8').split('\n');
  expect(line).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(line)).toEqual(DOCUMENT);
  expect(JSON.parse(args)).toEqual(['$(id)', '日本']);
});

posixTest(
  'a script of the shell; what it prints is handed on, secrets are not in its environment',
  async () => {
    const env = { ...process.env, CERT_TOOL_PASSWORD: 'tr0ub4dor', CERT_TOOL_OTP: '123456', COMPANY: 'here' };
    const { lines, error } = await run([script('cat; echo "$COMPANY"; env >&2')], { env });
    expect(error).toBeUndefined();
    expect(JSON.parse(lines[0] ?? '')).toEqual(DOCUMENT);
    expect(lines[1]).toBe('here');
    expect(lines.join()).not.toMatch(/tr0ub4dor|123456/);
  },
);

test('one that does not read stdin is no failure', async () => {
  const long = { text: 'x'.repeat(3_000_000) };
  expect((await run(node('process.exit(0)'), {}, long)).error).toBeUndefined();
});

test('one that floods stdout goes on to its end, and little of it is kept', async () => {
  const flood = `const text = 'x'.repeat(99) + '\\n';
    for (let i = 0; i < 50_000; i += 1) process.stdout.write(text);`;
  const { lines, error } = await run(node(flood));
  expect(error).toBeUndefined();
  expect(lines.join('\n').length).toBeLessThanOrEqual(64 * 1024);
  expect(lines.length).toBeGreaterThan(100);
});

test('one that fails', async () => {
  const { lines, error, message } = await run(node('console.error("no licence"); process.exit(3)'));
  expect([error.errorName, lines]).toEqual(['hook-failed', ['no licence']]);
  expect(message).toContain(process.execPath);
  expect(message).toContain('exit code 3');
});

posixTest('one that a signal ended', async () => {
  expect((await run([script('kill -TERM $$')])).message).toContain('SIGTERM');
});

posixTest.each([
  ['is not there', () => '/no/such/program', 'was not found'],
  ['may not be executed', () => notExecutable(), 'may not be executed'],
  ['lies where no folder is', () => join(notExecutable(), 'program'), 'ENOTDIR'],
])('one that %s', async (_, program, said) => {
  const { error, message } = await run([program()]);
  expect(error.errorName).toBe('hook-failed');
  expect(message).toContain(said);
});

function notExecutable(): string {
  const file = join(tempFolder(), 'program');
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o600 });
  return file;
}

/** A program whose child hangs, too; both write their numbers. */
function hanging(pids: string): readonly string[] {
  return [script(`sleep 600 & echo $! >> '${pids}'; echo $$ >> '${pids}'; wait`)];
}

async function expectEnded(pids: string): Promise<void> {
  const numbers = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
  expect(numbers).toHaveLength(2);
  for (const pid of numbers) await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

posixTest('one that hangs is ended at the deadline, with its children', async () => {
  const pids = join(tempFolder(), 'pids');
  const { message } = await run(hanging(pids), { timeoutMs: 1_500 });
  expect(message).toContain('did not end within 1.5 seconds');
  await expectEnded(pids);
});

posixTest('the signal ends it with its children, and is the reason', async () => {
  const pids = join(tempFolder(), 'pids');
  const ending = new AbortController();
  const running = run(hanging(pids), { signal: ending.signal });
  const both = () => {
    try {
      return readFileSync(pids, 'utf8').trim().split('\n').length;
    } catch {
      return 0;
    }
  };
  await expect.poll(both, { timeout: 10_000 }).toBe(2);
  ending.abort(new Error('at once'));
  expect((await running).error.message).toBe('at once');
  await expectEnded(pids);
});
