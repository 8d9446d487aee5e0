import { expect, test } from 'vitest';
import { Wire } from '../../src/bank-check/wire.ts';
import type { HttpAnswer } from '../../src/net/http-answer.ts';
import { good, problem } from '../support/faulty-bank.ts';

/** A wire that gets these answers one after the other. */
function wireOf(...answers: readonly HttpAnswer[]) {
  const left = [...answers];
  const waited: number[] = [];
  const wire = new Wire({
    http: { send: async () => left.shift() ?? good(500), close: async () => undefined },
    basePath: '/v1',
    version: '1.2.3',
    timeoutMs: 1000,
    signal: new AbortController().signal,
    log: () => undefined,
    wait: async (ms) => void waited.push(ms),
  });
  return { wire, waited };
}

const ME = { method: 'GET', path: '/me', token: 'a secret token' } as const;
const MINE = { loginId: 'x', name: 'x', role: 'general', certificate: { state: 'revoked' }, notices: [] };

test('a bank that has too much to do is waited for as long as it says', async () => {
  const busy = { ...problem(429, 'too-many-requests'), retryAfterSeconds: 7 };
  const { wire, waited } = wireOf(busy, busy, good(200, MINE));
  expect((await wire.send(ME)).status).toBe(200);
  expect(waited).toEqual([7000, 7000]);
});

test('but not for ever, and not where it does not say how long', async () => {
  const longer = { ...problem(503, 'maintenance'), retryAfterSeconds: 3600 };
  for (const answer of [longer, problem(503, 'unavailable')]) {
    const { wire, waited } = wireOf(answer, good(200, MINE));
    expect((await wire.send(ME)).status).toBe(503);
    expect(waited).toEqual([]);
  }
});

test.each([
  ['a good one', good(200, MINE), []],
  ['a member that is missing', good(200, { ...MINE, role: undefined }), ['body /role (required)']],
  ['no JSON', { ...good(200, MINE), body: Buffer.from('<html>') }, ['body no JSON']],
  ['another media type', { ...good(200, MINE), contentType: 'text/html' }, ['media-type text/html']],
  ['a coding', { ...good(200, MINE), coding: 'gzip' }, ['coding Content-Encoding: gzip']],
  ['a redirect', good(302), ['redirect HTTP 302']],
  ['a status that is not declared', good(204), ['status HTTP 204']],
  ['a problem', problem(401, 'session-ended'), []],
  [
    'one without its header',
    { ...problem(401, 'session-ended'), headers: {} },
    ['headers www-authenticate: -'],
  ],
  [
    'the code of another status',
    problem(401, 'too-early', { renewableFrom: '2027-01-01T00:00:00Z' }),
    ['problem /code too-early'],
  ],
  ['another status inside', problem(401, 'session-ended', { status: 403 }), ['problem /status 403']],
  [
    'tries that are missing',
    problem(401, 'session-ended', { requestId: '' }),
    ['problem /requestId (minLength 1)'],
  ],
])('%s is seen as what it is', async (_, answer, faults) => {
  const { wire } = wireOf(answer);
  await wire.send(ME);
  expect(wire.seen.map(({ fault }) => `${fault.kind} ${fault.seen}`)).toEqual(faults);
});

test('what is shown of a request has its name, and no token', async () => {
  const { wire } = wireOf(good(200, MINE));
  const { exchange } = await wire.send(ME);
  expect(exchange.request).toMatchObject({ path: '/v1/me', headers: { 'x-request-id': 'check-1' } });
  expect(JSON.stringify(exchange)).not.toContain('a secret token');
});
