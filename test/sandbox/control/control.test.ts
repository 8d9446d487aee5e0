import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { controlPracticeBank, findRunning } from '../../../src/sandbox/index.ts';
import { copyOfSeeded, startTestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

const now = () => new Date();

test('info tells all that a demo needs, with and without a running bank', async () => {
  const bank = await startTestBank();
  const running = await controlPracticeBank(bank.dir, now);
  const info = await running.info();
  expect(info).toMatchObject({ bankUrl: bank.bankUrl, caFile: bank.caFile });
  expect(Math.abs(new Date(info.clock).getTime() - Date.now())).toBeLessThan(60_000);
  expect(info.users.map(({ loginId, role, state, otp }) => [loginId, role, state, otp.method])).toEqual([
    ['hanakodt', 'administrator', 'issued', 'token'],
    ['ichirodt', 'general', 'expired', 'email'],
    ['jirodt', 'general', 'not-issued', 'token'],
    ['saburodt', 'master', 'issued', 'token'],
    ['sachikodt', 'general', 'issued', 'none'],
    ['shirodt', 'general', 'revoked', 'none'],
    ['tarodt', 'general', 'renewable', 'email'],
  ]);
  for (const { otp, password, loginId } of info.users) {
    expect(password).toBe(`demo-${loginId}`);
    expect(otp.secret !== undefined).toBe(otp.method === 'token');
    expect(otp.code ?? '').toMatch(otp.method === 'none' ? /^$/ : /^\d{6}$/);
  }
  await bank.close();
  const alone = await controlPracticeBank(bank.dir, now);
  const { bankUrl, users } = await alone.info();
  await alone.close();
  expect(bankUrl).toBeUndefined();
  expect(users.map(({ otp }) => otp.secret)).toEqual(info.users.map(({ otp }) => otp.secret));
});

test('unlock of an unknown login ID', async () => {
  const bank = await startTestBank();
  for (const running of [true, false]) {
    if (!running) await bank.close();
    const control = await controlPracticeBank(bank.dir, now);
    await expect(control.unlock('nobody')).rejects.toMatchObject({ errorName: 'user-not-found' });
    await control.unlock('jirodt');
    await control.close();
  }
});

test('nobody gets in without the token, whatever else they send', async () => {
  const bank = await startTestBank();
  const { token } = JSON.parse(readFileSync(join(bank.dir, 'endpoint.json'), 'utf8'));
  const attempts: Record<string, string>[] = [
    {},
    { authorization: 'Bearer' },
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${token.slice(1)}` },
    { authorization: `Basic ${token}` },
    { cookie: `token=${token}` },
    { host: 'localhost', origin: 'null' },
  ];
  for (const headers of attempts) {
    for (const [method, path] of [
      ['GET', '/control/identity'],
      ['POST', '/control/info'],
      ['POST', '/control/unlock'],
      ['POST', `/control/info?token=${token}`],
      ['GET', '/control/nothing'],
    ] as const) {
      const answer = await bank.call(method, path, { headers });
      expect([path, answer.status, answer.text]).toEqual([path, 401, '']);
    }
  }
  const session = await bank.logIn('saburodt');
  expect((await bank.call('POST', '/control/info', { token: session })).status).toBe(401);
  expect((await bank.call('POST', '/control/info', { token })).status).toBe(200);
  expect((await bank.call('POST', '/control/unlock', { token, raw: '{' })).status).toBe(400);
});

test.skipIf(process.platform === 'win32')('what it keeps is for the owner alone', async () => {
  const bank = await startTestBank();
  const mode = (name: string) => statSync(join(bank.dir, name)).mode & 0o777;
  expect(mode('.')).toBe(0o700);
  for (const name of ['endpoint.json', 'bank.sqlite', 'practice-bank.json', 'tls-ca.pem']) {
    expect([name, mode(name)]).toEqual([name, 0o600]);
  }
});

test('only a shared bank is for others, and a dead one is not found', async () => {
  const own = await startTestBank(copyOfSeeded(), false);
  expect(await findRunning(own.dir)).toBeUndefined();
  expect((await (await controlPracticeBank(own.dir, now)).info()).bankUrl).toBe(own.bankUrl);

  const shared = await startTestBank();
  const { bankUrl, caFile, ca, bankId } = shared;
  expect(await findRunning(shared.dir)).toEqual({ bankUrl, caFile, ca, bankId });
  const endpoint = readFileSync(join(shared.dir, 'endpoint.json'));
  await shared.close();
  expect(await findRunning(shared.dir)).toBeUndefined();
  writeFileSync(join(shared.dir, 'endpoint.json'), endpoint);
  expect(await findRunning(shared.dir)).toBeUndefined();
});

test('another bank on the port of a dead one does not pass for it', async () => {
  const real = await startTestBank();
  const other = await startTestBank();
  const endpoint = JSON.parse(readFileSync(join(real.dir, 'endpoint.json'), 'utf8'));
  await real.close();
  writeFileSync(join(real.dir, 'endpoint.json'), JSON.stringify({ ...endpoint, bankUrl: other.bankUrl }));
  expect(await findRunning(real.dir)).toBeUndefined();
});

test('errors are of the one type', async () => {
  const bank = await startTestBank();
  const control = await controlPracticeBank(bank.dir, now);
  await bank.close();
  await expect(control.info()).rejects.toBeInstanceOf(CertToolError);
});
