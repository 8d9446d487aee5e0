import { constants, createSign } from 'node:crypto';
import { expect } from 'vitest';
import { controlPracticeBank } from '../../src/sandbox/index.ts';
import { type Answer, keyNamed, requestBy, type TestBank } from './support.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** A certificate whose key is here. */
export interface Held {
  readonly loginId: string;
  readonly key: string;
  readonly serialNumber: string;
  readonly notAfter: string;
}

type Control = Awaited<ReturnType<typeof controlPracticeBank>>;

export async function control<T>(bank: TestBank, act: (control: Control) => Promise<T>): Promise<T> {
  const opened = await controlPracticeBank(bank.dir, () => new Date(bank.clock.ms));
  return act(opened).finally(() => opened.close());
}

/** Makes this test the one that holds a seeded user's certificate, as `sandbox install` does. */
export async function takeOver(bank: TestBank, loginId: string, key = `${loginId} held`): Promise<Held> {
  await control(bank, (opened) => opened.install(loginId, requestBy(keyNamed(key), `/CN=${loginId}`)));
  const token = await bank.logIn(loginId);
  const { serialNumber } = (await bank.call('GET', '/v1/me', { token })).body.certificate;
  const { notAfter } = (await bank.call('GET', `/v1/certificates/${serialNumber}`, { token })).body;
  return { loginId, key, serialNumber, notAfter };
}

/** The proof's signature over a challenge, base64. */
export function signed(key: string, challenge: string, prefix = 'cert-tool proof v1\n'): string {
  const sign = createSign('sha256').update(prefix + challenge);
  return sign.sign({ key: keyNamed(key), padding: constants.RSA_PKCS1_PADDING }, 'base64');
}

export interface OpenSession {
  readonly token: string;
  readonly challenge: string;
}

export async function openSession(bank: TestBank, loginId: string): Promise<OpenSession> {
  const before = bank.exchanges.length;
  const token = await bank.logIn(loginId);
  const opened = bank.exchanges.slice(before).find(({ path }) => path === '/v1/sessions');
  return { token, challenge: JSON.parse(opened?.responseBody ?? '{}').challenge };
}

export function prove(
  bank: TestBank,
  { token, challenge }: OpenSession,
  { key, serialNumber }: Pick<Held, 'key' | 'serialNumber'>,
): Promise<Answer> {
  const json = { serialNumber, signature: signed(key, challenge) };
  return bank.call('POST', '/v1/sessions/current/proof', { token, json });
}

/** A session that has proved to hold this certificate; its token. */
export async function provenToken(bank: TestBank, held: Held): Promise<string> {
  const session = await openSession(bank, held.loginId);
  expect((await prove(bank, session, held)).status).toBe(200);
  return session.token;
}

export function renew(bank: TestBank, token: string, serialNumber: string, csr: string): Promise<Answer> {
  return bank.call('POST', `/v1/certificates/${serialNumber}/renewal`, { token, json: { csr } });
}

export function ask(bank: TestBank, token: string, csr: string): Promise<Answer> {
  return bank.call('POST', '/v1/certificates', { token, json: { csr } });
}

export function confirm(bank: TestBank, token: string, serialNumber: string): Promise<Answer> {
  return bank.call('POST', `/v1/certificates/${serialNumber}/confirmation`, { token });
}

export async function detailsOf(bank: TestBank, token: string, serialNumber: string) {
  return (await bank.call('GET', `/v1/certificates/${serialNumber}`, { token })).body;
}

export function revoke(
  bank: TestBank,
  token: string,
  loginId: string,
  serialNumber: string,
  options: { readonly confirmationPassword?: string; readonly reason?: string } = {},
): Promise<Answer> {
  const json = { serialNumber, confirmationPassword: 'kakunin-hanakodt', ...options };
  return bank.call('POST', `/v1/users/${encodeURIComponent(loginId)}/revocation`, { token, json });
}

export const csrOf = (key: string, loginId: string) => requestBy(keyNamed(key), `/CN=${loginId}`);

/** Status and code of a refusal. */
export function refusal({ status, body }: Answer): [number, string] {
  return [status, body?.code];
}
