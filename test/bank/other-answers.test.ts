import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { messageOf, remedyOf } from '../../src/core/error.ts';
import { makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';
import { connect, errorOf, STATUS } from './fixtures.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** A client of something that gives each request this answer. */
async function askedOf({ status, headers = {}, body = '' }: Answer) {
  const { url, seen } = await serveTls(certificates.good, (_, response: ServerResponse) => {
    response.writeHead(status, headers);
    response.end(body);
  });
  return { ...connect(url, certificates.ca.pem), seen, host: new URL(url).host };
}

const html = { 'content-type': 'text/html; charset=Shift_JIS' };
const SECRET = 'SECRET';

describe('what answers instead of the bank is called so', () => {
  test.each<[string, Answer, RegExp]>([
    ['a page', { status: 200, headers: html, body: SECRET }, /\(HTTP 200, a web page \(HTML\)\)/],
    ['a page of a filter', { status: 403, headers: html, body: SECRET }, /HTTP 403, a web page/],
    ['a web site', { status: 404, headers: { 'content-type': 'application/xhtml+xml' } }, /HTTP 404, a web/],
    [
      'a compressed page',
      { status: 200, headers: { ...html, 'content-encoding': 'gzip' }, body: 'x' },
      /HTML/,
    ],
    [
      'a login page elsewhere',
      { status: 302, headers: { location: `https://portal.example/?t=${SECRET}` } },
      /\(HTTP 302, to portal\.example\)/,
    ],
    [
      'a login page here',
      { status: 307, headers: { location: `/login?${SECRET}` } },
      /HTTP 307, to another page/,
    ],
    ['a redirect to nowhere', { status: 301 }, /HTTP 301/],
    ['a proxy', { status: 407, headers: { 'proxy-authenticate': 'Basic realm="x"' } }, /HTTP 407/],
    ['a network that wants a login', { status: 511, headers: html, body: SECRET }, /HTTP 511/],
    [
      'a proxy that inspects',
      { status: 503, headers: { ...html, 'x-squid-error': 'ERR_SECURE_CONNECT_FAIL 0' }, body: SECRET },
      /HTTP 503 ERR_SECURE_CONNECT_FAIL/,
    ],
    ['a word', { status: 200, headers: { 'content-type': 'text/plain' }, body: SECRET }, /HTTP 200, text/],
    ['bytes of no type', { status: 200, body: SECRET }, /HTTP 200, text/],
    ['nothing', { status: 200 }, /HTTP 200, empty/],
  ])('%s', async (_, answer, words) => {
    const { bank, seen, host } = await askedOf(answer);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('other-answer');
    const message = messageOf(error, 'en');
    expect(message).toMatch(/^A filter, proxy or login page answered instead of the bank at /);
    expect(message).toMatch(words);
    expect(message).toContain(host);
    expect(remedyOf(error, 'ja')).toContain(`https://${host}/`);
    expect(JSON.stringify([message, messageOf(error, 'ja'), String(error.cause)])).not.toContain(SECRET);
    // It will be the same in a moment.
    expect(seen.length).toBe(1);
  });

  test.each<[string, Answer, string]>([
    ['a gateway of the bank', { status: 502, headers: html }, 'bank-error'],
    [
      'JSON of another service',
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
      'bad-answer',
    ],
    ['another type', { status: 200, headers: { 'content-type': 'text/json' }, body: '{}' }, 'bad-answer'],
  ])('%s is not', async (_, answer, name) => {
    const { bank } = await askedOf(answer);
    expect((await errorOf(bank.status())).errorName).toBe(name);
  });
});

describe('codings of the answer', () => {
  const body = JSON.stringify(STATUS);
  const json = { 'content-type': 'application/json' };

  test('none is asked for, and identity is none', async () => {
    const { bank, seen } = await askedOf({
      status: 200,
      headers: { ...json, 'content-encoding': 'identity' },
      body,
    });
    expect((await bank.status()).bankId).toBe('demo');
    expect(seen[0]?.headers['accept-encoding']).toBe('identity');
  });

  test('a mark before the JSON does not matter', async () => {
    const { bank } = await askedOf({ status: 200, headers: json, body: `\ufeff${body}` });
    expect((await bank.status()).bankId).toBe('demo');
  });

  test.each([
    ['gzip', gzipSync(body)],
    ['br', brotliCompressSync(body)],
    ['Deflate', deflateSync(body)],
  ])('%s is named', async (coding, coded) => {
    const { bank } = await askedOf({
      status: 200,
      headers: { ...json, 'content-encoding': coding },
      body: coded,
    });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('bad-answer');
    expect(messageOf(error, 'en')).toContain(`GET /status: Content-Encoding ${coding.toLowerCase()}`);
  });

  test('also of a refusal', async () => {
    const headers = { 'content-type': 'application/problem+json', 'content-encoding': 'gzip' };
    const { bank } = await askedOf({ status: 403, headers, body: gzipSync('{"code":"suspended"}') });
    expect(messageOf(await errorOf(bank.status()), 'en')).toContain('Content-Encoding gzip');
  });
});
