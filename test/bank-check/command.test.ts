import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { control } from '../sandbox/company-support.ts';
import { startTestBank, type TestBank, useSeededFolder } from '../sandbox/support.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { addCheckedUsers } from './checked-bank.ts';

useSeededFolder();

/** `bank-check` at this bank. */
async function checkBy(bank: TestBank, ...args: string[]) {
  const env = { CERT_TOOL_HOME: join(tempFolder(), 'home'), PATH: process.env['PATH'] };
  const lang = args.includes('--lang') ? [] : ['--lang', 'en'];
  return runInProcess(
    ['bank-check', bank.bankUrl, '--ca-file', bank.caFile, '--no-input', ...lang, ...args],
    {
      env,
      longestMs: 60_000,
    },
  );
}

async function usersFile(bank: TestBank): Promise<string> {
  const { json } = await control(bank, (opened) => addCheckedUsers(opened, '01'));
  const file = join(tempFolder(), 'users.json');
  writeFileSync(file, JSON.stringify(json), { mode: 0o600 });
  return file;
}

test('without users what needs no login is tried, and nothing else', async () => {
  const bank = await startTestBank();
  const { exitCode, stdout } = await checkBy(bank, '--json');
  const { ok, passed, failed, results } = JSON.parse(stdout);
  expect([exitCode, ok, failed]).toEqual([0, true, 0]);
  expect(passed).toBeGreaterThan(10);
  expect(results.find(({ name }: { name: string }) => name === 'log-in')).toMatchObject({
    outcome: 'skipped',
    reason: 'the file of users has no "holder"',
  });
  expect(bank.exchanges.some(({ path, status }) => path === '/v1/sessions' && status < 300)).toBe(false);
});

test('nothing that cannot be taken back without --destructive', async () => {
  const bank = await startTestBank();
  const users = await usersFile(bank);
  const { exitCode, stdout } = await checkBy(
    bank,
    '--users',
    users,
    '--only',
    'confirmation',
    '--only',
    'lost-answer',
  );
  expect(exitCode).toBe(0);
  expect(stdout).toContain('passed  lost-answer');
  expect(stdout).toContain('skipped  confirmation  confirming, and doing so again (it needs --destructive)');
  expect(stdout).toContain('1 passed, 0 failed, 1 skipped');
  expect(bank.exchanges.filter(({ path }) => path.endsWith('/confirmation'))).toEqual([]);
});

test('a holder whose certificate is elsewhere is no broken promise of the bank', async () => {
  const bank = await startTestBank();
  const { json } = await control(bank, (opened) => addCheckedUsers(opened, '01'));
  const { renewable } = (json as { users: Record<string, object> }).users;
  const file = join(tempFolder(), 'users.json');
  writeFileSync(file, JSON.stringify({ users: { holder: renewable } }), { mode: 0o600 });
  const { stdout, exitCode } = await checkBy(bank, '--users', file, '--json');
  const { results } = JSON.parse(stdout) as { results: { name: string; outcome: string; reason?: string }[] };
  expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(exitCode).toBe(0);
  const inTheWay = results.filter(({ reason }) =>
    reason?.includes('has a certificate whose key is not here'),
  );
  expect(inTheWay.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['same-time', 'device-label', 'sizes', 'lost-answer']),
  );
});

test('what passed is not tried again, and keys are kept for the rest', async () => {
  const bank = await startTestBank();
  const users = await usersFile(bank);
  const file = join(tempFolder(), 'check.json');
  const args = ['--users', users, '--destructive', '--resume', file];
  expect((await checkBy(bank, ...args, '--only', 'confirmation')).exitCode).toBe(0);
  const before = bank.exchanges.length;
  const again = await checkBy(bank, ...args, '--only', 'confirmation', '--only', 'confirmed-again', '--json');
  const outcomes = JSON.parse(again.stdout).results.map(({ outcome, earlier }: Record<string, unknown>) => [
    outcome,
    earlier,
  ]);
  expect(outcomes).toEqual([
    ['passed', true],
    ['passed', undefined],
  ]);
  const asked = bank.exchanges.slice(before).map(({ path }) => path);
  expect(asked.filter((path) => path.endsWith('/confirmation'))).toEqual([]);
  expect(JSON.parse(readFileSync(file, 'utf8')).passed).toEqual(['confirmation', 'confirmed-again']);
});

test('a failure tells sentence, request, answer and expectation, and no secret', async () => {
  const bank = await startTestBank();
  const users = await usersFile(bank);
  // As if the bank had taken a wrong password for a right one.
  const spoilt = readFileSync(users, 'utf8').replace('password of holder', 'password of nobody');
  writeFileSync(users, spoilt);
  const args = ['--users', users, '--only', 'log-in'];
  const page = await checkBy(bank, ...args);
  expect(page.exitCode).toBe(9);
  expect(page.stdout).toContain('FAILED  log-in');
  expect(page.stdout).toMatch(/Contract\s+Random, printable ASCII/);
  expect(page.stdout).toMatch(/Request\s+POST \/v1\/sessions \{"loginId":"holder01","password":"\*{8}"\}/);
  expect(page.stdout).toMatch(/Answer\s+HTTP 401 application\/problem\+json \{/);
  expect(page.stdout).toMatch(/Expected\s+HTTP 201/);
  expect(page.stderr).toContain('CT-9003');
  const ja = await checkBy(bank, ...args, '--lang', 'ja');
  expect(ja.stdout).toMatch(/失敗 {2}log-in/);
  const tap = await checkBy(bank, ...args, '--format', 'tap');
  expect(tap.stdout).toMatch(/^TAP version 14\n1\.\.1\nnot ok 1 - log-in: logging in\n {2}---\n/);
  const junit = await checkBy(bank, ...args, '--format', 'junit');
  expect(junit.stdout).toContain(
    '<testsuite name="bank-check" tests="1" failures="1" errors="0" skipped="0">',
  );
  const json = await checkBy(bank, ...args, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, failed: 1, results: [{ outcome: 'failed' }] });
  const said = [page, ja, tap, junit, json].map(({ stdout, stderr }) => stdout + stderr).join();
  expect(said).not.toContain('password of nobody');
});

test('a bank that is not there is no broken promise', async () => {
  const bank = await startTestBank();
  const gone = { ...bank, bankUrl: 'https://127.0.0.1:1' };
  expect((await checkBy(gone)).exitCode).toBe(6);
});

test.each([
  [['--only', 'no-such-case'], 'log-in'],
  [['--json', '--format', 'tap'], '--format'],
  [['--users', 'no-such-file.json'], 'no-such-file.json'],
])('%j is refused before anything is asked', async (args, named) => {
  const bank = await startTestBank();
  const { exitCode, stdout, stderr } = await checkBy(bank, ...args);
  expect(exitCode).toBe(2);
  expect(stdout + stderr).toContain(named);
  expect(bank.exchanges).toEqual([]);
});
