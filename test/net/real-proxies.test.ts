import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { messageOf, remedyOf } from '../../src/core/error.ts';
import { connect, errorOf, json, routes, SESSION, STATUS } from '../bank/fixtures.ts';
import {
  NO_APACHE,
  NO_SQUID,
  NO_TINYPROXY,
  startApache,
  startSquid,
  startTinyproxy,
} from '../support/real-proxies.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, type Issued, issue } from '../support/test-ca.ts';
import { proxyAt } from '../support/through-proxy.ts';
import { makeServerCertificates, type ServerCertificates, serveTls } from '../support/tls-server.ts';

let certificates: ServerCertificates;
let inspection: Issued;
beforeAll(() => {
  certificates = makeServerCertificates();
  const folder = makeTempFolder();
  inspection = issue(folder, { subject: '/O=Corp/CN=Corp Inspection CA', extensions: CA_EXTENSIONS });
  rmSync(folder, { recursive: true, force: true });
});

const PASSWORD = 'Kx7-geheim@/Qw9';
/** Tinyproxy starts with no other. */
const PLAIN = 'Kx7geheimQw9';
const users = { taro: PASSWORD };
const handler = routes({ 'GET /status': json(200, STATUS), 'POST /sessions': json(201, SESSION) });

/** A client of a real bank's server, by way of a proxy. @param user before the proxy's host */
async function through(proxy: string, user = '', trusted = [certificates.ca.pem]) {
  const server = await serveTls(certificates.good, handler);
  const url = `http://${user}${proxy}`;
  const client = connect(server.url, '', { ca: { extra: trusted }, proxy: proxyAt(url) });
  return { ...server, ...client };
}

/** The error of asking who the bank is, and a closed port at its PC. */
async function atClosedPort(proxy: string, user = '') {
  const { bank } = connect('https://localhost:9', certificates.ca.pem, {
    proxy: proxyAt(`http://${user}${proxy}`),
  });
  return errorOf(bank.status());
}

const right = `taro:${encodeURIComponent(PASSWORD)}@`;
const asking = [
  ['squid', NO_SQUID, right, () => startSquid({ users })],
  ['Apache', NO_APACHE, right, () => startApache(users)],
  ['tinyproxy', NO_TINYPROXY, `taro:${PLAIN}@`, () => startTinyproxy({ taro: PLAIN })],
] as const;

describe.each(asking)('%s that wants a password%s', (_, missing, user, start) => {
  test.skipIf(missing)('takes the right one', async () => {
    const { bank, seen } = await through(await start(), user);
    expect((await bank.status()).bankId).toBe('demo');
    expect((await bank.status()).bankId).toBe('demo');
    expect(JSON.stringify(seen)).not.toContain('proxy-auth');
  });

  test.skipIf(missing)('refuses none and a wrong one, and that is not the bank', async () => {
    const proxy = await start();
    const none = await errorOf((await through(proxy)).bank.status());
    expect(none.errorName).toBe('proxy-login');
    expect(messageOf(none, 'en')).toContain('it wants a user name and a password');
    const wrong = await errorOf((await through(proxy, 'taro:wrong@')).bank.logIn('taro', 'x'));
    expect(wrong.errorName).toBe('proxy-login');
    expect(messageOf(wrong, 'en')).toContain('refused the user name or the password');
    const other = await errorOf((await through(proxy, 'taro:%E3%83%91@')).bank.status());
    expect(messageOf(other, 'en')).toContain('went as UTF-8');
  });

  test.skipIf(missing)('does not reach a bank that is not there', async () => {
    const error = await atClosedPort(await start(), user);
    expect(error.errorName).toBe('bank-unreachable');
    expect(messageOf(error, 'en')).toMatch(
      /the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) did not find it or could not connect to it \(HTTP 50\d/,
    );
  });
});

describe(`squid${NO_SQUID}`, () => {
  test.skipIf(NO_SQUID)('with a password of other scripts', async () => {
    const proxy = await startSquid({ users: { taro: 'パスワード' } });
    const { bank } = await through(proxy, `taro:${encodeURIComponent('パスワード')}@`);
    expect((await bank.status()).bankId).toBe('demo');
  });

  test.skipIf(NO_SQUID)('that does not allow the port', async () => {
    const { bank } = await through(await startSquid({ users, ports: [1] }), right);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('proxy-refused');
    expect(messageOf(error, 'en')).toContain('HTTP 403 ERR_ACCESS_DENIED');
  });

  test.skipIf(NO_SQUID)('that wants what cert-tool does not speak', async () => {
    const { bank } = await through(await startSquid({ schemes: ['negotiate', 'ntlm', 'digest'] }), right);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('proxy-scheme');
    expect(messageOf(error, 'en')).toMatch(/: Negotiate, NTLM, Digest$/);
  });

  test.skipIf(NO_SQUID)('that inspects: its issuer by name, and with its root it works', async () => {
    const proxy = await startSquid({ inspects: { ca: inspection, bank: certificates.ca } });
    const error = await errorOf((await through(proxy)).bank.status());
    expect(error.errorName).toBe('tls-untrusted');
    expect(messageOf(error, 'en')).toMatch(
      /through the proxy 127\.0\.0\.1:\d+, HTTPS_PROXY\) is not trusted: it was issued by "Corp Inspection CA"/,
    );
    expect(remedyOf(error, 'en')).toContain("an exception for the bank's login page, too");
    const { bank } = await through(proxy, '', [inspection.pem]);
    expect((await bank.status()).bankId).toBe('demo');
  });

  test.skipIf(NO_SQUID)('that inspects, and does not trust the bank itself', async () => {
    const proxy = await startSquid({ inspects: { ca: inspection, bank: inspection } });
    const { bank } = await through(proxy, '', [inspection.pem]);
    const error = await errorOf(bank.status());
    expect(error.errorName).toBe('other-answer');
    expect(messageOf(error, 'en')).toContain('ERR_SECURE_CONNECT_FAIL');
  });
});
