import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  openCompany,
  passwordOf,
} from '../support/company.ts';
import { bytesIn, filesIn } from '../support/folder-bytes.ts';
import { type Answer, person } from '../support/person.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

/** Login IDs that were used are noted on this PC, for a bank cannot look up a forgotten one. */

const folder = makeTempFolder();
let company: Company;
let home: string;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({
    ...{ taro: { state: 'not-issued' }, jiro: { state: 'not-issued' } },
    ...{ boss: { role: 'administrator', state: 'issued' } },
  });
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  home = tempFolder();
});

function run(argv: readonly string[], ...answers: Answer[]) {
  const env = { CERT_TOOL_HOME: home };
  const somebody = person(...answers);
  const alter = answers.length > 0 ? { alter: somebody.alter } : {};
  const result = runInProcess([...argv, '--lang', 'en', ...company.args], { env, ...alter });
  return result.then((ended) => ({ ...ended, asked: somebody.asked }));
}

function rehearse(loginId: string, ...options: string[]) {
  return run(['issue', '--dry-run', ...options], loginId, passwordOf(loginId));
}

async function remembered(): Promise<string[]> {
  const { stdout } = await runInProcess(['remove', '--forget', '--json', '--yes', ...company.args], {
    env: { CERT_TOOL_HOME: home },
  });
  return JSON.parse(stdout).results.map(({ loginId }: { loginId: string }) => loginId);
}

test('a login that the bank has taken in full is noted, one that it refused is not', async () => {
  expect((await rehearse('taro')).exitCode).toBe(0);
  expect((await run(['issue', '--dry-run'], 'taro', 'wrong', 'jiro', passwordOf('jiro'))).exitCode).toBe(0);
  const wrong = await run(['issue', 'boss', '--dry-run', '--no-input', '--otp', '123456']);
  expect(wrong.exitCode).toBe(2);
  expect(await remembered()).toEqual(['jiro', 'taro']);
});

test('--no-remember and the config keep it from being noted', async () => {
  expect((await rehearse('taro', '--no-remember')).exitCode).toBe(0);
  writeFileSync(join(home, 'config.json'), '{"remember": false}');
  expect((await rehearse('taro')).exitCode).toBe(0);
  expect(await remembered()).toEqual([]);
});

test('the only one is offered at the question; several are a list, in which none is taken by chance', async () => {
  await rehearse('taro');
  const second = await run(['issue', '--dry-run'], 'jiro', passwordOf('jiro'));
  expect(second.stderr).toContain('Login IDs used on this PC: taro');
  const third = await run(['issue', '--dry-run'], 'taro', passwordOf('taro'));
  expect(third.asked[0]).toEqual({
    question: 'Login ID',
    choices: ['jiro', 'taro', 'Type another login ID'],
  });
  const fourth = await run(['issue', '--dry-run'], 'Type another', 'boss', passwordOf('boss'));
  expect(fourth.asked.map(({ question }) => question).slice(0, 2)).toEqual(['Login ID', 'Login ID']);
});

describe('a certificate that is removed', () => {
  test('leaves its login ID noted', async () => {
    await company.install(home, 'boss');
    // Whose bank it is has to be known.
    await run(['renew', '--within', '1', '--no-input']);
    const { exitCode, stderr } = await run(['remove', 'boss', '--yes']);
    expect([exitCode, await certificatesHere(home)]).toEqual([0, []]);
    expect(stderr).toContain('The login ID boss stays noted on this PC');
    expect(await remembered()).toEqual(['boss']);
  });
});

describe('remove --forget', () => {
  test('asks, and says what it means; Enter is no yes', async () => {
    await rehearse('taro');
    const refused = await run(['remove', '--forget', 'taro'], false);
    expect(refused.stdout).toContain('Nothing was forgotten.');
    expect(refused.stderr).toContain('unable to look up a forgotten login ID');
    expect((await run(['remove', '--forget'], ['taro'], true)).stdout).toContain('Forgotten: taro');
    expect((await run(['remove', '--forget', '--yes'])).stdout).toContain('No login ID is noted here.');
    expect(filesIn(join(home, 'login-ids'))).toEqual([]);
  });

  test('one that is not noted is exit code 8; without a terminal it wants --yes', async () => {
    await rehearse('taro');
    const unknown = await run(['remove', '--forget', 'jiro', '--yes', '--json']);
    expect([unknown.exitCode, JSON.parse(unknown.stdout).error.name]).toEqual([8, 'login-id-not-remembered']);
    expect((await run(['remove', '--forget', 'taro', '--no-input'])).exitCode).toBe(2);
    expect((await run(['remove', '--forget', '--expired', '--yes'])).exitCode).toBe(2);
    expect(await remembered()).toEqual(['taro']);
  });
});

test('holds no secret', async () => {
  await company.install(home, 'boss');
  const list = await run(['list', '--users'], 'boss', passwordOf('boss'));
  expect(list.exitCode).toBe(0);
  const noted = Object.values(bytesIn(join(home, 'login-ids')))
    .map((bytes) => Buffer.from(bytes, 'base64').toString())
    .join('\n');
  expect(noted).toContain('boss');
  expect(noted).not.toContain(passwordOf('boss'));
  expect(noted).not.toContain(confirmationOf('boss'));
});
