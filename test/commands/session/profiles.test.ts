import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const ONE = { main: { bank: 'https://one.example' } };
const TWO = { ...ONE, branch: { bank: 'https://two.example' } };
let home: string;
beforeEach(() => {
  home = tempFolder();
  config({ store: 'file', profiles: TWO });
});

const config = (value: object) => writeFileSync(join(home, 'config.json'), JSON.stringify(value));

async function refused(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { exitCode, stdout } = await runInProcess([...argv, '--all-profiles', '--json', '--lang', 'en'], {
    env: { CERT_TOOL_HOME: home, ...env },
  });
  expect(exitCode).toBe(2);
  const { code, message }: { code: string; message: string } = JSON.parse(stdout).error;
  return `${code} ${message}`;
}

describe.each([[['renew']], [['list']], [['list', '--users']]])('%j --all-profiles', (command) => {
  test.each([
    ['--sandbox', []],
    ['--profile', ['main']],
    ['--bank', ['https://one.example']],
  ])('%s names one bank', async (flag, values) => {
    expect(await refused([...command, flag, ...values])).toMatch(
      new RegExp(`^CT-2011 .*--all-profiles, ${flag}$`),
    );
  });

  test.each([
    ['CERT_TOOL_SANDBOX', '1'],
    ['CERT_TOOL_PROFILE', 'main'],
    ['CERT_TOOL_BANK', 'https://one.example'],
  ])('%s does, too', async (name, value) => {
    expect(await refused(command, { [name]: value })).toContain(`--all-profiles, ${name}`);
  });

  test('without a profile in the config file it says so', async () => {
    config({ bank: 'https://one.example' });
    expect(await refused(command)).toMatch(/^CT-2001 .*--all-profiles \(the config file names no bank/);
  });

  test.each([
    ['--login-id', ['taro']],
    ['--password-stdin', []],
    ['--otp', ['123456']],
    ['--otp-command', ['/bin/true']],
    ['--credentials', ['-']],
    ['--last-try', []],
  ])('%s is for one bank of several', async (flag, values) => {
    expect(await refused([...command, flag, ...values])).toMatch(
      new RegExp(`^CT-2011 .*--all-profiles, ${flag}$`),
    );
  });
});

test.each([
  [['renew', 'taro'], 'taro, --all-profiles'],
  [['renew', '--from', 'users.csv'], '--all-profiles, --from'],
])('%j names what is meant', async (argv, words) => {
  expect(await refused(argv)).toContain(words);
});

test('a bank that is set in the config file is in nobody’s way', async () => {
  config({ store: 'file', profile: 'main', profiles: TWO });
  const { exitCode } = await runInProcess(['list', '--all-profiles'], { env: { CERT_TOOL_HOME: home } });
  expect(exitCode).toBe(0);
});

test('one bank alone takes what is given for it', async () => {
  config({ store: 'file', profiles: ONE });
  const argv = ['list', '--users', '--all-profiles', '--login-id', 'a b', '--json'];
  const { stdout } = await runInProcess(argv, { env: { CERT_TOOL_HOME: home } });
  expect(JSON.parse(stdout).error.message).toContain('login ID');
});
