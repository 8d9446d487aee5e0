import { describe, expect, test } from 'vitest';
import { checkExchange, type Exchange } from '../support/contract.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };
const problem = { 'content-type': 'application/problem+json' };
const status = {
  bankId: 'demo',
  name: 'Demo',
  status: 'ok',
  time: '2026-11-22T05:00:00Z',
  apiVersion: '1.0',
};
const refusal = {
  type: 'urn:cert-tool:problem:credentials-refused',
  title: 'Login refused',
  status: 401,
  code: 'credentials-refused',
  detail: 'no',
  attemptsLeft: 3,
  requestId: 'r1',
};
const serial = '5b8e869e2bc4b2225302f34ada65184e';
const session = { authorization: 'Bearer 3q2-7wAAAAAAAAAAAAAAAA' };

const good: Exchange = {
  method: 'GET',
  path: '/v1/status',
  status: 200,
  responseHeaders: json,
  responseBody: status,
};
const refused: Exchange = {
  method: 'POST',
  path: '/sessions',
  status: 401,
  requestBody: { loginId: 'jirodt', password: 'x' },
  responseHeaders: { ...problem, 'www-authenticate': 'Bearer' },
  responseBody: JSON.stringify(refusal),
};
const confirmed: Exchange = {
  method: 'POST',
  path: `/certificates/${serial}/confirmation`,
  status: 204,
  requestHeaders: session,
  responseHeaders: {},
};

describe('an exchange as the contract says passes', () => {
  test.each([
    ['an answer', good],
    ['a refusal', refused],
    ['an answer without a body', confirmed],
    ['a member that the contract does not know', { ...good, responseBody: { ...status, motd: 'hello' } }],
    ['fetch headers', { ...good, responseHeaders: new Headers(json) }],
  ])('%s', (_, exchange) => {
    expect(() => checkExchange(exchange)).not.toThrow();
  });
});

describe('a deviation is found', () => {
  test.each<[string, Exchange, RegExp]>([
    ['unknown path', { ...good, path: '/v1/state' }, /path is not in the contract/],
    ['unknown method', { ...good, method: 'PUT' }, /method is not in the contract/],
    ['undeclared status', { ...good, status: 418 }, /status is not in the contract/],
    ['wrong content type', { ...good, responseHeaders: { 'content-type': 'text/html' } }, /text\/html/],
    ['no content type', { ...good, responseHeaders: {} }, /\(none\)/],
    ['no body', { ...good, responseBody: '' }, /no body/],
    ['a body too many', { ...confirmed, responseBody: '{}', responseHeaders: json }, /has a body/],
    ['missing member', { ...good, responseBody: { ...status, time: undefined } }, /'time'/],
    ['no time', { ...good, responseBody: { ...status, time: '2026-11-22 05:00' } }, /date-time/],
    [
      'no attemptsLeft',
      { ...refused, responseBody: { ...refusal, attemptsLeft: undefined } },
      /attemptsLeft/,
    ],
    ["another place's code", { ...refused, responseBody: { ...refusal, code: 'otp-refused' } }, /constant/],
    ['no WWW-Authenticate', { ...refused, responseHeaders: problem }, /WWW-Authenticate is missing/],
    ['no Retry-After', { ...refused, status: 429, responseHeaders: problem }, /Retry-After is missing/],
    [
      'status of the problem',
      { ...refused, responseBody: { ...refusal, status: 403 } },
      /problem's status is 403/,
    ],
    ['accepted without a session', { ...confirmed, requestHeaders: {} }, /without a session/],
    ['accepted a bad parameter', { ...confirmed, path: '/certificates/ABC/confirmation' }, /serialNumber/],
    [
      'accepted a bad request',
      {
        ...good,
        method: 'POST',
        path: '/certificates',
        requestBody: { csr: 1 },
        responseBody: {
          certificate: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n',
          chain: ['-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'],
          serialNumber: serial,
          notBefore: '2026-11-22T05:00:00Z',
          notAfter: '2027-11-22T23:59:59Z',
          confirmed: false,
        },
      },
      /request: .*csr/,
    ],
  ])('%s', (_, exchange, message) => {
    expect(() => checkExchange(exchange)).toThrow(message);
  });
});
