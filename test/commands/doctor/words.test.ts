import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { serveTcp } from '../../support/proxy.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { recorded } from './examined.ts';

/** What people read. */

async function shown(args: readonly string[], home = tempFolder(), more = {}) {
  const env = { CERT_TOOL_HOME: home, HOME: home };
  const { stdout, stderr, exitCode } = await runInProcess(['doctor', ...args], { env, ...more });
  return { lines: stdout.trimEnd().split('\n'), stdout, stderr, exitCode };
}

test('the first line is the main cause with its code, and so is the last', async () => {
  const { lines, stderr, exitCode } = await shown(['--lang', 'ja']);
  expect(lines[0]).toBe('主な原因は CT-2003: 接続先の銀行が設定されていません。');
  expect(lines.at(-1)).toBe(lines[0]);
  expect([exitCode, stderr]).toEqual([11, '']);
});

test('20 lines at most, however much there is to tell; all with -v', async () => {
  const home = tempFolder();
  mkdirSync(join(home, 'journal'), { mode: 0o700 });
  for (let at = 10; at < 60; at += 1)
    writeFileSync(join(home, 'journal', `${'0'.repeat(30)}${at}.json`), 'x');
  const few = await shown(['--lang', 'en'], home);
  expect(few.lines.length).toBeLessThanOrEqual(22);
  expect(few.stdout).toMatch(/More: \d+/);
  const all = await shown(['--lang', 'en', '-v'], home);
  expect(all.lines.filter((line) => line.includes('CT-7009'))).toHaveLength(50);
  expect(all.stdout).toContain('not examined');
});

test('what a user can do stands below the verdict (recorded)', async () => {
  const alter = recorded(() => ({
    bankHost: async () => undefined,
  }));
  const { lines } = await shown(['taro', '--lang', 'en'], tempFolder(), { alter });
  expect(lines[0]).toContain('Needs attention CT-8001');
  expect(lines[1]).toContain('taro can now get a certificate');
});

describe('hostile words', () => {
  // A log is written where they lead to.
  const project = process.cwd();
  let root: string;
  beforeAll(() => {
    root = makeTempFolder();
    const folder = join(root, 'a', 'b');
    mkdirSync(folder, { recursive: true });
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(project);
    rmSync(root, { recursive: true, force: true });
  });

  test.each([' ', 'a\nb', '💥', '\u001b[31mred\u202e', '__proto__', 'a'.repeat(10_000), '../..'])(
    '%j',
    async (word) => {
      for (const args of [
        ['--', word],
        ['--store-dir', word],
        ['--log-file', word],
        ['--ca-file', word],
      ]) {
        const { stdout, stderr, exitCode } = await shown(['--lang', 'en', ...args], tempFolder());
        expect([2, 11]).toContain(exitCode);
        const output = (stdout + stderr).replaceAll('\n', '');
        expect(output).not.toMatch(/undefined|\[object|[\p{Cc}\p{Cf}]|\bat .*\.ts:\d/u);
      }
    },
  );
});

test('a signal ends it, and nothing is left behind', async () => {
  let connected = () => {};
  const connection = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const port = await serveTcp(() => connected());
  const home = tempFolder();
  const env = { ...process.env, CERT_TOOL_HOME: home, HOME: home };
  const args = ['bin/cert-tool.cjs', 'doctor', '--lang', 'en', '--bank', `https://localhost:${port}`];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  await connection;
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect([code, errors]).toEqual([130, expect.stringContaining('CT-130001')]);
});

test('what was cancelled while it looked is no finding', async () => {
  const alter = recorded(() => ({ dataFolder: () => Promise.reject(new CertToolError('cancelled')) }));
  expect((await shown(['--lang', 'en'], tempFolder(), { alter })).exitCode).toBe(130);
});

test.each(['~/cert-tool', 'relative'])(
  'CERT_TOOL_HOME=%s: said in the first line, not the end of it',
  async (home) => {
    const { lines, exitCode, stderr } = await shown(['--lang', 'en'], home);
    expect(lines[0]).toContain(`Main cause CT-2024: The path ${home} of CERT_TOOL_HOME`);
    expect(lines.at(-1)).toBe(lines[0]);
    expect([exitCode, stderr]).toEqual([11, '']);
  },
);

test('a value that no option has: its remedy is a sentence', async () => {
  const env = { CERT_TOOL_HOME: tempFolder(), CERT_TOOL_STORE: 'windows' };
  const { stdout } = await runInProcess(['doctor', '--lang', 'en'], { env });
  expect(stdout).toContain('See "cert-tool --help"');
});
