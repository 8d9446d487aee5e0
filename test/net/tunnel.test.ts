import { createServer as createTcp } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { messageOf, remedyOf } from '../../src/core/error.ts';
import type { AskForProxy } from '../../src/net/proxy-login.ts';
import { connect, errorOf, json, problem, routes, SESSION, STATUS, silence } from '../bank/fixtures.ts';
import { type ProxyBehaviour, serveProxy, serveTcp } from '../support/proxy.ts';
import { proxyAt } from '../support/through-proxy.ts';
import { listen, makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

const PASSWORD = 'Kx7-geheim/Qw9';
const TARO = encodeURIComponent(PASSWORD);
const bankHandler = routes({
  'GET /status': json(200, STATUS),
  'POST /sessions': json(201, SESSION),
  'GET /ca': problem(404, 'not-found'),
});

/** A bank behind a proxy, and a client that goes through it. @param user before the proxy's host, e.g. `taro:pw@` */
async function behind(
  behaviour: ProxyBehaviour,
  { user = '', ask }: { user?: string; ask?: AskForProxy } = {},
) {
  const server = await serveTls(certificates.good, bankHandler);
  const proxy = await serveProxy(behaviour);
  const through = proxyAt(proxy.url.replace('://', `://${user}`), { ask });
  const client = connect(server.url, certificates.ca.pem, { proxy: through });
  return { ...server, ...client, proxy, target: new URL(server.url).host };
}

/** A client whose proxy is at this port, or at this address. */
function clientThrough(at: number | string, timeoutMs = 10_000) {
  const url = typeof at === 'number' ? `http://127.0.0.1:${at}` : at;
  return connect('https://bank.example', certificates.ca.pem, { proxy: proxyAt(url), timeoutMs });
}

describe('a proxy that asks nobody', () => {
  test('is asked for the bank by its name, and told nothing else', async () => {
    const { bank, seen, proxy, target } = await behind({}, { user: `taro:${TARO}@` });
    expect((await bank.status()).bankId).toBe('demo');
    expect(proxy.asked).toEqual([{ target, login: undefined }]);
    expect(seen[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('serves several requests by one connection, and closing ends it', async () => {
    const { bank, proxy } = await behind({});
    await bank.status();
    await bank.status();
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
    await bank.close();
    await expect.poll(() => proxy.open()).toBe(0);
  });

  test('may be spoken to by TLS, by name', async () => {
    const { bank, proxy } = await behind(
      { certificate: certificates.good, users: { taro: PASSWORD } },
      {
        user: `taro:${TARO}@`,
      },
    );
    expect((await bank.status()).bankId).toBe('demo');
    expect(proxy.url).toMatch(/^https:/);
  });

  test('by TLS is trusted only with a certificate of its own name', async () => {
    const { bank } = await behind({ certificate: certificates.otherName });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('bank-unreachable');
    expect(error.message).toMatch(
      /the proxy localhost:\d+ \(HTTPS_PROXY\) and cert-tool do not agree on TLS/,
    );
  });
});

describe('a proxy that wants a login', () => {
  test.each([
    ['ASCII', PASSWORD],
    ['what has to be encoded in an address', 'a:b@c/d%e?#'],
    ['other scripts, as UTF-8', 'パスワード'],
    ['an empty one', ''],
  ])('gets it after it has asked: %s', async (_, password) => {
    const behaviour = { users: { taro: password } };
    const { bank, proxy, target } = await behind(behaviour, {
      user: `taro:${encodeURIComponent(password)}@`,
    });
    await bank.status();
    expect(proxy.asked).toEqual([
      { target, login: undefined },
      { target, login: `taro:${password}` },
    ]);
  });

  test('a wrong one is sent once in a run, whatever asks the bank', async () => {
    const { bank, proxy, waits } = await behind({ users: { taro: PASSWORD } }, { user: 'taro:wrong@' });
    const failures = await Promise.all([
      errorOf(bank.status()),
      errorOf(bank.caChain()),
      errorOf(bank.logIn('taro', 'x')),
    ]);
    failures.push(await errorOf(bank.status()));
    expect(failures.map(({ errorName }) => errorName)).toEqual(Array(4).fill('proxy-login'));
    expect(proxy.asked.filter(({ login }) => login !== undefined)).toHaveLength(1);
    expect(waits).toEqual([]);
    expect(messageOf(failures[0] as never, 'en')).toMatch(
      /127\.0\.0\.1:\d+ .* refused the user name or the password for the proxy \(HTTPS_PROXY\)$/,
    );
  });

  test('tinyproxy says 401 of a wrong one: that is no word of the bank', async () => {
    const challenge: ProxyBehaviour['challenge'] = (sent) =>
      sent === undefined
        ? { status: 407, headers: { 'proxy-authenticate': 'Basic realm="tinyproxy"' } }
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="tinyproxy"' } };
    const { bank } = await behind({ users: {}, challenge }, { user: 'taro:wrong@' });
    expect((await errorOf(bank.logIn('taro', 'x'))).errorName).toBe('proxy-login');
  });

  test.each([
    ['', 'it wants a user name and a password', 'ユーザ名とパスワードが必要です'],
    ['taro@', 'it wants a password', 'パスワードが必要です'],
    ['taro:%E3%83%91@', 'its characters beyond ASCII went as UTF-8', 'UTF-8 で送信'],
  ])('%s: says what is missing', async (user, en, ja) => {
    const { bank } = await behind({ users: { taro: PASSWORD } }, { user });
    const error = await errorOf(bank.status());
    expect(messageOf(error, 'en')).toContain(en);
    expect(messageOf(error, 'ja')).toContain(ja);
    expect(remedyOf(error, 'en')).toContain('CERT_TOOL_PROXY_PASSWORD');
  });

  test('a person is asked, once for all connections, and may type another one', async () => {
    const asked: unknown[] = [];
    const answers = ['wrong', PASSWORD];
    const ask: AskForProxy = async (_, known) => {
      asked.push(known);
      return { userName: 'taro', password: answers.shift() ?? '' };
    };
    const { bank, proxy } = await behind({ users: { taro: PASSWORD } }, { ask });
    await Promise.all([bank.status(), bank.status(), bank.logIn('taro', 'x')]);
    expect(asked).toEqual([{}, { userName: 'taro', failed: 'refused' }]);
    const wrong = proxy.asked.filter(({ login }) => login === 'taro:wrong');
    expect(wrong).toHaveLength(1);
  });

  test('a person is not asked for ever', async () => {
    let count = 0;
    const ask: AskForProxy = async () => {
      count += 1;
      return { userName: 'taro', password: `wrong ${count}` };
    };
    const { bank } = await behind({ users: { taro: PASSWORD } }, { ask });
    expect((await errorOf(bank.status())).errorName).toBe('proxy-login');
    expect(count).toBe(3);
  });

  test('one that says nothing any more of a password does not get it again', async () => {
    let logins = 0;
    const port = await serveTcp((socket) =>
      socket.on('data', (data) => {
        if (!String(data).includes('Proxy-Auth') && !String(data).includes('proxy-auth')) {
          socket.end('HTTP/1.1 407 who?\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n');
          return;
        }
        logins += 1;
        socket.destroy();
      }),
    );
    const { bank } = clientThrough(`http://taro:x@127.0.0.1:${port}`);
    const error = await errorOf(bank.status());
    expect(logins).toBe(1);
    // Nobody's password need be wrong: a proxy answers once it has reached the bank.
    expect(error.errorName).toBe('bank-unreachable');
    expect(error.message).toContain('not sent again');
  });

  test.each([
    ['Negotiate', 'Negotiate'],
    [
      'Negotiate, NTLM, Digest realm="a, Basic", nonce="x", qop="auth", stale=false',
      'Negotiate, NTLM, Digest',
    ],
    ['Bearer', 'Bearer'],
    ['', '?'],
  ])('of another kind: %s', async (offered, shown) => {
    const challenge = () => ({ status: 407, headers: { 'proxy-authenticate': offered } });
    const { bank, proxy } = await behind({ users: {}, challenge }, { user: `taro:${TARO}@` });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('proxy-scheme');
    expect(messageOf(error, 'en')).toMatch(new RegExp(`does not speak: ${shown.replace('?', '\\?')}$`));
    expect(remedyOf(error, 'en')).toMatch(/exception: no login at the proxy for localhost:\d+/);
    expect(proxy.asked).toHaveLength(1);
  });
});

describe('a proxy that does not open a tunnel', () => {
  test.each([
    [
      '403',
      { status: 403, headers: { 'x-squid-error': 'ERR_ACCESS_DENIED 0' } },
      'proxy-refused',
      'HTTP 403 ERR_ACCESS_DENIED',
    ],
    ['403 by anybody', { status: 403, headers: { 'x-squid-error': '<b>' } }, 'proxy-refused', 'HTTP 403'],
    ['511', { status: 511 }, 'proxy-refused', 'HTTP 511'],
    [
      'unknown host, squid',
      { status: 500, headers: { 'x-squid-error': 'ERR_CANNOT_FORWARD 0' } },
      'bank-unreachable',
      'did not find it or could not connect to it (HTTP 500 ERR_CANNOT_FORWARD)',
    ],
    ['unknown host, Apache', { status: 502 }, 'bank-unreachable', 'did not find it or could not connect'],
    ['closed port', { status: 503 }, 'bank-unreachable', 'did not find it or could not connect'],
    ['unknown host, privoxy', { status: 404 }, 'bank-unreachable', 'did not find it or could not connect'],
    ['a web server', { status: 405 }, 'bank-unreachable', 'does not answer as a proxy does (HTTP 405)'],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://portal.example/' } },
      'bank-unreachable',
      'does not answer as a proxy does (HTTP 302)',
    ],
    [
      'a page',
      { status: 200, body: '<html>Log in to the network</html>' },
      'bank-unreachable',
      'does not answer as a proxy does (HTTP 200)',
    ],
  ])('%s', async (_, instead, name, words) => {
    const { bank, seen } = await behind({ instead });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe(name);
    expect(messageOf(error, 'en')).toContain(words);
    expect(messageOf(error, 'ja')).toMatch(/プロキシ/);
    expect(seen).toEqual([]);
  });

  test('is asked again for what may be otherwise in a moment, and not for a login', async () => {
    const { bank, proxy, waits } = await behind({ instead: { status: 503 } });
    await errorOf(bank.status());
    expect([proxy.asked.length, waits.length]).toEqual([4, 3]);
    await errorOf(bank.logIn('taro', 'x'));
    expect(proxy.asked).toHaveLength(5);
  });
});

describe('what is no proxy', () => {
  const here = /(127\.0\.0\.1|localhost):\d+ \(HTTPS_PROXY\)/;

  test.each([
    [
      'closes',
      (socket: import('node:net').Socket) => socket.destroy(),
      'cut the connection without an answer',
    ],
    [
      'talks nonsense',
      (socket: import('node:net').Socket) => socket.end('220 smtp.example ESMTP\r\n'),
      'does not answer as a proxy does',
    ],
  ])('%s', async (_, act, words) => {
    const { bank } = clientThrough(await serveTcp(act));
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('bank-unreachable');
    expect(error.message).toContain(words);
    expect(error.message).toMatch(here);
  });

  test('says nothing: the time is over, and it is named', async () => {
    const { bank, waits } = clientThrough(await serveTcp(() => {}), 200);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('bank-unreachable');
    expect(error.message).toMatch(
      /the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) gave no answer within 0\.\d seconds/,
    );
    expect(waits).toHaveLength(1);
  });

  test('says nothing: a cancelled request ends at once', async () => {
    const stop = new AbortController();
    const port = await serveTcp(() => stop.abort(new Error('enough')));
    const proxy = proxyAt(`http://127.0.0.1:${port}`);
    const { bank } = connect('https://bank.example', '', { proxy, signal: stop.signal, timeoutMs: 60_000 });
    await expect(bank.status()).rejects.toThrow('enough');
  });

  test('nobody listens', async () => {
    const server = createTcp();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await errorOf(clientThrough(port).bank.status());
    expect(error.message).toMatch(/the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) refuses connections/);
  });

  test('nobody has that name', async () => {
    const error = await errorOf(clientThrough('http://proxy.invalid:3128').bank.status());
    expect(error.message).toContain('the proxy proxy.invalid:3128 (HTTPS_PROXY) was not found');
  });

  test('https:// to one that speaks no TLS', async () => {
    const { port } = await serveProxy();
    const error = await errorOf(clientThrough(`https://localhost:${port}`).bank.status());
    expect(error.message).toContain('does not speak TLS: its address begins with http://');
  });

  test('http:// to one that speaks TLS', async () => {
    const { port } = await serveProxy({ certificate: certificates.good });
    const error = await errorOf(clientThrough(port).bank.status());
    expect(error.errorName).toBe('bank-unreachable');
    expect(error.message).toMatch(here);
  });
});

describe('inside the tunnel', () => {
  test('a foreign certificate: issuer, proxy, and the exception to ask for', async () => {
    const server = await serveTls(certificates.good, bankHandler);
    const proxy = await serveProxy();
    const { bank } = connect(server.url, certificates.selfSigned.pem, {
      proxy: proxyAt(proxy.url),
      loginPage: 'https://portal.bank.example/login',
    });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('tls-untrusted');
    expect(messageOf(error, 'en')).toMatch(
      /\(through the proxy 127\.0\.0\.1:\d+, HTTPS_PROXY\) is not trusted: it was issued by "Test Inspection Root"$/,
    );
    expect(remedyOf(error, 'en')).toContain(
      "an exception for the bank's login page (portal.bank.example), too",
    );
    expect(remedyOf(error, 'ja')).toContain('ログイン画面(portal.bank.example)を検査の対象外');
  });

  test('a connection that breaks names the proxy, which may be what broke it', async () => {
    const server = await serveTls(certificates.good, (_, response) => response.destroy());
    const proxy = await serveProxy();
    const { bank } = connect(server.url, certificates.ca.pem, { proxy: proxyAt(proxy.url) });
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('connection-lost');
    expect(messageOf(error, 'en')).toMatch(/ \(through the proxy 127\.0\.0\.1:\d+, HTTPS_PROXY\) broke\.$/);
    expect(messageOf(error, 'ja')).toMatch(/\(プロキシ 127\.0\.0\.1:\d+、HTTPS_PROXY を経由\) との接続/);
  });

  test('a bank that is silent is the bank', async () => {
    const server = await serveTls(certificates.good, silence);
    const proxy = await serveProxy();
    const options = { proxy: proxyAt(proxy.url), timeoutMs: 300 };
    const { bank } = connect(server.url, certificates.ca.pem, options);
    expect((await errorOf(bank.status())).errorName).toBe('timeout');
  });
});
