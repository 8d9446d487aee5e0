import { beforeAll, describe, expect, test } from 'vitest';
import type { BankOptions } from '../../src/bank/client.ts';
import { messageOf, remedyOf } from '../../src/core/error.ts';
import { BankRefusal, UnknownRefusal } from '../../src/core/ports/bank-refusals.ts';
import { type ProxyBehaviour, serveProxy } from '../support/proxy.ts';
import { proxyAt } from '../support/through-proxy.ts';
import { makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';
import {
  connect,
  cut,
  errorOf,
  gateway,
  ISSUED,
  json,
  nameOf,
  PEM,
  problem,
  routes,
  SERIAL,
  SESSION,
  STATUS,
  silence,
  WAITING,
} from './fixtures.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

async function logIn(table: Parameters<typeof routes>[0], options: Partial<BankOptions> = {}) {
  const { url, seen } = await serveTls(
    certificates.good,
    routes({ 'POST /sessions': json(201, SESSION), 'GET /status': json(200, STATUS), ...table }),
  );
  const { bank } = connect(url, certificates.ca.pem, options);
  await bank.status();
  const session = await bank.logIn('hanakodt', 'x');
  return { session, seen, requests: () => seen.slice(2).map(nameOf) };
}

const busy = problem(503, 'unavailable', {}, { 'retry-after': '1' });
const PROOF = 'POST /sessions/current/proof';
const RENEWAL = `POST /certificates/${SERIAL}/renewal`;
const DETAILS = `GET /certificates/${SERIAL}`;
const REVOCATION = 'POST /users/tarodt/revocation';
const USERS = 'GET /users?sort=loginId&order=asc';
const REVOKED_AT = '2026-11-22T05:00:00Z';
const REVOKED = { loginId: 'tarodt', name: 'データ太郎', state: 'revoked', revokedAt: REVOKED_AT };
const { notBefore, notAfter } = ISSUED;
const CERTIFICATE = {
  loginId: 'tarodt',
  state: 'issued',
  confirmed: true,
  serialNumber: SERIAL,
  certificate: PEM,
  notBefore,
  notAfter,
};
const GONE = { ...CERTIFICATE, state: 'revoked', revokedAt: REVOKED_AT, revocationReason: 'unspecified' };

describe('the proof', () => {
  test('hands over the challenge, sends the signature as base64, and again until its answer arrives', async () => {
    const proven = json(200, { ...SESSION, proven: true });
    const { session, seen } = await logIn({ [PROOF]: [cut, problem(500, 'internal'), busy, proven] });
    expect(session.proof.challenge).toBe(SESSION.challenge);
    await session.proof.prove(SERIAL, new Uint8Array([0xfb, 0xff, 0]));
    const bodies = seen.slice(2).map(({ body }) => body);
    expect(bodies).toEqual(Array(4).fill(JSON.stringify({ serialNumber: SERIAL, signature: '+/8A' })));
  });

  test("signs the challenge of the session's latest answer", async () => {
    const { session } = await logIn({
      'POST /sessions': json(201, WAITING),
      'POST /sessions/current/otp': json(200, { ...SESSION, challenge: 'another-challenge' }),
    });
    await session.submitOtp('123456');
    expect(session.proof.challenge).toBe('another-challenge');
  });

  test.each([
    [401, 'proof-refused', 'proof-refused'],
    [403, 'proof-required', 'proof-refused'],
    [401, 'session-ended', 'session-ended'],
  ])('%i %s', async (status, code, name) => {
    const { session, requests } = await logIn({ [PROOF]: problem(status, code) });
    const error = await errorOf(session.proof.prove(SERIAL, new Uint8Array(3)));
    expect(error.errorName).toBe(name);
    expect(messageOf(error, 'ja') + remedyOf(error, 'ja')).not.toMatch(/[{}]|RAW WORDS/);
    expect(requests()).toEqual([PROOF]);
  });

  test.each([
    ['a session that is not proven', SESSION],
    ['one that denies it', { ...SESSION, proven: false }],
    ['one that waits for a code', { ...WAITING, proven: true }],
    ['a challenge that is none', { ...SESSION, proven: true, challenge: 'two\nlines of a challenge' }],
  ])('an answer that breaks the contract: %s', async (_, answer) => {
    const { session } = await logIn({ [PROOF]: json(200, answer) });
    expect((await errorOf(session.proof.prove(SERIAL, new Uint8Array(3)))).errorName).toBe('bad-answer');
  });
});

describe('a renewal', () => {
  test('is repeated, the very same, until its answer arrives; nothing cancels it', async () => {
    const abort = new AbortController();
    const { session, seen } = await logIn(
      { [RENEWAL]: [cut, problem(500, 'internal'), busy, json(200, ISSUED)] },
      { signal: abort.signal },
    );
    const asked = session.renew(SERIAL, 'CSR');
    abort.abort(new Error('cancelled'));
    expect(await asked).toEqual({
      certificate: PEM,
      chain: [PEM, PEM],
      serialNumber: SERIAL,
      confirmed: false,
    });
    expect(seen.slice(2).map(({ body }) => body)).toEqual(Array(4).fill('{"csr":"CSR"}'));
  });

  test.each([
    [404, 'not-found'],
    [409, 'already-renewed'],
    [410, 'certificate-expired'],
    [410, 'certificate-revoked'],
    [422, 'key-used'],
  ])('%i %s is for the flow to decide', async (status, code) => {
    const { session, requests } = await logIn({ [RENEWAL]: problem(status, code) });
    const error = await errorOf(session.renew(SERIAL, 'CSR'));
    expect(error).toBeInstanceOf(BankRefusal);
    expect(error).toMatchObject({ code, status, renewableFrom: undefined });
    expect(requests()).toEqual([RENEWAL]);
  });

  test('too-early says from when', async () => {
    const early = (renewableFrom: unknown) => problem(409, 'too-early', { renewableFrom });
    const { session } = await logIn({ [RENEWAL]: [early('2027-10-13T23:59:59Z'), early('SOON')] });
    expect(await errorOf(session.renew(SERIAL, 'CSR'))).toMatchObject({
      code: 'too-early',
      renewableFrom: new Date('2027-10-13T23:59:59Z'),
    });
    expect(await errorOf(session.renew(SERIAL, 'CSR'))).toMatchObject({ renewableFrom: undefined });
  });

  test.each([
    ['a code with the status of another', 409, 'certificate-expired', 'unexpected-refusal'],
    ['csr-refused', 422, 'csr-refused', 'csr-refused'],
    ['no proof', 403, 'proof-required', 'proof-refused'],
  ])('%s is none of those', async (_, status, code, name) => {
    const { session } = await logIn({ [RENEWAL]: problem(status, code) });
    const error = await errorOf(session.renew(SERIAL, 'CSR'));
    expect(error).not.toBeInstanceOf(BankRefusal);
    expect(error.errorName).toBe(name);
  });
});

describe('the users', () => {
  const user = {
    loginId: 'tarodt',
    name: 'データ太郎',
    role: 'general',
    locked: true,
    suspended: false,
    certificate: { state: 'renewable', serialNumber: SERIAL, notAfter },
  };

  test('as they are, in the wanted order', async () => {
    const unconfirmed = { state: 'not-issued', serialNumber: SERIAL, unconfirmed: true };
    const { session, requests } = await logIn({
      [USERS]: json(200, { users: [user, { ...user, certificate: unconfirmed, more: 'newer' }] }),
      'GET /users?sort=notAfter&order=desc': json(200, { users: [] }),
    });
    expect(await session.administration.users()).toEqual([
      { ...user, certificate: { state: 'renewable', serialNumber: SERIAL, notAfter: new Date(notAfter) } },
      { ...user, certificate: unconfirmed },
    ]);
    expect(await session.administration.users('notAfter', true)).toEqual([]);
    expect(requests()).toHaveLength(2);
  });

  test('ten thousand of them', async () => {
    const users = Array.from({ length: 10_000 }, (_, index) => ({ ...user, loginId: `user${index}` }));
    const { session } = await logIn({ [USERS]: json(200, { users }) });
    expect(await session.administration.users()).toHaveLength(10_000);
  });

  test.each([
    ['no list', {}],
    ['a user without a state', { users: [{ ...user, certificate: {} }] }],
    ['an unknown role', { users: [{ ...user, role: 'root' }] }],
    [
      'a serial number that is none',
      { users: [{ ...user, certificate: { state: 'issued', serialNumber: '5B' } }] },
    ],
    ['a login ID with a line break', { users: [{ ...user, loginId: 'a\nb' }] }],
  ])('an answer that breaks the contract: %s', async (_, answer) => {
    const { session } = await logIn({ [USERS]: json(200, answer) });
    expect((await errorOf(session.administration.users())).errorName).toBe('bad-answer');
  });

  test('not-permitted', async () => {
    const { session } = await logIn({ [USERS]: problem(403, 'not-permitted') });
    expect((await errorOf(session.administration.users())).errorName).toBe('not-permitted');
  });
});

describe('a revocation', () => {
  const request = { serialNumber: SERIAL, confirmationPassword: 'geheim' };
  const done = { revokedAt: new Date(REVOKED_AT) };

  test('is sent once, with the reason where there is one', async () => {
    const { session, seen } = await logIn({ [REVOCATION]: json(200, REVOKED) });
    expect(await session.administration.revoke('tarodt', request)).toEqual(done);
    await session.administration.revoke('tarodt', { ...request, reason: 'keyCompromise' });
    expect(JSON.parse(seen[2]?.body ?? '')).toEqual(request);
    expect(JSON.parse(seen[3]?.body ?? '')).toEqual({ ...request, reason: 'keyCompromise' });
  });

  test('a login ID of any characters stays one part of the path', async () => {
    const { session, requests } = await logIn({
      'POST /users/a%3F%23%25%E5%A4%AA/revocation': json(200, { ...REVOKED, loginId: 'a?#%太' }),
    });
    expect(await session.administration.revoke('a?#%太', request)).toEqual(done);
    expect(requests()).toHaveLength(1);
  });

  const effectiveAt = '2026-11-22T06:30:00Z';
  test.each([
    ['takes it', json(200, { ...REVOKED, state: 'revocation-pending', effectiveAt, revokedAt: undefined })],
    [
      'tells the time of the request, too',
      json(200, { ...REVOKED, state: 'revocation-pending', effectiveAt }),
    ],
    ['has taken it before, and refuses it now', problem(409, 'revocation-pending', { effectiveAt })],
  ])('does not count yet where the bank %s', async (_, handler) => {
    const { session, requests } = await logIn({ [REVOCATION]: handler });
    const done = await session.administration.revoke('tarodt', request);
    expect([done, requests()]).toEqual([{ effectiveAt: new Date(effectiveAt) }, [REVOCATION]]);
  });

  test.each([
    [409, 'on-holiday', true],
    [422, 'reason-wanted', true],
    [403, 'on-holiday', false],
  ])('that is refused by a code that nobody knows: %i %s', async (status, code, isOfRequest) => {
    const { session, requests } = await logIn({ [REVOCATION]: problem(status, code) });
    const error = await errorOf(session.administration.revoke('tarodt', request));
    expect([error.errorName, error instanceof UnknownRefusal]).toEqual(['unexpected-refusal', isOfRequest]);
    expect(messageOf(error, 'en')).toContain(`(${code}, HTTP ${status})`);
    expect(requests()).toEqual([REVOCATION]);
  });

  test('is sent again only where the bank says that it did nothing', async () => {
    const limited = problem(429, 'too-many-requests', {}, { 'retry-after': '1' });
    const { session, requests } = await logIn({ [REVOCATION]: [busy, limited, json(200, REVOKED)] });
    expect(await session.administration.revoke('tarodt', request)).toEqual(done);
    expect(requests()).toEqual([REVOCATION, REVOCATION, REVOCATION]);
  });

  test.each([
    ['lost', cut],
    ['late', silence],
    ['no JSON', (_: unknown, response: Parameters<typeof cut>[1]) => response.end('{')],
    ['a fault', problem(500, 'internal')],
    ['somebody else’s', gateway],
    ["about somebody else's", json(200, { ...REVOKED, loginId: 'jirodt' })],
    ['without a time', json(200, { ...REVOKED, revokedAt: undefined })],
  ] as const)('an answer that is %s is settled by asking for the certificate', async (_, handler) => {
    const { session, requests } = await logIn(
      { [REVOCATION]: handler, [DETAILS]: [busy, json(200, GONE)] },
      { timeoutMs: 400 },
    );
    expect(await session.administration.revoke('tarodt', request)).toEqual(done);
    expect(requests()).toEqual([REVOCATION, DETAILS, DETAILS]);
  });

  test.each([
    ['it is not revoked (yet)', json(200, CERTIFICATE)],
    ['the certificate is another one', json(200, { ...GONE, serialNumber: `0${SERIAL.slice(1)}` })],
    ["it is somebody else's", json(200, { ...GONE, loginId: 'jirodt' })],
    ['it does not say when', json(200, { ...GONE, revokedAt: undefined })],
    ['the bank refuses', problem(401, 'session-ended')],
    ['nobody answers', cut],
  ])('nobody knows: %s', async (_, details) => {
    const { session, requests } = await logIn({ [REVOCATION]: cut, [DETAILS]: details });
    const error = await errorOf(session.administration.revoke('tarodt', request));
    expect(error.errorName).toBe('revocation-unsettled');
    expect(remedyOf(error, 'en')).toContain(`cert-tool revoke tarodt --serial-number ${SERIAL}`);
    expect(messageOf(error, 'ja') + remedyOf(error, 'ja')).not.toMatch(/[{}]/);
    expect(JSON.stringify(error.details)).not.toContain('geheim');
    expect(requests().filter((name) => name === REVOCATION)).toHaveLength(1);
  });

  test('lost, and its owner was quicker', async () => {
    const superseded = { ...GONE, revocationReason: 'superseded' };
    const { session } = await logIn({ [REVOCATION]: cut, [DETAILS]: json(200, superseded) });
    const error = await errorOf(session.administration.revoke('tarodt', request));
    expect(error.errorName).toBe('certificate-changed');
    expect(messageOf(error, 'en')).toContain('tarodt');
  });

  test.each([
    [401, 'confirmation-refused', 'confirmation-refused'],
    [403, 'master-certificate', 'master-certificate'],
    [403, 'not-permitted', 'not-permitted'],
    [403, 'proof-required', 'proof-refused'],
    [409, 'nothing-to-revoke', 'nothing-to-revoke'],
    [409, 'certificate-changed', 'certificate-changed'],
    [409, 'revocation-pending', 'revocation-pending'],
    [423, 'account-locked', 'account-locked'],
  ])('%i %s is final', async (status, code, name) => {
    const { session, requests } = await logIn({ [REVOCATION]: problem(status, code, { attemptsLeft: 2 }) });
    const error = await errorOf(session.administration.revoke('tarodt', request));
    expect(error).toMatchObject({ errorName: name, details: { attemptsLeft: 2, requestId: 'r-1' } });
    for (const language of ['ja', 'en'] as const) {
      const words = messageOf(error, language) + remedyOf(error, language);
      expect(words).not.toMatch(/[{}]|RAW WORDS/);
      if (['nothing-to-revoke', 'certificate-changed', 'revocation-pending'].includes(code))
        expect(words).toContain('tarodt');
      // It is the one who revokes that is locked.
      if (code === 'account-locked') expect(words).toContain('hanakodt');
    }
    expect(requests()).toEqual([REVOCATION]);
  });

  test('of nobody', async () => {
    const { session } = await logIn({ [REVOCATION]: problem(404, 'not-found') });
    expect(await errorOf(session.administration.revoke('tarodt', request))).toMatchObject({
      code: 'not-found',
    });
  });

  test('cannot be cancelled under way; what follows can', async () => {
    const abort = new AbortController();
    const { session } = await logIn(
      { [REVOCATION]: json(200, REVOKED), 'GET /me': silence },
      { signal: abort.signal },
    );
    const asked = session.administration.revoke('tarodt', request);
    abort.abort(new Error('cancelled'));
    expect(await asked).toEqual(done);
    await expect(session.states.me()).rejects.toThrow('cancelled');
  });
});

test('what a proxy keeps from the bank was not done: nobody has to ask what became of it', async () => {
  const behaviour: { -readonly [K in keyof ProxyBehaviour]: ProxyBehaviour[K] } = {};
  const proxy = proxyAt((await serveProxy(behaviour)).url);
  // Each request by a connection of its own.
  const closing = (status: number, body: unknown) => json(status, body, { connection: 'close' });
  const table = { 'POST /sessions': closing(201, SESSION), 'GET /status': closing(200, STATUS) };
  const { session, requests } = await logIn(table, { proxy });
  behaviour.instead = { status: 503 };
  const request = { serialNumber: SERIAL, confirmationPassword: 'x' };
  const error = await errorOf(session.administration.revoke('tarodt', request));
  expect(error.errorName).toBe('bank-unreachable');
  expect(requests()).toEqual([]);
});
