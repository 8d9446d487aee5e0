import { afterEach, expect, test, vi } from 'vitest';
import { confirm, control, csrOf, DAY_MS, provenToken, renew, takeOver } from '../company-support.ts';
import { notices, startTestBank, type TestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

afterEach(() => {
  vi.useRealTimers();
});

const advance = (bank: TestBank, advanceDays: number) =>
  control(bank, (opened) => opened.clock({ advanceDays }));

test('the e-mail names the user, the certificate and its end in Japan time', async () => {
  const bank = await startTestBank();
  const token = await bank.logIn('tarodt');
  const { certificate } = (await bank.call('GET', '/v1/me', { token })).body;
  const [email = ''] = notices(bank.dir, 'tarodt');
  const japan = new Date(new Date(certificate.notAfter).getTime() + 9 * 60 * 60 * 1000).toISOString();
  const [year, month, day] = japan.slice(0, 10).split('-');
  expect(email).toContain('データ太郎 様');
  expect(email).toContain(`${year}年${month}月${day}日 08時59分59秒`);
  expect(email).toContain(`expires on ${year}-${month}-${day} 08:59:59 JST`);
  expect(email).toContain(certificate.serialNumber);
});

test('the day itself: nothing before it, an e-mail from it on', async () => {
  const bank = await startTestBank();
  const { notAfter } = await takeOver(bank, 'sachikodt');
  const first = new Date(notAfter).getTime() - 40 * DAY_MS;
  await control(bank, (opened) => opened.clock({ to: new Date(first - 60_000) }));
  expect(notices(bank.dir, 'sachikodt')).toHaveLength(0);
  await control(bank, (opened) => opened.clock({ to: new Date(first) }));
  expect(notices(bank.dir, 'sachikodt')).toHaveLength(1);
});

test('whoever is advanced over that day, and over the expiry too, has been told', async () => {
  const bank = await startTestBank();
  await advance(bank, 400);
  for (const loginId of ['hanakodt', 'saburodt', 'sachikodt', 'tarodt']) {
    expect([loginId, notices(bank.dir, loginId).length]).toEqual([loginId, 1]);
  }
  // Expired before, never issued, revoked: nothing to tell.
  for (const loginId of ['ichirodt', 'jirodt', 'shirodt']) {
    expect([loginId, notices(bank.dir, loginId).length]).toEqual([loginId, 0]);
  }
  await advance(bank, -200);
  await advance(bank, 300);
  await control(bank, (opened) => opened.clock({ to: 'now' }));
  await bank.close();
  // Without a running bank it is the same.
  await advance({ ...bank }, 400);
  for (const loginId of ['hanakodt', 'tarodt']) {
    expect([loginId, notices(bank.dir, loginId).length]).toEqual([loginId, 1]);
  }
});

test('one for each certificate: the renewed one gets its own in its turn, the replaced one none', async () => {
  const bank = await startTestBank();
  const taro = await takeOver(bank, 'tarodt');
  // Told of already: the same dates on another PC.
  expect(notices(bank.dir, 'tarodt')).toHaveLength(1);
  const token = await provenToken(bank, taro);
  const { body } = await renew(bank, token, taro.serialNumber, csrOf('new', 'tarodt'));
  await confirm(bank, token, body.serialNumber);
  await advance(bank, 300);
  expect(notices(bank.dir, 'tarodt')).toHaveLength(1);
  await advance(bank, 30);
  const all = notices(bank.dir, 'tarodt');
  expect(all).toHaveLength(2);
  expect(all.filter((text) => text.includes(body.serialNumber))).toHaveLength(1);
});

test('a bank that runs for days sends them as they become due', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const bank = await startTestBank();
  bank.clock.ms += 230 * DAY_MS;
  expect(notices(bank.dir, 'hanakodt')).toHaveLength(0);
  vi.advanceTimersByTime(60 * 60 * 1000);
  await vi.waitFor(() => expect(notices(bank.dir, 'hanakodt')).toHaveLength(1), { timeout: 10_000 });
});
