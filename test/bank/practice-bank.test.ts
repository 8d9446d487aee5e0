import { X509Certificate } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createBank, type FullBank } from '../../src/bank/client.ts';
import type { FullSession } from '../../src/bank/session.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { readRevocationList } from '../../src/pki/crl.ts';
import { monotonicMs, wait } from '../../src/system/clock.ts';
import { control, csrOf, type Held, signed, takeOver } from '../sandbox/company-support.ts';
import { startTestBank, type TestBank, useSeededFolder } from '../sandbox/support.ts';
import { errorOf } from './fixtures.ts';

useSeededFolder();

/** The real client at a practice bank, whose exchanges are checked against the contract. */
function clientOf(bank: TestBank): FullBank {
  const client = createBank({
    baseUrl: bank.bankUrl,
    ca: { only: bank.ca },
    timeoutMs: 10_000,
    language: 'ja',
    elapsed: monotonicMs,
    wait,
  });
  onTestFinished(() => client.close());
  return client;
}

/** Logged in and proven. */
async function provenAt(bank: TestBank, held: Held): Promise<FullSession> {
  const client = clientOf(bank);
  const session = await client.logIn(held.loginId, `demo-${held.loginId}`);
  if (session.otp) await session.submitOtp(await bank.codeFor(held.loginId));
  await session.proof.prove(
    held.serialNumber,
    Buffer.from(signed(held.key, session.proof.challenge), 'base64'),
  );
  return session;
}

test('the client renews at the practice bank', async () => {
  const bank = await startTestBank();
  const taro = await takeOver(bank, 'tarodt');
  const session = await provenAt(bank, taro);
  const csr = csrOf('new', 'tarodt');
  const issued = await session.renew(taro.serialNumber, csr);
  expect(await session.renew(taro.serialNumber, csr)).toEqual(issued);
  expect(await session.requestCertificate(csr)).toEqual(issued);
  const [leaf, issuing] = [issued.certificate, issued.chain[0] ?? ''].map((pem) => new X509Certificate(pem));
  expect(leaf && issuing && leaf.verify(issuing.publicKey)).toBe(true);
  await session.confirming.confirm(issued.serialNumber);
  const old = await session.states.certificate(taro.serialNumber);
  expect(old).toMatchObject({ state: 'revoked', revocationReason: 'superseded' });
  expect(old.revokedAt).toBeInstanceOf(Date);
  const other = csrOf('other', 'tarodt');
  expect(await errorOf(session.renew(taro.serialNumber, other))).toMatchObject({ code: 'already-renewed' });
  const early = await errorOf(session.renew(issued.serialNumber, other));
  expect(early).toMatchObject({ code: 'too-early', renewableFrom: expect.any(Date) });
  expect((await errorOf(session.administration.users())).errorName).toBe('not-permitted');
  await session.logout();
});

test('the client lists and revokes at the practice bank', async () => {
  const bank = await startTestBank();
  const session = await provenAt(bank, await takeOver(bank, 'hanakodt'));
  const users = await session.administration.users('notAfter', true);
  expect(users[0]).toMatchObject({ loginId: 'sachikodt', certificate: { notAfter: expect.any(Date) } });
  const serialNumber = users[0]?.certificate.serialNumber ?? '';
  const wrong = { serialNumber, confirmationPassword: 'wrong' };
  expect(await errorOf(session.administration.revoke('sachikodt', wrong))).toMatchObject({
    errorName: 'confirmation-refused',
    details: { attemptsLeft: 4 },
  });
  const right = { serialNumber, confirmationPassword: 'kakunin-hanakodt', reason: 'keyCompromise' } as const;
  const done = await session.administration.revoke('sachikodt', right);
  expect(await session.administration.revoke('sachikodt', right)).toEqual(done);
  expect(await session.states.certificate(serialNumber)).toMatchObject({
    state: 'revoked',
    revocationReason: 'keyCompromise',
    ...done,
  });
  for (const [loginId, name] of [
    ['saburodt', 'master-certificate'],
    ['jirodt', 'nothing-to-revoke'],
  ] as const) {
    expect((await errorOf(session.administration.revoke(loginId, right))).errorName).toBe(name);
  }
  expect(await errorOf(session.administration.revoke('nobody', right))).toMatchObject({ code: 'not-found' });
  await session.logout();
});

test('the client gets chain and revocation list of a former CA at the practice bank', async () => {
  const bank = await startTestBank();
  const client = clientOf(bank);
  const former = await client.caChain();
  const keyIdIn = ([issuing = '']: readonly string[]) => readCertificate(issuing).subjectKeyId ?? '';
  const { authorityKeyId } = await control(bank, (opened) => opened.newCa());
  const present = await client.caChain();
  expect(keyIdIn(present)).toBe(authorityKeyId);
  expect(await client.caChain(authorityKeyId)).toEqual(present);
  expect(await client.caChain(keyIdIn(former))).toEqual(former);

  const check = { now: bank.bankNow(), support: { ja: '', en: '' } };
  for (const [keyId, caChain, other] of [
    [keyIdIn(former), former, present],
    [authorityKeyId, present, former],
    [undefined, present, former],
  ] as const) {
    const crl = await client.crl(keyId);
    expect(readRevocationList({ ...check, crl, caChain })).toBeDefined();
    expect(() => readRevocationList({ ...check, crl, caChain: other })).toThrow(/revocation list/);
  }
  for (const refused of [client.caChain('00'.repeat(20)), client.crl('00'.repeat(20))]) {
    expect(await errorOf(refused)).toMatchObject({ name: 'BankRefusal', code: 'not-found', status: 404 });
  }
});
