import { beforeAll, describe, expect, test } from 'vitest';
import type { BankOptions } from '../../src/bank/client.ts';
import { CertToolError } from '../../src/core/error.ts';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import type { RequestEvent } from '../../src/net/attempt.ts';
import { wait } from '../../src/system/clock.ts';
import { makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';
import {
  connect,
  cut,
  empty,
  errorOf,
  gateway,
  ISSUED,
  json,
  ME,
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

async function serve(table: Parameters<typeof routes>[0], options: Partial<BankOptions> = {}) {
  const { url, seen } = await serveTls(certificates.good, routes(table));
  return { ...connect(url, certificates.ca.pem, options), requests: () => seen.map(nameOf), seen };
}

const busy = problem(503, 'unavailable', {}, { 'retry-after': '1' });
const LOGIN = { 'POST /sessions': json(201, SESSION) };
const LOGIN_OTP = { 'POST /sessions': json(201, WAITING) };
const OTP = 'POST /sessions/current/otp';

describe('login', () => {
  test('a lost answer is not asked for again', async () => {
    const { bank, requests } = await serve({ 'POST /sessions': cut });
    expect((await errorOf(bank.logIn('jirodt', 'x'))).errorName).toBe('connection-lost');
    expect(requests()).toEqual(['POST /sessions']);
  });

  test('nor is one that takes too long, nor one that makes no sense, nor a fault', async () => {
    for (const [handler, name] of [
      [silence, 'timeout'],
      [json(201, {}), 'bad-answer'],
      [problem(500, 'internal'), 'bank-error'],
      [gateway, 'bank-unavailable'],
    ] as const) {
      const { bank, requests } = await serve({ 'POST /sessions': handler }, { timeoutMs: 300 });
      expect((await errorOf(bank.logIn('jirodt', 'x'))).errorName).toBe(name);
      expect(requests()).toEqual(['POST /sessions']);
    }
  });

  test('is sent again where the bank says that it did nothing', async () => {
    const limited = problem(429, 'too-many-requests', {}, { 'retry-after': '2' });
    const { bank, waits } = await serve({ 'POST /sessions': [busy, limited, json(201, SESSION)] });
    await bank.logIn('jirodt', 'x');
    expect(waits).toEqual([1000, 2000]);
  });
});

describe('one-time password', () => {
  test('is sent again when asked for, and told of; not repeated when the answer is lost', async () => {
    const RESEND = 'POST /sessions/current/otp/resend';
    const later = { ...WAITING, otp: { ...WAITING.otp, expiresAt: '2026-11-22T05:09:00Z' } };
    const { bank, requests } = await serve({ ...LOGIN_OTP, [RESEND]: [json(202, later), cut] });
    const session = await bank.logIn('jirodt', 'x');
    await session.resendOtp();
    expect(session.otp?.expiresAt).toEqual(new Date('2026-11-22T05:09:00Z'));
    expect((await errorOf(session.resendOtp())).errorName).toBe('connection-lost');
    expect(requests()).toEqual(['POST /sessions', RESEND, RESEND]);
  });

  test('is told of, and taken', async () => {
    const { bank, seen } = await serve({ ...LOGIN_OTP, [OTP]: json(200, SESSION) });
    const session = await bank.logIn('jirodt', 'x');
    expect(session.otp).toEqual({
      method: 'token',
      digits: 6,
      expiresAt: new Date('2026-11-22T05:05:00Z'),
      attemptsLeft: 5,
    });
    await session.submitOtp('123456');
    expect(session.otp).toBeUndefined();
    expect(seen[1]?.body).toBe('{"code":"123456"}');
  });

  test.each([
    ['otp-refused', 'otp-refused'],
    ['otp-expired', 'otp-expired'],
    ['session-ended', 'session-ended'],
    ['session-required', 'session-lost'],
  ])('%s', async (code, name) => {
    const { bank, requests } = await serve({ ...LOGIN_OTP, [OTP]: problem(401, code, { attemptsLeft: 2 }) });
    const session = await bank.logIn('jirodt', 'x');
    const error = await errorOf(session.submitOtp('123456'));
    expect(error.errorName).toBe(name);
    expect(error.details.attemptsLeft).toBe(2);
    expect(session.otp?.attemptsLeft).toBe(2);
    expect(requests().length).toBe(2);
  });

  test.each([
    ['a lost answer', cut],
    ['an answer of somebody else', gateway],
  ])('%s: the bank says that it was taken', async (_, answer) => {
    const { bank, requests } = await serve({ ...LOGIN_OTP, [OTP]: answer, 'GET /me': [busy, json(200, ME)] });
    const session = await bank.logIn('jirodt', 'x');
    await session.submitOtp('123456');
    expect(session.otp).toBeUndefined();
    expect(requests()).toEqual(['POST /sessions', OTP, 'GET /me', 'GET /me']);
  });

  test('an answer of somebody else: it is not sent again, nor is the wish for another', async () => {
    const RESEND = 'POST /sessions/current/otp/resend';
    const table = {
      ...LOGIN_OTP,
      [OTP]: gateway,
      [RESEND]: gateway,
      'GET /me': problem(403, 'otp-required'),
    };
    const { bank, requests } = await serve(table);
    const session = await bank.logIn('jirodt', 'x');
    expect((await errorOf(session.resendOtp())).errorName).toBe('bank-unavailable');
    expect((await errorOf(session.submitOtp('123456'))).errorName).toBe('bank-unavailable');
    expect(requests()).toEqual(['POST /sessions', RESEND, OTP, 'GET /me']);
  });

  test.each([
    ['it was not taken', problem(403, 'otp-required')],
    ['nobody knows', cut],
  ])('a lost answer: %s', async (_, me) => {
    const { bank, requests } = await serve({ ...LOGIN_OTP, [OTP]: cut, 'GET /me': me });
    const session = await bank.logIn('jirodt', 'x');
    expect((await errorOf(session.submitOtp('123456'))).errorName).toBe('connection-lost');
    expect(session.otp).toBeDefined();
    expect(requests().filter((name) => name === OTP).length).toBe(1);
  });
});

describe('certificates', () => {
  test('a request is repeated, the very same, until its answer arrives', async () => {
    const again = json(200, ISSUED);
    const { bank, seen } = await serve({
      ...LOGIN,
      'POST /certificates': [cut, problem(500, 'internal'), busy, again],
    });
    const session = await bank.logIn('jirodt', 'x');
    expect(await session.requestCertificate('CSR')).toEqual({
      certificate: PEM,
      chain: [PEM, PEM],
      serialNumber: SERIAL,
      confirmed: false,
    });
    expect(seen.slice(1).map(({ body }) => body)).toEqual(Array(4).fill('{"csr":"CSR"}'));
  });

  test.each([
    [409, 'certificate-exists'],
    [422, 'key-used'],
  ])('%i %s is for the flow to decide', async (status, code) => {
    const { bank } = await serve({ ...LOGIN, 'POST /certificates': problem(status, code) });
    const session = await bank.logIn('jirodt', 'x');
    const error = await errorOf(session.requestCertificate('CSR'));
    expect(error).toBeInstanceOf(BankRefusal);
    expect(error).toMatchObject({ code, status, errorName: 'unexpected-refusal' });
  });

  test('csr-refused', async () => {
    const { bank } = await serve({ ...LOGIN, 'POST /certificates': problem(422, 'csr-refused') });
    const session = await bank.logIn('jirodt', 'x');
    expect((await errorOf(session.requestCertificate('CSR'))).errorName).toBe('csr-refused');
  });

  test('confirmation is repeated, and its refusals are for the flow to decide', async () => {
    const path = `POST /certificates/${SERIAL}/confirmation`;
    const gone = problem(410, 'certificate-revoked');
    const { bank, requests } = await serve({
      ...LOGIN,
      [path]: [cut, empty, gone, problem(404, 'not-found')],
    });
    const session = await bank.logIn('jirodt', 'x');
    await session.confirming.confirm(SERIAL);
    expect(requests().length).toBe(3);
    expect(await errorOf(session.confirming.confirm(SERIAL))).toMatchObject({
      code: 'certificate-revoked',
      status: 410,
    });
    expect(await errorOf(session.confirming.confirm(SERIAL))).toMatchObject({
      code: 'not-found',
      status: 404,
    });
  });

  test('details of one', async () => {
    const { certificate, notBefore, notAfter } = ISSUED;
    const details = {
      loginId: 'jirodt',
      state: 'issued',
      confirmed: true,
      serialNumber: SERIAL,
      certificate,
    };
    const { bank } = await serve({
      ...LOGIN,
      [`GET /certificates/${SERIAL}`]: json(200, { ...details, notBefore, notAfter }),
    });
    const session = await bank.logIn('jirodt', 'x');
    expect(await session.states.certificate(SERIAL)).toEqual({ ...details, notBefore: new Date(notBefore) });
  });
});

describe('log-out', () => {
  test.each([
    ['done', empty],
    ['the session is over already', problem(401, 'session-ended')],
    ['no connection', cut],
    ['nonsense', json(200, {})],
  ])('%s: no error, and only once', async (_, handler) => {
    const { bank, requests } = await serve({ ...LOGIN, 'DELETE /sessions/current': handler });
    const session = await bank.logIn('jirodt', 'x');
    await session.logout();
    const count = requests().length;
    await session.logout();
    expect(requests().length).toBe(count);
  });

  test('takes no longer than 5 seconds', async () => {
    const { bank } = await serve({ ...LOGIN, 'DELETE /sessions/current': silence }, { timeoutMs: 60_000 });
    const session = await bank.logIn('jirodt', 'x');
    const started = performance.now();
    await session.logout();
    expect(performance.now() - started).toBeLessThan(6_000);
  });
});

describe('cancelling', () => {
  const reason = new CertToolError('cancelled');

  test('ends a request that waits for its answer', async () => {
    const cancel = new AbortController();
    const { bank } = await serve(
      {
        'GET /status': () => cancel.abort(reason),
      },
      { signal: cancel.signal },
    );
    expect(await errorOf(bank.status())).toBe(reason);
    expect(await errorOf(bank.caChain())).toBe(reason);
  });

  test('ends the wait for a repetition', async () => {
    const cancel = new AbortController();
    const { bank } = await serve({ 'GET /status': busy }, { signal: cancel.signal, wait });
    const failing = errorOf(bank.status());
    setTimeout(() => cancel.abort(reason), 50);
    expect(await failing).toBe(reason);
  });

  test('touches nothing from the certificate request on', async () => {
    const cancel = new AbortController();
    const { bank } = await serve(
      {
        ...LOGIN,
        'POST /certificates': (request, response) => {
          cancel.abort(reason);
          json(201, ISSUED)(request, response);
        },
        'GET /ca': (_, response) => {
          response.writeHead(200, { 'content-type': 'application/pem-certificate-chain' });
          response.end(PEM);
        },
        'GET /me': json(200, ME),
        [`POST /certificates/${SERIAL}/confirmation`]: empty,
        'DELETE /sessions/current': empty,
      },
      { signal: cancel.signal },
    );
    const session = await bank.logIn('jirodt', 'x');
    await session.requestCertificate('CSR');
    await bank.caChain();
    await session.states.me();
    await session.confirming.confirm(SERIAL);
    await session.logout();
    expect(await errorOf(bank.caChain())).toBe(reason);
  });
});

test('the log tells of each attempt, and of no secret', async () => {
  const events: RequestEvent[] = [];
  const { bank } = await serve(
    {
      'GET /status': json(200, STATUS),
      'POST /sessions': [busy, json(201, WAITING)],
      [OTP]: problem(401, 'otp-refused', { attemptsLeft: 4 }),
      'DELETE /sessions/current': cut,
    },
    { log: (event) => events.push(event) },
  );
  await bank.status();
  const session = await bank.logIn('jirodt', 'geheim');
  await errorOf(session.submitOtp('987654'));
  await session.logout();
  expect(events.slice(0, 5).map(({ durationMs, ...event }) => event)).toEqual([
    { method: 'GET', path: '/status', attempt: 1, status: 200 },
    { method: 'POST', path: '/sessions', attempt: 1, status: 503, failure: 'unavailable', requestId: 'r-1' },
    { method: 'POST', path: '/sessions', attempt: 2, status: 201 },
    { method: 'POST', path: OTP.slice(5), attempt: 1, status: 401, failure: 'otp-refused', requestId: 'r-1' },
    { method: 'DELETE', path: '/sessions/current', attempt: 1, failure: 'connection-lost' },
  ]);
  expect(events.every(({ durationMs = -1 }) => durationMs >= 0)).toBe(true);
  for (const secret of ['geheim', '987654', SESSION.token])
    expect(JSON.stringify(events)).not.toContain(secret);
});
