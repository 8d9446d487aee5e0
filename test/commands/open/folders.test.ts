import { existsSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { browserFolder } from '../../../src/desktop/browser-folders.ts';
import { type Company, companyForTest, confirmationOf, passwordOf } from '../../support/company.ts';
import { person } from '../../support/person.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let home: string;
let company: Company;
beforeEach(async () => {
  home = tempFolder();
  company = await companyForTest(join(tempFolder(), 'bank'));
  await company.add({
    hanako: { state: 'issued', role: 'administrator' },
    taro: { state: 'issued' },
  });
});

const folderOf = (loginId: string, bankId = company.bank.bankId) =>
  browserFolder(join(home, 'browsers'), { bankId, loginId }, 'chromium');

function run(argv: readonly string[], alter?: (deps: Deps) => Partial<Deps>) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: 'hanako',
    CERT_TOOL_PASSWORD: passwordOf('hanako'),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf('hanako'),
  };
  return runInProcess([...argv, ...company.args], { env, ...(alter && { alter }) });
}

test('remove: the browser folder goes with the last certificate of its login ID, said before the question', async () => {
  await company.install(home, 'taro');
  const { thumbprint } = await company.install(home, 'taro');
  await company.install(home, 'hanako');
  const [taros, hanakos, others] = await Promise.all([
    folderOf('taro'),
    folderOf('hanako'),
    folderOf('taro', 'other-bank'),
  ]);
  const first = await run(['remove', thumbprint, '--yes']);
  expect([first.exitCode, existsSync(taros)]).toEqual([0, true]);
  const kept = person(false);
  const asked = await run(['remove', 'taro'], kept.alter);
  expect(asked.stderr).toContain('What the browser that is for taro alone keeps goes, too.');
  expect(existsSync(taros)).toBe(true);
  const second = await run(['remove', 'taro', '--yes']);
  expect(second.stderr).toContain('for taro alone kept is gone');
  expect([taros, hanakos, others].map((each) => existsSync(each))).toEqual([false, true, true]);
});

test('revoke: likewise', async () => {
  await company.install(home, 'hanako');
  await company.install(home, 'taro');
  const [taros, hanakos] = await Promise.all([folderOf('taro'), folderOf('hanako')]);
  expect((await run(['revoke', 'taro', '--yes'])).exitCode).toBe(0);
  expect([taros, hanakos].map((each) => existsSync(each))).toEqual([false, true]);
});

test('a certificate that is hidden keeps it', async () => {
  await company.install(home, 'taro');
  const taros = await folderOf('taro');
  await run(['remove', 'taro', '--archive', '--yes']);
  expect(existsSync(taros)).toBe(true);
});

test.skipIf(process.platform === 'win32')('it stays, with a warning, while its browser is open', async () => {
  await company.install(home, 'taro');
  const taros = await folderOf('taro');
  symlinkSync(`${hostname()}-${process.pid}`, join(taros, 'SingletonLock'));
  const { exitCode, stdout } = await run(['remove', 'taro', '--yes', '--json']);
  expect([exitCode, existsSync(taros)]).toEqual([0, true]);
  expect(JSON.parse(stdout).warnings).toContainEqual({
    message: expect.stringContaining('Close it, and delete the folder'),
  });
});

test('on Windows the file store says nothing of it: browsers read another one', async () => {
  await company.install(home, 'taro');
  const taros = await folderOf('taro');
  await run(['remove', 'taro', '--yes'], () => ({ platform: 'win32' }));
  expect(existsSync(taros)).toBe(true);
});
