import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CertToolError, messageOf } from '../../../src/core/error.ts';
import {
  ask,
  confirm,
  control,
  csrOf,
  DAY_MS,
  detailsOf,
  provenToken,
  refusal,
  renew,
  revoke,
  takeOver,
} from '../company-support.ts';
import { startTestBank, type TestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

/** Japan's day begins so much before UTC's. */
const JAPAN_OFFSET_MS = 9 * 60 * 60 * 1000;
const MASTER = { confirmationPassword: 'kakunin-saburodt' };

const setRules = (bank: TestBank, ...changes: string[]) => control(bank, (opened) => opened.rules(changes));

async function rulesTold(bank: TestBank) {
  return (await bank.call('GET', '/v1/status')).body.rules;
}

/** The certificate that a login ID has now, as the bank tells its owner. */
async function mine(bank: TestBank, loginId: string) {
  return (await bank.call('GET', '/v1/me', { token: await bank.logIn(loginId) })).body.certificate;
}

describe('the rules', () => {
  test('are those of the manual at first, are told to anyone, and stay over a restart', async () => {
    const bank = await startTestBank();
    const usual = {
      masterRevocableBy: [],
      expiredNeedsRevocation: false,
      renewalDays: 40,
      revocationMinutes: 0,
    };
    expect(await rulesTold(bank)).toEqual(usual);
    await setRules(bank, 'masterRevocableBy=master, self', 'certificatesPerContract=20', 'renewalDays=３０');
    const set = {
      ...usual,
      masterRevocableBy: ['self', 'master'],
      certificatesPerContract: 20,
      renewalDays: 30,
    };
    expect(await rulesTold(bank)).toEqual(set);
    await bank.close();
    const again = await startTestBank(bank.dir);
    expect(await rulesTold(again)).toEqual(set);
    await setRules(again, 'masterRevocableBy=', 'certificatesPerContract=', 'renewalDays=');
    expect(await rulesTold(again)).toEqual(usual);
  });

  test('state versions of cert-tool and a login page beside the rules, once they are set', async () => {
    const bank = await startTestBank();
    const told = async () => {
      const { client, loginPage, rules } = (await bank.call('GET', '/v1/status')).body;
      expect(Object.keys(rules)).not.toContain('loginPage');
      return { client, loginPage };
    };
    const portal = (await told()).loginPage;
    expect(portal).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    await setRules(bank, 'clientMinimum=1.2.3', 'loginPage=https://login.example/?a=b');
    expect(await told()).toEqual({ client: { minimum: '1.2.3' }, loginPage: 'https://login.example/?a=b' });
    await setRules(bank, 'clientMinimum=', 'clientRecommended=2.0.0-rc.1', 'loginPage=');
    expect(await told()).toEqual({ client: { recommended: '2.0.0-rc.1' }, loginPage: portal });
  });

  test.each([
    'renewalDays',
    'clientMinimum=1.2',
    'clientRecommended=latest',
    'loginPage=http://login.example/',
    'loginPage=https://',
    'renewalDays=0',
    'renewalDays=1.5',
    'validityDays=99999',
    'expiredNeedsRevocation=yes',
    'masterRevocableBy=general',
    'masterRevocableBy=self,',
    'toString=1',
    '=1',
  ])('%s is refused, and nothing is changed', async (change) => {
    const bank = await startTestBank();
    const error = await setRules(bank, 'revocationMinutes=5', change).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CertToolError);
    expect(error.errorName).toBe('invalid-option');
    expect(messageOf(error, 'en')).toMatch(/\((allowed: |<name>=<value>)/);
    expect((await rulesTold(bank)).revocationMinutes).toBe(0);
  });
});

describe("a master user's certificate", () => {
  test.each([
    ['none', 403, 403],
    ['self', 200, 403],
    ['master', 403, 403],
    ['administrator', 403, 200],
    ['self,administrator', 200, 200],
  ])(
    'masterRevocableBy=%s: the master user gets %d, an administrator %d',
    async (by, own, administrators) => {
      for (const [loginId, confirmationPassword, status] of [
        ['saburodt', 'kakunin-saburodt', own],
        ['hanakodt', 'kakunin-hanakodt', administrators],
      ] as const) {
        const bank = await startTestBank();
        await setRules(bank, `masterRevocableBy=${by}`);
        const token = await provenToken(bank, await takeOver(bank, loginId));
        const { serialNumber } = await mineBySomebody(bank, token, 'saburodt');
        const answer = await revoke(bank, token, 'saburodt', serialNumber, { confirmationPassword });
        expect([loginId, answer.status]).toEqual([loginId, status]);
        if (status === 403) expect(answer.body.code).toBe('master-certificate');
        await bank.close();
      }
    },
  );
});

async function mineBySomebody(bank: TestBank, token: string, loginId: string) {
  const { users } = (await bank.call('GET', '/v1/users', { token })).body;
  return users.find((user: { loginId: string }) => user.loginId === loginId).certificate;
}

test('where an expired certificate has to be revoked first, it can be, and another one is issued then', async () => {
  const bank = await startTestBank();
  await setRules(bank, 'expiredNeedsRevocation=true');
  const csr = csrOf('a', 'ichirodt');
  expect(refusal(await ask(bank, await bank.logIn('ichirodt'), csr))).toEqual([409, 'expired-not-revoked']);
  const token = await provenToken(bank, await takeOver(bank, 'hanakodt'));
  const { state, serialNumber } = await mineBySomebody(bank, token, 'ichirodt');
  expect(state).toBe('expired');
  expect((await revoke(bank, token, 'ichirodt', serialNumber)).body.state).toBe('revoked');
  expect((await ask(bank, await bank.logIn('ichirodt'), csr)).status).toBe(201);
});

test('a revocation that takes time counts after it, by the bank’s date; until then it is told', async () => {
  const bank = await startTestBank();
  await setRules(bank, 'revocationMinutes=90');
  const sachiko = await takeOver(bank, 'sachikodt');
  const token = await provenToken(bank, await takeOver(bank, 'saburodt'));
  const first = await revoke(bank, token, 'sachikodt', sachiko.serialNumber, {
    ...MASTER,
    reason: 'keyCompromise',
  });
  const effectiveAt = new Date(bank.clock.ms + 90 * 60_000).toISOString();
  expect([first.status, first.body]).toEqual([
    200,
    { loginId: 'sachikodt', name: 'データ幸子', state: 'revocation-pending', effectiveAt },
  ]);
  expect((await revoke(bank, token, 'sachikodt', sachiko.serialNumber, MASTER)).body).toEqual(first.body);
  expect((await mine(bank, 'sachikodt')).state).toBe('issued');
  const refused = await ask(bank, await bank.logIn('sachikodt'), csrOf('b', 'sachikodt'));
  expect([...refusal(refused), refused.body.effectiveAt]).toEqual([409, 'revocation-pending', effectiveAt]);
  const renewed = await renew(
    bank,
    await provenToken(bank, sachiko),
    sachiko.serialNumber,
    csrOf('c', 'sachikodt'),
  );
  expect(refusal(renewed)).toEqual([409, 'revocation-pending']);

  bank.clock.ms += 91 * 60_000;
  expect((await mine(bank, 'sachikodt')).state).toBe('revoked');
  const details = await detailsOf(bank, await bank.logIn('sachikodt'), sachiko.serialNumber);
  expect(details).toMatchObject({ revokedAt: effectiveAt, revocationReason: 'keyCompromise' });
  expect((await ask(bank, await bank.logIn('sachikodt'), csrOf('b', 'sachikodt'))).status).toBe(201);
});

test('a contract that is full has no room for another user, but for one who has a certificate already', async () => {
  const bank = await startTestBank();
  const csr = csrOf('a', 'jirodt');
  await setRules(bank, 'certificatesPerContract=4');
  expect(refusal(await ask(bank, await bank.logIn('jirodt'), csr))).toEqual([409, 'contract-full']);
  await setRules(bank, 'certificatesPerContract=5');
  const token = await bank.logIn('jirodt');
  const { status, body } = await ask(bank, token, csr);
  expect(status).toBe(201);
  expect((await ask(bank, token, csrOf('b', 'jirodt'))).status).toBe(201);
  expect((await confirm(bank, token, body.serialNumber)).status).toBe(410);
});

test('validity and renewal follow the rules: of two years, from 28 days before the end', async () => {
  const bank = await startTestBank();
  await setRules(bank, 'validityDays=730', 'renewalDays=28');
  const token = await bank.logIn('jirodt');
  const { body } = await ask(bank, token, csrOf('a', 'jirodt'));
  await confirm(bank, token, body.serialNumber);
  const { validFrom, validTo } = new X509Certificate(body.certificate);
  // The day in Japan counts, whatever the time.
  const [issued, ends] = [Date.parse(validFrom) + JAPAN_OFFSET_MS, Date.parse(validTo)];
  expect(Math.floor(ends / DAY_MS) - Math.floor(issued / DAY_MS)).toBe(730);
  const { notAfter, renewableFrom } = await mine(bank, 'jirodt');
  expect(new Date(notAfter).getTime() - new Date(renewableFrom).getTime()).toBe(28 * DAY_MS);
  await control(bank, (opened) => opened.clock({ to: new Date(new Date(renewableFrom).getTime() - 1000) }));
  expect((await mine(bank, 'jirodt')).state).toBe('issued');
  await control(bank, (opened) => opened.clock({ to: new Date(renewableFrom) }));
  expect((await mine(bank, 'jirodt')).state).toBe('renewable');
});
