import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { messageOf } from '../../src/core/error.ts';
import { runOtpCommand, splitCommandLine } from '../../src/system/otp-command.ts';
import { childEnvironment, run, startApart } from '../../src/system/processes.ts';
import { tempFolder } from '../support/temp-folder.ts';

const node = (script: string) => [process.execPath, ['-e', script]] as const;
const quoted = (script: string) => `"${process.execPath}" -e '${script}'`;
const env = process.env;
const linuxTest = test.skipIf(process.platform === 'win32');

test('output, exit code and stdin', async () => {
  const script =
    'process.stdin.on("data", (d) => { process.stdout.write(d); console.error("e"); process.exitCode = 3 })';
  const result = await run(...node(script), { stdin: '日本語', timeoutMs: 20_000 });
  expect(result).toMatchObject({ ended: 'exit', code: 3, signal: null });
  expect(result.stdout.toString()).toBe('日本語');
  expect(result.stderr.toString()).toBe('e\n');
});

test('arguments are not looked at by any shell', async () => {
  const args = ['$(id)', 'a b', '"', "'", '*', '; exit 9', '日本語 🙂'];
  const program = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
  const result = await run(process.execPath, ['-e', program, '--', ...args], { timeoutMs: 20_000 });
  expect(JSON.parse(result.stdout.toString())).toEqual(args);
});

test('a program that does not read a large stdin is no failure', async () => {
  const result = await run(...node('process.exit(0)'), { stdin: Buffer.alloc(5_000_000), timeoutMs: 20_000 });
  expect(result.code).toBe(0);
});

test('secrets stay out of the environment of children', async () => {
  const full = {
    ...env,
    CERT_TOOL_PASSWORD: 'p',
    cert_tool_otp: 'o',
    CERT_TOOL_CONFIRMATION_PASSWORD: 'c',
    CERT_TOOL_PROXY_PASSWORD: 'x',
    CERT_TOOL_LOGIN_ID: 'jirodt',
  };
  const names = Object.keys(childEnvironment(full)).filter((name) => /^cert_tool/i.test(name));
  expect(names).toEqual(['CERT_TOOL_LOGIN_ID']);
  const result = await run(...node('process.stdout.write(String(process.env.CERT_TOOL_PASSWORD))'), {
    env: full,
    timeoutMs: 20_000,
  });
  expect(result.stdout.toString()).toBe('undefined');
});

linuxTest(
  'a program that is started apart stays, in a session of its own and without our secrets',
  async () => {
    const file = join(tempFolder(), 'seen');
    const script = `require("fs").writeFileSync(${JSON.stringify(file)}, JSON.stringify([process.pid, process.env.CERT_TOOL_OTP ?? null])); setInterval(() => {}, 1e6)`;
    expect(await startApart(...node(script), { env: { ...env, CERT_TOOL_OTP: '123456' } })).toBeUndefined();
    await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
    const [pid, otp] = JSON.parse(readFileSync(file, 'utf8'));
    onTestFinished(() => {
      process.kill(pid, 'SIGKILL');
    });
    expect(otp).toBeNull();
    expect(sessionOf(pid)).toBe(pid);
  },
);

/** proc_pid_stat(5) */
function sessionOf(pid: number): number {
  const behindName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
  return Number(behindName.split(' ')[3]);
}

test('what ends at once is told', async () => {
  expect(await startApart(...node('process.exit(3)'), { env })).toBe(3);
  expect(await startApart(...node('process.exit(0)'), { env })).toBe(0);
  const nowhere = join(tempFolder(), 'nowhere');
  await expect(startApart(nowhere, [], { env })).rejects.toMatchObject({ code: 'ENOENT' });
});

linuxTest('a timeout ends the program and its children', async () => {
  const file = join(tempFolder(), 'pid');
  const grandchild = `require("fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1e6)`;
  const script = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" }); setInterval(() => {}, 1e6)`;
  const result = await run(...node(script), { timeoutMs: 1_500 });
  expect(result).toMatchObject({ ended: 'timeout', signal: 'SIGKILL' });
  const pid = Number(readFileSync(file, 'utf8'));
  await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

test('too much output ends the program', async () => {
  const result = await run(...node('for (;;) console.log("x".repeat(10000))'), {
    maxOutput: 100_000,
    timeoutMs: 20_000,
  });
  expect(result.ended).toBe('too-much-output');
  expect(result.stdout.length).toBeLessThanOrEqual(100_000);
});

test('an abort ends the program with the reason', async () => {
  const abort = new AbortController();
  const running = run(...node('setInterval(() => {}, 1e6)'), { timeoutMs: 20_000, signal: abort.signal });
  abort.abort(new Error('stop'));
  await expect(running).rejects.toThrow('stop');
});

test('a grandchild that keeps the output open does not keep us waiting', async () => {
  const script =
    'require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 8000)"], { stdio: "inherit", detached: true }).unref(); console.log("123456")';
  const started = performance.now();
  expect(await runOtpCommand(quoted(script), { loginId: 'jirodt', env })).toBe('123456');
  expect(performance.now() - started).toBeLessThan(6_000);
});

test('command lines', () => {
  expect(splitCommandLine('otp')).toEqual(['otp']);
  expect(splitCommandLine('  op read  "op://My Vault/bank/otp" ')).toEqual([
    'op',
    'read',
    'op://My Vault/bank/otp',
  ]);
  expect(splitCommandLine(`a 'b "c' "d 'e" --x="1 2" ''`)).toEqual(['a', 'b "c', "d 'e", '--x=1 2', '']);
  expect(splitCommandLine('"C:\\Program Files\\otp.exe" C:\\a\\b')).toEqual([
    'C:\\Program Files\\otp.exe',
    'C:\\a\\b',
  ]);
  expect(splitCommandLine('a "say \\"hi\\""')).toEqual(['a', 'say "hi"']);
  expect(splitCommandLine('')).toEqual([]);
  for (const open of ['"a', "a 'b", 'a "b\\"', `"${'\\"'.repeat(200)}`])
    expect(splitCommandLine(open)).toBeUndefined();
});

test('the code is the first line, and the program knows the login ID', async () => {
  const script = 'console.log(" " + process.env.CERT_TOOL_LOGIN_ID + "-1 \\r\\nsecond")';
  expect(await runOtpCommand(quoted(script), { loginId: 'jirodt', env })).toBe('jirodt-1');
});

test('every failure has its reason and never repeats the output', async () => {
  const folder = tempFolder();
  const notExecutable = join(folder, 'x');
  writeFileSync(notExecutable, '');
  chmodSync(notExecutable, 0o600);
  const cases: [string, RegExp][] = [
    ['', /empty/],
    ['"open', /quote/],
    [join(folder, 'missing'), /not found/],
    [quoted('console.log("SECRET"); process.exit(4)'), /exit code 4/],
    [quoted(''), /printed nothing/],
    [quoted('console.log("")\nconsole.log("SECRET")'), /printed nothing/],
    [quoted('console.log("SECRET"); setInterval(() => {}, 1e6)'), /within 1 seconds/],
    [quoted('console.log("SECRET".repeat(1e6))'), /too much/],
  ];
  if (process.platform !== 'win32') cases.push([notExecutable, /may not be executed/]);
  for (const [commandLine, reason] of cases) {
    const error = await runOtpCommand(commandLine, { loginId: 'jirodt', env, timeoutMs: 1_000 }).catch(
      (e) => e,
    );
    expect(error).toMatchObject({ errorName: 'otp-command-failed' });
    expect(messageOf(error, 'en')).toMatch(reason);
    expect(JSON.stringify([error.message, error.details, String(error.cause)])).not.toContain('SECRET');
  }
});
