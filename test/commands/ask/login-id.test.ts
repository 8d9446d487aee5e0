import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Company, certificatesHere, openCompany, passwordOf } from '../../support/company.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

const folder = makeTempFolder();
const home = join(folder, 'home');
const sandboxHome = join(folder, 'sandbox-home');
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
  await company.add({ taro: {} });
  await company.install(home, 'taro');
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(argv: readonly string[], options: Partial<RunInProcess> = {}) {
  const result = await runInProcess([...argv, '--json', '--lang', 'en'], {
    ...options,
    env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1', ...options.env },
  });
  expect(result.exitCode, result.stderr).toBe(0);
  return { ...result, document: JSON.parse(result.stdout) };
}

describe('a login ID in full width or between blanks', () => {
  test('names the certificate to renew, and whose secrets are given', async () => {
    const env = { CERT_TOOL_LOGIN_ID: 'ｔａｒｏ', CERT_TOOL_PASSWORD: passwordOf('taro') };
    const { document, stderr } = await run(['renew', 'ｔａｒｏ', '--dry-run', ...company.args], { env });
    expect(document.outcome).toBe('dry-run');
    expect(stderr).toMatch(/Put right .*: taro\n/);
  });

  test('names the certificate to remove; so does a thumbprint', async () => {
    const { stderr } = await run(['remove', ' taro ', '--yes', ...company.args]);
    expect(stderr).toMatch(/Put right .*: taro\n/);
    expect(await certificatesHere(home)).toEqual([]);
    const { thumbprint } = await company.install(home, 'taro');
    await run(['remove', `\u200e${thumbprint.toUpperCase()}`, '--yes', ...company.args]);
    expect(await certificatesHere(home)).toEqual([]);
  });

  test('is known to the practice bank’s commands', async () => {
    const options = { env: { CERT_TOOL_HOME: sandboxHome } };
    const users = join(folder, 'users.csv');
    const header = 'loginId,name,role,password,confirmationPassword,otp,state';
    const csv = `${header}\r\nｙａｍａｄａ,山田,general,p1,k1,none,issued\r\n`;
    writeFileSync(users, Buffer.from(`\ufeff${csv}`, 'utf16le'));
    const added = await run(['sandbox', 'users', 'add', users], options);
    expect([added.document.added, added.stderr]).toEqual([
      1,
      expect.stringMatching(/Put right .*: yamada\n/),
    ]);
    const installed = await run(['sandbox', 'install', 'ｙａｍａｄａ', '--store', 'file'], options);
    expect(installed.document.certificate.loginId).toBe('yamada');
    expect((await run(['sandbox', 'unlock', 'yamada '], options)).document.loginId).toBe('yamada');
  });
});

test('a file of users in Shift_JIS is told how Excel saves it as UTF-8', async () => {
  const users = join(folder, 'sjis.csv');
  writeFileSync(users, Buffer.concat([Buffer.from('loginId,name\r\nx,'), Buffer.from([0x8e, 0x52])]));
  for (const [lang, way] of [
    ['ja', 'CSV UTF-8 (コンマ区切り)'],
    ['en', 'CSV UTF-8 (Comma delimited)'],
  ] as const) {
    const { exitCode, stderr } = await runInProcess(['sandbox', 'users', 'add', users, '--lang', lang], {
      env: { CERT_TOOL_HOME: sandboxHome },
    });
    expect(exitCode).toBe(2);
    for (const part of [users, '2', way]) expect(stderr).toContain(part);
  }
});
