import { beforeAll, describe, expect, test } from 'vitest';
import { messageOf, remedyOf } from '../../src/core/error.ts';
import { makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';
import { connect, errorOf, json, ME, PEM, problem, routes, SERIAL, SESSION, STATUS } from './fixtures.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

async function serve(table: Parameters<typeof routes>[0]) {
  const { url, seen } = await serveTls(certificates.good, routes(table));
  return { ...connect(url, certificates.ca.pem), seen };
}

function text(status: number, type: string, body: string, headers: Record<string, string> = {}) {
  return routes({
    'GET /status': (_, response) => {
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(body);
    },
  });
}

describe('good answers', () => {
  test('the status, in the language that was asked for', async () => {
    const { bank, seen } = await serve({
      'GET /status': json(200, { ...STATUS, motd: 'newer than this client' }),
    });
    expect(await bank.status()).toEqual({
      bankId: 'demo',
      apiVersion: '1.0',
      name: 'デモ銀行',
      status: 'ok',
      time: new Date('2026-11-22T05:00:00Z'),
      support: STATUS.support,
    });
    expect(seen[0]?.headers).toMatchObject({ 'accept-language': 'en', 'user-agent': 'cert-tool' });
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  });

  const RULES = { renewalDays: 28, revocationMinutes: 90 };
  test.each<[string, object, object]>([
    ['a rule of another type', { rules: { ...RULES, validityDays: '365' } }, { rules: RULES }],
    [
      'several rules out of range',
      { rules: { ...RULES, validityDays: -1, certificatesPerContract: 0, masterRevocableBy: [7] } },
      { rules: RULES },
    ],
    ['rules that are none', { rules: [] }, {}],
    ['no rules at all', { rules: null }, {}],
    ['rules that nobody knows', { rules: { ...RULES, weekends: { open: true } } }, { rules: RULES }],
    ['nobody who is known', { rules: { ...RULES, masterRevocableBy: ['deputy'] } }, { rules: RULES }],
    ['another page than https', { loginPage: 'http://bank.example' }, {}],
    [
      'a version of another type',
      { client: { minimum: 7, recommended: '9.0.0' } },
      { client: { recommended: '9.0.0' } },
    ],
    ['half a help desk', { support: { name: 'Desk' } }, { support: undefined }],
    ['no time of its end', { until: 'soon' }, {}],
  ])('what serves words alone is left out where it makes no sense: %s', async (_, odd, read) => {
    const { bank } = await serve({ 'GET /status': json(200, { ...STATUS, rules: undefined, ...odd }) });
    expect(await bank.status()).toEqual({
      ...{ bankId: 'demo', apiVersion: '1.0', name: 'デモ銀行', status: 'ok', time: new Date(STATUS.time) },
      ...{ support: STATUS.support, ...read },
    });
  });

  test('so it is with what is told of a certificate besides', async () => {
    const certificate = { state: 'issued', serialNumber: SERIAL, notAfter: '2027-11-22T23:59:59Z' };
    const odd = {
      renewableFrom: 'soon',
      device: 'x'.repeat(65),
      issuedAt: 5,
      lastUsedAt: null,
      acquireBy: '',
    };
    const { bank } = await serve({
      'POST /sessions': json(201, SESSION),
      'GET /me': [
        json(200, { ...ME, certificate: { ...certificate, ...odd } }),
        json(200, { ...ME, certificate: { ...certificate, ...odd, notAfter: 'soon' } }),
      ],
    });
    const session = await bank.logIn('jirodt', 'x');
    const read = { ...certificate, notAfter: new Date(certificate.notAfter) };
    expect(await session.states.me()).toEqual({ ...ME, certificate: read });
    expect(messageOf(await errorOf(session.states.me()), 'en')).toContain('/certificate/notAfter (format)');
  });

  test('the chain, one PEM each', async () => {
    const { bank } = await serve({
      'GET /ca': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/pem-certificate-chain' });
        response.end(`${PEM}${PEM.replace('AAAA', 'BBBB')}`);
      },
    });
    expect(await bank.caChain()).toEqual([PEM, PEM.replace('AAAA', 'BBBB')]);
  });

  test('chain and revocation list of the CA that was named', async () => {
    const { bank } = await serve({
      'GET /ca?authorityKeyId=0a1b': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/pem-certificate-chain' });
        response.end(PEM);
      },
      'GET /crl?authorityKeyId=0a1b': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/pkix-crl' });
        response.end(Buffer.from([0x30, 0x80, 0xff]));
      },
      'GET /ca?authorityKeyId=ffff': problem(404, 'not-found'),
      'GET /crl?authorityKeyId=ffff': problem(404, 'not-found'),
    });
    // As callers do that replace a part of it.
    const spread = { ...bank };
    expect(await spread.caChain('0a1b')).toEqual([PEM]);
    expect([...(await spread.crl('0a1b'))]).toEqual([0x30, 0x80, 0xff]);
    for (const refused of [spread.caChain('ffff'), spread.crl('ffff')]) {
      expect(await errorOf(refused)).toMatchObject({ name: 'BankRefusal', code: 'not-found', status: 404 });
    }
  });

  test('a session that is authenticated at once', async () => {
    const { bank, seen } = await serve({ 'POST /sessions': json(201, SESSION), 'GET /me': json(200, ME) });
    const session = await bank.logIn('jirodt', 'パスワード');
    expect(session.otp).toBeUndefined();
    expect(await session.states.me()).toEqual({ ...ME, certificate: { state: 'not-issued' } });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ loginId: 'jirodt', password: 'パスワード' });
    expect(seen[1]?.headers.authorization).toBe(`Bearer ${SESSION.token}`);
  });
});

describe('answers that break the contract', () => {
  const long = 'x'.repeat(1024 * 1024);
  test.each([
    ['no JSON', text(200, 'application/json', 'SECRET{'), 'GET /status: JSON'],
    ['another type', text(200, 'text/json', 'SECRET'), 'GET /status: Content-Type text/json'],
    ['a missing member', json(200, { ...STATUS, time: undefined }), '/time (required)'],
    ['a wrong value', json(200, { ...STATUS, status: 'SECRET' }), '/status (enum)'],
    ['a bad time', json(200, { ...STATUS, time: 'SECRET' }), '/time (format)'],
    ['an array', json(200, ['SECRET']), '(type)'],
    ['another good status', json(202, STATUS), 'HTTP 202'],
    ['a refusal that is not the bank’s', text(404, 'image/png', 'SECRET'), 'HTTP 404, image/png'],
    ['a problem without a code', text(403, 'application/problem+json', '{"detail":"SECRET"}'), 'HTTP 403'],
    ['more than a megabyte', json(200, { ...STATUS, name: `SECRET${long}` }), 'longer than 1048576 bytes'],
  ])('%s', async (_, handler, place) => {
    const { url, seen } = await serveTls(certificates.good, handler);
    const { bank } = connect(url, certificates.ca.pem);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('bad-answer');
    expect(messageOf(error, 'en')).toContain(place);
    expect(messageOf(error, 'en')).toContain(new URL(url).host);
    expect(JSON.stringify([messageOf(error, 'en'), error.cause, String(error.cause)])).not.toContain(
      'SECRET',
    );
    expect(seen.length).toBe(1);
  });

  test('a chain without certificates', async () => {
    const { url } = await serveTls(certificates.good, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/pem-certificate-chain' });
      response.end('garbage');
    });
    const { bank } = connect(url, certificates.ca.pem);
    expect((await errorOf(bank.caChain())).errorName).toBe('bad-answer');
  });

  test('a session that waits for a code, but does not say which', async () => {
    const { bank } = await serve({ 'POST /sessions': json(201, { ...SESSION, state: 'otp-required' }) });
    const error = await errorOf(bank.logIn('jirodt', 'x'));
    expect(messageOf(error, 'en')).toContain('POST /sessions: /otp (required)');
  });
});

describe('refusals of the login', () => {
  test.each([
    [401, 'credentials-refused', 'credentials-refused'],
    [423, 'account-locked', 'account-locked'],
    [403, 'suspended', 'suspended'],
    [403, 'service-not-enabled', 'service-not-enabled'],
    [403, 'no-word-we-know', 'unexpected-refusal'],
    [400, 'invalid-request', 'unexpected-refusal'],
    [403, 'constructor', 'unexpected-refusal'],
  ])('%i %s', async (status, code, name) => {
    const { bank, seen } = await serve({ 'POST /sessions': problem(status, code, { attemptsLeft: 3 }) });
    const error = await errorOf(bank.logIn('jirodt', 'geheim'));
    expect(error.errorName).toBe(name);
    expect(error.details.attemptsLeft).toBe(3);
    expect(error.details.requestId).toBe('r-1');
    expect(messageOf(error, 'ja') + remedyOf(error, 'ja')).not.toMatch(/[{}]|RAW WORDS/);
    expect(JSON.stringify(error.details)).not.toContain('geheim');
    expect(seen.length).toBe(1);
  });

  test("the remedy gives the bank's phone number once its status is known", async () => {
    const { bank } = await serve({
      'GET /status': json(200, STATUS),
      'POST /sessions': problem(423, 'account-locked'),
    });
    expect(remedyOf(await errorOf(bank.logIn('jirodt', 'x')), 'ja')).toMatch(/依頼してください。$/);
    await bank.status();
    const error = await errorOf(bank.logIn('jirodt', 'x'));
    expect(remedyOf(error, 'ja')).toContain('お問い合わせ: サポートデスク 0120-000-000(平日 9:00-18:00)');
    expect(remedyOf(error, 'en')).toContain('Support: サポートデスク, 0120-000-000');
    expect(messageOf(error, 'en')).toBe('The login ID jirodt is locked.');
  });
});

describe('faults of the bank', () => {
  test('maintenance: its end in Japan time, at once', async () => {
    const closed = problem(503, 'maintenance', { until: '2026-11-22T09:00:00Z' }, { 'retry-after': '1' });
    const { bank, waits } = await serve({ 'POST /sessions': closed });
    const error = await errorOf(bank.logIn('jirodt', 'x'));
    expect(error.errorName).toBe('maintenance');
    expect(messageOf(error, 'ja')).toContain('2026年11月22日 18時00分');
    expect(messageOf(error, 'en')).toContain('2026-11-22 18:00 JST');
    expect(waits).toEqual([]);
  });

  test('maintenance without an end', async () => {
    const { bank } = await serve({ 'POST /sessions': problem(503, 'maintenance') });
    const error = await errorOf(bank.logIn('jirodt', 'x'));
    expect(messageOf(error, 'ja')).toContain('未定');
  });

  test.each([
    [500, 'bank-error', 'HTTP 500'],
    [502, 'bank-error', 'HTTP 502'],
    [503, 'bank-unavailable', ''],
  ])('HTTP %i without a problem', async (status, name, words) => {
    const { url, seen } = await serveTls(certificates.good, text(status, 'text/html', '<h1>oops</h1>'));
    const { bank, waits } = connect(url, certificates.ca.pem);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe(name);
    expect(messageOf(error, 'en')).toContain(words);
    expect(waits).toEqual([500, 1000, 2000]);
    expect(seen.length).toBe(4);
  });

  test('429 with a long Retry-After: told at once', async () => {
    const { bank, waits } = await serve({
      'GET /status': problem(429, 'too-many-requests', {}, { 'retry-after': '90' }),
    });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('too-many-requests');
    expect(remedyOf(error, 'ja')).toBe('90 秒後に、もう一度実行してください。');
    expect(remedyOf(error, 'en')).toBe('Run the command again after 90 seconds.');
    expect(waits).toEqual([]);
  });

  test.each([
    ['seconds', { 'retry-after': '7' }],
    ['a date', { date: 'Sun, 22 Nov 2026 05:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 05:00:07 GMT' }],
  ])('Retry-After as %s is kept to', async (_, headers) => {
    const { bank, waits } = await serve({
      'GET /status': [problem(503, 'unavailable', {}, headers), json(200, STATUS)],
    });
    await bank.status();
    expect(waits).toEqual([7000]);
  });

  test('patience has an end, in sum', async () => {
    const { bank, waits } = await serve({
      'GET /status': problem(503, 'unavailable', {}, { 'retry-after': '9' }),
    });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('bank-unavailable');
    expect(waits).toEqual([9000, 9000]);
  });
});
