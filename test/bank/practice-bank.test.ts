import { X509Certificate } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createBank } from '../../src/bank/client.ts';
import type { BankSession } from '../../src/core/ports/bank.ts';
import { csrOf, type Held, signed, takeOver } from '../sandbox/company-support.ts';
import { startTestBank, type TestBank, useSeededFolder } from '../sandbox/support.ts';
import { errorOf } from './fixtures.ts';

useSeededFolder();

/** The real client, logged in and proven at a practice bank, whose exchanges are checked against the contract. */
async function provenAt(bank: TestBank, held: Held): Promise<BankSession> {
  const client = createBank({
    baseUrl: bank.bankUrl,
    ca: { only: bank.ca },
    timeoutMs: 10_000,
    language: 'ja',
  });
  onTestFinished(() => client.close());
  const session = await client.logIn(held.loginId, `demo-${held.loginId}`);
  if (session.otp) await session.submitOtp(await bank.codeFor(held.loginId));
  await session.prove(held.serialNumber, Buffer.from(signed(held.key, session.challenge), 'base64'));
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
  await session.confirm(issued.serialNumber);
  const old = await session.certificate(taro.serialNumber);
  expect(old).toMatchObject({ state: 'revoked', revocationReason: 'superseded' });
  expect(old.revokedAt).toBeInstanceOf(Date);
  const other = csrOf('other', 'tarodt');
  expect(await errorOf(session.renew(taro.serialNumber, other))).toMatchObject({ code: 'already-renewed' });
  const early = await errorOf(session.renew(issued.serialNumber, other));
  expect(early).toMatchObject({ code: 'too-early', renewableFrom: expect.any(Date) });
  expect((await errorOf(session.users())).errorName).toBe('not-permitted');
  await session.logout();
});

test('the client lists and revokes at the practice bank', async () => {
  const bank = await startTestBank();
  const session = await provenAt(bank, await takeOver(bank, 'hanakodt'));
  const users = await session.users('notAfter', true);
  expect(users[0]).toMatchObject({ loginId: 'sachikodt', certificate: { notAfter: expect.any(Date) } });
  const serialNumber = users[0]?.certificate.serialNumber ?? '';
  const wrong = { serialNumber, confirmationPassword: 'wrong' };
  expect(await errorOf(session.revoke('sachikodt', wrong))).toMatchObject({
    errorName: 'confirmation-refused',
    details: { attemptsLeft: 4 },
  });
  const right = { serialNumber, confirmationPassword: 'kakunin-hanakodt', reason: 'keyCompromise' } as const;
  const done = await session.revoke('sachikodt', right);
  expect(await session.revoke('sachikodt', right)).toEqual(done);
  expect(await session.certificate(serialNumber)).toMatchObject({
    state: 'revoked',
    revocationReason: 'keyCompromise',
    ...done,
  });
  for (const [loginId, name] of [
    ['saburodt', 'master-certificate'],
    ['jirodt', 'nothing-to-revoke'],
  ] as const) {
    expect((await errorOf(session.revoke(loginId, right))).errorName).toBe(name);
  }
  expect(await errorOf(session.revoke('nobody', right))).toMatchObject({ code: 'not-found' });
  await session.logout();
});
