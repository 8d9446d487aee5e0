import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { PYTHON, pythonMissing } from '../support/python.ts';
import { runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FOLDER = resolve(import.meta.dirname, '../../integrations/bank-example');
const MISSING = pythonMissing('cryptography');
const WHY = MISSING ? ' (needs python3-cryptography: skipped)' : '';

interface Example {
  readonly bankUrl: string;
  readonly caFile: string;
}

/** The server as its page starts it, until the test ends. */
async function startExample(...options: string[]): Promise<Example> {
  const data = ['--data', join(tempFolder(), 'data'), '--users', join(FOLDER, 'users.json')];
  const args = ['-B', join(FOLDER, 'server.py'), ...data, ...options];
  const child = spawn(PYTHON, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error('the server has not started');
}

/** A copy that others cannot read, changed. */
function usersFile(change = (_: { users: Record<string, object> }) => {}): string {
  const file = join(tempFolder(), 'users.json');
  const users = JSON.parse(readFileSync(join(FOLDER, 'bank-check-users.json'), 'utf8'));
  change(users);
  writeFileSync(file, JSON.stringify(users), { mode: 0o600 });
  return file;
}

interface Line {
  readonly name: string;
  readonly outcome: string;
  readonly reason?: string;
}

async function checked({ bankUrl, caFile }: Example, users: string, ...args: string[]): Promise<Line[]> {
  const home = join(tempFolder(), 'home');
  const words = [
    'bank-check',
    bankUrl,
    '--ca-file',
    caFile,
    '--users',
    users,
    '--destructive',
    '--json',
    ...args,
  ];
  const { stdout } = await runCli(home, words);
  return JSON.parse(stdout).results;
}

const named = (lines: readonly Line[], outcome: string) =>
  lines.filter((line) => line.outcome === outcome).map(({ name }) => name);

test.skipIf(MISSING)(
  `a server in Python, written from the contract, keeps its promises${WHY}`,
  async () => {
    const example = await startExample();
    const users = usersFile();
    const first = await checked(example, users);
    expect(first.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(named(first, 'passed').length).toBeGreaterThan(65);
    // What one check leaves is no hindrance for the next one, but for the login ID that it has locked.
    const again = ['log-in', 'confirmation', 'revocation', 'lock-out', 'own-revocation'];
    const second = await checked(example, users, ...again.flatMap((name) => ['--only', name]));
    expect(named(second, 'passed')).toEqual(again.filter((name) => name !== 'lock-out'));
  },
  120_000,
);

test.skipIf(MISSING)(
  `it renews, too${WHY}`,
  async () => {
    const example = await startExample('--renewal-days', '400');
    const users = usersFile((file) => {
      file.users['renewable'] = { loginId: 'fumiota', password: 'test-fumiota' };
      delete file.users['locked'];
    });
    const cases = ['renewal', 'predecessor-works', 'predecessor-revoked'];
    const lines = await checked(example, users, ...cases.flatMap((name) => ['--only', name]));
    expect(named(lines, 'passed')).toEqual(cases);
  },
  60_000,
);

test.skipIf(MISSING)(
  `issue, renew and revoke work with it${WHY}`,
  async () => {
    const { bankUrl, caFile } = await startExample('--renewal-days', '400');
    const home = join(tempFolder(), 'home');
    const run = async (loginId: string, ...words: string[]) => {
      const env = {
        CERT_TOOL_PASSWORD: `test-${loginId}`,
        CERT_TOOL_CONFIRMATION_PASSWORD: `kakunin-${loginId}`,
      };
      const args = [
        ...words,
        '--bank',
        bankUrl,
        '--ca-file',
        caFile,
        '--store',
        'file',
        '--no-input',
        '--json',
      ];
      const { code, stdout } = await runCli(home, args, { env });
      return { code, ...JSON.parse(stdout) };
    };
    expect(await run('akirata', 'issue', 'akirata')).toMatchObject({ code: 0, outcome: 'issued' });
    expect(await run('akirata', 'renew', 'akirata')).toMatchObject({ code: 0, outcome: 'renewed' });
    expect(await run('chiezota', 'issue', 'chiezota')).toMatchObject({ code: 0, outcome: 'issued' });
    const revoke = ['revoke', 'akirata', '--login-id', 'chiezota', '--yes'];
    expect(await run('chiezota', ...revoke)).toMatchObject({ code: 0, results: [{ outcome: 'revoked' }] });
    const list = await run('chiezota', 'list', '--users', '--login-id', 'chiezota');
    expect(list.users.find(({ loginId }: { loginId: string }) => loginId === 'akirata')).toMatchObject({
      certificate: { state: 'revoked' },
    });
  },
  60_000,
);
