import { createServer as createHttp } from 'node:http';
import { createServer as createTcp } from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createBank } from '../../src/bank/client.ts';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { monotonicMs, wait } from '../../src/system/clock.ts';
import { connect, cut, errorOf, json, routes, STATUS, silence } from '../bank/fixtures.ts';
import { listen, makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});
const OPTIONS = { timeoutMs: 1000, language: 'en', wait, elapsed: monotonicMs } as const;
const ok = routes({ 'GET /status': json(200, STATUS) });

/** The address of a port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createTcp();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a server that can be trusted', () => {
  test('is trusted by its CA alone', async () => {
    const { url } = await serveTls(certificates.good, ok);
    const { bank } = connect(url, certificates.ca.pem);
    expect((await bank.status()).bankId).toBe('demo');
  });

  test('is trusted by a further CA beside the usual ones', async () => {
    const { url } = await serveTls(certificates.good, ok);
    const { bank } = connect(url, '', { ca: { extra: [certificates.ca.pem] } });
    expect((await bank.status()).name).toBe('デモ銀行');
  });
});

describe('a server that cannot be trusted', () => {
  test('unknown issuer: its name is told', async () => {
    const { url, seen } = await serveTls(certificates.good, ok);
    const { bank, waits } = connect(url, certificates.selfSigned.pem);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('tls-untrusted');
    expect(messageOf(error, 'en')).toContain('issued by "Test Inspection Root"');
    expect(messageOf(error, 'ja')).toContain('「Test Inspection Root」');
    expect(seen).toEqual([]);
    expect(waits).toEqual([]);
  });

  test('unknown issuer, usual roots', async () => {
    const { url } = await serveTls(certificates.good, ok);
    const { bank } = connect(url, '', { ca: undefined });
    expect((await errorOf(bank.status())).errorName).toBe('tls-untrusted');
  });

  test.each([
    ['selfSigned', 'tls-untrusted'],
    ['expired', 'tls-expired'],
    ['notYetValid', 'tls-expired'],
    ['otherName', 'tls-wrong-name'],
  ] as const)('%s: %s', async (which, name) => {
    const { url, seen } = await serveTls(certificates[which], ok);
    const { bank, waits } = connect(url, certificates.ca.pem);
    const error = await errorOf(bank.logIn('jirodt', 'secret'));
    expect(error.errorName).toBe(name);
    expect(messageOf(error, 'en')).toContain(new URL(url).host);
    expect(seen).toEqual([]);
    expect(waits).toEqual([]);
  });

  test('even if the environment asks for it', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { url } = await serveTls(certificates.selfSigned, ok);
    const { bank } = connect(url, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('tls-untrusted');
  });

  test('plain http on the port: tls-failed', async () => {
    const port = await listen(createHttp((_, response) => response.end('hello')));
    const { bank } = connect(`https://localhost:${port}`, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('tls-failed');
  });

  test('a connection that ends in the handshake: tls-failed', async () => {
    const port = await listen(createTcp((socket) => socket.once('data', () => socket.destroy())));
    const { bank } = connect(`https://localhost:${port}`, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('tls-failed');
  });
});

describe('no answer', () => {
  test('unknown host, after repetitions', async () => {
    const { bank, waits } = connect('https://no-such-host.invalid', certificates.ca.pem);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('unknown-host');
    expect(messageOf(error, 'en')).toContain('no-such-host.invalid');
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test('refused connection', async () => {
    const { bank } = connect(`https://127.0.0.1:${await closedPort()}`, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('connection-refused');
  });

  test('refused connection on each address of the name', async () => {
    const { bank } = connect(`https://localhost:${await closedPort()}`, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('connection-refused');
  });

  test('silence: timeout, tried twice', async () => {
    const { url, seen } = await serveTls(certificates.good, routes({ 'GET /status': silence }));
    const { bank } = connect(url, certificates.ca.pem, { timeoutMs: 200 });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('timeout');
    expect(messageOf(error, 'en')).toContain('0.2 seconds');
    expect(seen.length).toBe(2);
  });

  test('silence in the middle of the body: timeout', async () => {
    const { url } = await serveTls(certificates.good, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    const { bank } = connect(url, certificates.ca.pem, { timeoutMs: 200 });
    expect((await errorOf(bank.status())).errorName).toBe('timeout');
  });

  test('silence before TLS: timeout', async () => {
    const port = await listen(createTcp(() => {}));
    const { bank } = connect(`https://localhost:${port}`, certificates.ca.pem, { timeoutMs: 200 });
    expect((await errorOf(bank.status())).errorName).toBe('timeout');
  });

  test('a cancel ends the wait for a connection at once', async () => {
    const cancel = new AbortController();
    const port = await listen(createTcp(() => cancel.abort(new CertToolError('cancelled'))));
    const { bank } = connect(`https://localhost:${port}`, certificates.ca.pem, {
      timeoutMs: 600_000,
      signal: cancel.signal,
    });
    expect((await errorOf(bank.status())).errorName).toBe('cancelled');
    await bank.close();
  });

  test('a connection that is cut: repeated, then connection-lost', async () => {
    const { url, seen } = await serveTls(certificates.good, cut);
    const { bank } = connect(url, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('connection-lost');
    expect(seen.length).toBe(4);
  });

  test('a body that ends too early: connection-lost', async () => {
    const { url } = await serveTls(certificates.good, (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"bankId":', () => response.destroy());
    });
    const { bank } = connect(url, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('connection-lost');
  });

  test.each([
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\n{"ba'],
    ['in its head', 'Content-Type: appl'],
    ['before its body', 'Transfer-Encoding: chunked\r\n\r\n'],
  ])('an answer that ends too early %s, and closes: connection-lost', async (_, rest) => {
    const { createServer } = await import('node:tls');
    const { pem: cert, key } = certificates.good;
    const answer = `HTTP/1.1 200 OK\r\nConnection: close\r\n${rest}`;
    const server = createServer({ cert, key }, (socket) => socket.once('data', () => socket.end(answer)));
    const { bank, waits } = connect(`https://localhost:${await listen(server)}`, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('connection-lost');
    expect(waits).toHaveLength(3);
  });

  test('something that is not HTTP: bad-answer', async () => {
    const { createServer } = await import('node:tls');
    const { pem: cert, key } = certificates.good;
    const port = await listen(createServer({ cert, key }, (socket) => socket.end('220 mail ready\r\n')));
    const { bank } = connect(`https://localhost:${port}`, certificates.ca.pem);
    expect((await errorOf(bank.status())).errorName).toBe('bad-answer');
  });
});

describe('the address', () => {
  test.each([
    'http://bank.example',
    'ftp://bank.example',
    'bank.example',
    '',
    'https://',
    'https://u:geheim@bank.example',
    'htps//u:geheim@bank.example',
    'https://bank.example/?a=geheim',
  ])('%s cannot be used', (baseUrl) => {
    const open = () => createBank({ baseUrl, ...OPTIONS });
    expect(open).toThrow(expect.objectContaining({ errorName: 'invalid-bank-url' }));
  });

  test('a password in it is not shown', () => {
    const open = () => createBank({ baseUrl: 'https://u:geheim@bank.example', ...OPTIONS });
    expect(open).toThrow(expect.objectContaining({ message: expect.not.stringContaining('geheim') }));
  });

  test.each([
    ['', '/v1/status'],
    ['/', '/v1/status'],
    ['/v1', '/v1/status'],
    ['/v1/', '/v1/status'],
    ['/api/bank', '/api/bank/v1/status'],
  ])('base path of "%s"', async (path, expected) => {
    const { url, seen } = await serveTls(certificates.good, json(200, STATUS));
    const { bank } = connect(url + path, certificates.ca.pem);
    await bank.status();
    expect(seen.map((request) => request.path)).toEqual([expected]);
  });
});
