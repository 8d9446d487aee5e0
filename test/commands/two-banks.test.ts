import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Company, certificatesHere, openCompany, passwordOf } from '../support/company.ts';
import { logged } from '../support/json-document.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A person with the same login ID at two banks, and both certificates on one PC. */

const folder = makeTempFolder();
const TARO = 'taro';
let banks: readonly [Company, Company];
let home: string;

beforeAll(async () => {
  banks = [await openCompany(join(folder, 'one')), await openCompany(join(folder, 'two'))];
  home = join(folder, 'home');
  for (const bank of banks) {
    await bank.add({ [TARO]: {} });
    await bank.install(home, TARO);
    // Whoever was asked once is known.
    expect((await run(bank, ['renew', '--within', '1'])).exitCode).toBe(0);
  }
});
afterAll(async () => {
  for (const bank of banks) await bank.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(bank: Company | undefined, argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const at = bank ? bank.args : ['--store', 'file'];
  return runInProcess([...argv, '--lang', 'en', '--no-color', ...at], {
    env: { CERT_TOOL_HOME: home, ...env },
    columns: 140,
  });
}

async function listed(bank?: Company) {
  const { stdout } = await run(bank, ['list', '--json']);
  const { certificates } = JSON.parse(stdout) as { certificates: { bank: { id: string; name: string } }[] };
  return certificates.map((each) => each.bank.id).sort();
}

test('list names the bank of each, and marks those of another bank than the one that is set', async () => {
  const [one, two] = banks;
  const bankIds = [one.bank.bankId, two.bank.bankId].sort();
  expect(await listed()).toEqual(bankIds);
  expect(await listed(one)).toEqual(bankIds);
  const unset = (await run(undefined, ['list'])).stdout;
  expect(unset).toMatch(/Login ID .*Bank/);
  expect(unset.match(/cert-tool demo bank/g)).toHaveLength(2);
  expect(unset).not.toContain('another bank');
  const set = (await run(one, ['list'])).stdout.split('\n').filter((line) => line.startsWith(TARO));
  expect(set).toHaveLength(2);
  expect(set.filter((line) => line.includes('(another bank)'))).toHaveLength(1);
});

test('each bank renews its own, whichever is the newer one', async () => {
  const env = { CERT_TOOL_LOGIN_ID: TARO, CERT_TOOL_PASSWORD: passwordOf(TARO) };
  for (const bank of banks) {
    const { exitCode, stdout, stderr } = await run(bank, ['renew', TARO, '--json'], env);
    expect(exitCode, stdout + stderr).toBe(0);
    expect((await bank.me(TARO)).certificate.serialNumber).toBe(JSON.parse(stdout).certificate.serialNumber);
  }
  expect((await certificatesHere(home)).every(({ signs }) => signs)).toBe(true);
});

test('to choose from, each is named with its bank', async () => {
  const seen: string[] = [];
  const choose = async <T>(_: string, choices: readonly { name: string; value: T }[]): Promise<T> => {
    seen.push(...choices.map(({ name }) => name));
    const last = choices.at(-1);
    if (!last) throw new Error('nothing to choose');
    return last.value;
  };
  const { exitCode } = await runInProcess(['remove', '--store', 'file', '--lang', 'en'], {
    env: { CERT_TOOL_HOME: home },
    alter: ({ ui }) => ({ ui: { ...ui, interactive: true, prompts: { ...ui.prompts, choose } } }),
  });
  expect(exitCode).toBe(130);
  expect(seen.filter((name) => name.startsWith(TARO))).toHaveLength(2);
  expect(seen.filter((name) => name.endsWith(', cert-tool demo bank)'))).toHaveLength(2);
});

test('without a bank that is set, those of every known bank are meant: two of them are ambiguous', async () => {
  const { exitCode, stdout } = await run(undefined, ['remove', TARO, '--yes', '--json']);
  const here = await certificatesHere(home);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout).error).toMatchObject({ name: 'ambiguous-certificate' });
  for (const { thumbprint } of here) expect(stdout).toContain(thumbprint);
  expect(here).toHaveLength(2);
});

test('the other bank’s is no successor: nothing of it is superseded, and its removal is told to matter', async () => {
  const [one] = banks;
  const superseded = await run(one, ['remove', '--superseded', '--yes', '--json']);
  expect(JSON.parse(superseded.stdout)).toEqual({ ...logged('remove'), ok: true, results: [] });
  const removed = await run(one, ['remove', TARO, '--yes']);
  expect([removed.exitCode, removed.stderr]).toEqual([0, expect.stringContaining('still works')]);
  const rest = await run(one, ['remove', TARO, '--yes', '--json']);
  expect(JSON.parse(rest.stdout).error).toMatchObject({
    ...{ code: 'CT-8001', exitCode: 8 },
    message: expect.stringContaining('of another issuer'),
  });
  const [left] = await certificatesHere(home);
  const named = await run(undefined, ['remove', TARO, '--yes', '--json']);
  expect(JSON.parse(named.stdout).results).toMatchObject([
    { loginId: TARO, thumbprint: left?.thumbprint, outcome: 'removed' },
  ]);
});
