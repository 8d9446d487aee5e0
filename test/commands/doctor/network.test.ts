import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { json, problem, STATUS } from '../../bank/fixtures.ts';
import { type ProxyBehaviour, serveProxy, serveTcp } from '../../support/proxy.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import type { Issued } from '../../support/test-ca.ts';
import {
  type Handler,
  makeServerCertificates,
  type ServerCertificates,
  serveTls,
} from '../../support/tls-server.ts';
import { doctored, recorded } from './examined.ts';

/** The way to the bank, made wrong for real: servers, proxies and TLS of this machine. */

let certificates: ServerCertificates;
beforeAll(() => {
  certificates = makeServerCertificates();
});

const open = (more: object = {}): Handler =>
  json(200, { ...STATUS, time: new Date().toISOString(), ...more });

/** A PC whose config names a server that answers so. */
async function pc(handler: Handler, { with: shown = certificates.good, ca = true } = {}) {
  const home = tempFolder();
  const { url } = await serveTls(shown, handler);
  return { home, url, args: configured(home, url, ca) };
}

function configured(home: string, bank: string, ca = true): string[] {
  const caFile = join(home, 'root.pem');
  writeFileSync(caFile, certificates.ca.pem);
  return ['--bank', bank, '--store', 'file', ...(ca ? ['--ca-file', caFile] : [])];
}

test('a bank that answers: every step is well, and the foreign root is named', async () => {
  const { home, args } = await pc(open());
  const { document, check } = await doctored(home, args);
  for (const id of ['dns', 'proxy', 'connection', 'clock', 'tls', 'bank', 'version']) {
    expect([id, check(id).status]).toEqual([id, 'ok']);
  }
  expect(check('tls-root')).toMatchObject({ status: 'warning', error: { name: 'tls-inspected' } });
  expect(check('tls-root').error?.message).toContain('Test Inspection Root');
  expect(check('bank').note).toBe(STATUS.name);
  expect(document.cause).toBe('certificate-present');
});

describe('the bank', () => {
  test.each<[string, string, Handler]>([
    ['maintenance', 'maintenance', open({ status: 'maintenance', until: '2026-12-01T00:00:00Z' })],
    ['maintenance', 'closed altogether', problem(503, 'maintenance')],
    ['bank-unavailable', 'a gateway', problem(503, 'unavailable')],
    ['bank-error', 'a fault', problem(500, 'internal')],
    ['too-many-requests', 'too much', problem(429, 'slow-down', {}, { 'retry-after': '60' })],
    ['bad-answer', 'a contract that is broken', json(200, { ...STATUS, bankId: 7 })],
    ['bad-answer', 'a contract that is newer', open({ apiVersion: '2.0' })],
    ['client-too-old', 'a newer client wanted', open({ client: { minimum: '9.0.0' } })],
  ])('%s: %s', async (name, _what, handler) => {
    const { home, args } = await pc(handler);
    const { document, exitCode } = await doctored(home, args);
    expect([document.error?.name, exitCode]).toEqual([name, 11]);
    expect(document.verdict).toContain(document.error?.code);
  });

  test('a page in its place', async () => {
    const { home, args } = await pc((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in to the guest network</h1>');
    });
    expect((await doctored(home, args)).document.error?.name).toBe('other-answer');
  });

  test('a contract that is older is worth knowing', async () => {
    const { home, args } = await pc(open({ apiVersion: '0.9' }));
    const { check } = await doctored(home, args);
    expect(check('contract')).toMatchObject({ status: 'warning', error: { name: 'bad-answer' } });
    expect(check('contract').error?.hint).toContain('Ask the bank');
  });

  test('a newer client recommended', async () => {
    const { home, args } = await pc(open({ client: { recommended: '9.0.0' } }));
    const { check } = await doctored(home, args);
    expect(check('version')).toMatchObject({ status: 'warning', error: { name: 'client-outdated' } });
  });
});

describe('TLS', () => {
  test.each<[string, (made: ServerCertificates) => Issued, string]>([
    ['tls-expired', ({ expired }) => expired, 'CT-6007'],
    ['tls-expired', ({ notYetValid }) => notYetValid, 'CT-6007'],
    ['tls-wrong-name', ({ otherName }) => otherName, 'CT-6008'],
    ['tls-untrusted', ({ selfSigned }) => selfSigned, 'CT-6006'],
  ])('%s', async (name, shown, code) => {
    const { home, args } = await pc(open(), { with: shown(certificates) });
    const { document, check } = await doctored(home, args);
    expect(document).toMatchObject({ cause: 'tls', error: { name, code } });
    const isOfDates = name === 'tls-expired';
    expect(document.verdict.includes("this PC's clock is right")).toBe(isOfDates);
    expect(document.error?.hint.startsWith('Tell the bank')).toBe(isOfDates);
    expect(check('bank')).toMatchObject({ status: 'not-examined', because: 'tls' });
  });

  test('inspected: the foreign root by its name', async () => {
    const { home, args } = await pc(open(), { ca: false });
    const { document } = await doctored(home, args);
    expect(document.error?.name).toBe('tls-untrusted');
    expect(document.verdict).toContain('Test Inspection Root');
  });

  test('no TLS at all', async () => {
    const port = await serveTcp((socket) => socket.end('220 mail\r\n'));
    const home = tempFolder();
    const { document } = await doctored(home, configured(home, `https://localhost:${port}`));
    expect(document).toMatchObject({ cause: 'tls', error: { name: 'tls-failed' } });
  });
});

describe('the clock', () => {
  const off = (ms: number) => open({ time: new Date(Date.now() + ms).toISOString() });

  test.each([
    [24 * 60, 'failed'],
    [-24 * 60, 'failed'],
    [10, 'warning'],
    [1, 'ok'],
  ])('%d minutes from the bank’s: %s', async (minutes, status) => {
    const { home, args } = await pc(off(minutes * 60_000));
    expect((await doctored(home, args)).check('clock').status).toBe(status);
  });

  test('it is the cause of a TLS certificate that seems to have expired', async () => {
    const day = 24 * 60 * 60 * 1000;
    const handler: Handler = (_, response) => {
      response.sendDate = false;
      response.writeHead(200, { date: new Date(Date.now() - 400 * day).toUTCString() }).end();
    };
    const { home, args } = await pc(handler, { with: certificates.notYetValid });
    const { document } = await doctored(home, args);
    expect(document).toMatchObject({ cause: 'clock', error: { name: 'clock-off' } });
    expect(document.verdict).toContain('400 days ahead');
  });
});

describe('the connection', () => {
  test('a host that nobody knows', async () => {
    const home = tempFolder();
    const { document, check } = await doctored(home, configured(home, 'https://nosuch.invalid'));
    expect(document).toMatchObject({ cause: 'dns', error: { name: 'unknown-host' } });
    expect(check('tls').status).toBe('not-examined');
    // What is on this PC is told all the same.
    expect(check('store-readable').status).toBe('ok');
  });

  test('a port that nobody listens at', async () => {
    const home = tempFolder();
    const { document } = await doctored(home, configured(home, 'https://localhost:1'));
    expect(document).toMatchObject({ cause: 'connection', error: { name: 'connection-refused' } });
  });

  test('a server that hangs up', async () => {
    const port = await serveTcp((socket) => socket.destroy());
    const home = tempFolder();
    const { document } = await doctored(home, configured(home, `https://localhost:${port}`));
    expect(['tls-failed', 'connection-lost']).toContain(document.error?.name);
  });

  test('a server that says nothing', async () => {
    const port = await serveTcp(() => {});
    const home = tempFolder();
    const args = [...configured(home, `https://localhost:${port}`), '--timeout', '1'];
    expect((await doctored(home, args)).document).toMatchObject({
      cause: 'connection',
      error: { name: 'timeout' },
    });
  });
});

describe('the proxy', () => {
  /** The proxy knows the host, which is this machine. */
  async function behind(behaviour: ProxyBehaviour, env: (url: string) => NodeJS.ProcessEnv) {
    const home = tempFolder();
    const { url } = await serveTls(certificates.otherName, open());
    const proxy = await serveProxy({ hosts: { 'bank.example': '127.0.0.1' }, ...behaviour });
    const bank = `https://bank.example:${new URL(url).port}`;
    return { ...(await doctored(home, configured(home, bank), { env: env(proxy.url) })), proxy };
  }

  test('which setting chose it', async () => {
    const { check } = await behind({}, (url) => ({ HTTPS_PROXY: url }));
    expect(check('proxy-setting').note).toContain('(HTTPS_PROXY)');
    expect(check('bank').status).toBe('ok');
  });

  test.each<[string, ProxyBehaviour]>([
    ['proxy-login', { users: { taro: 'secret' } }],
    [
      'proxy-scheme',
      { users: {}, challenge: () => ({ status: 407, headers: { 'proxy-authenticate': 'NTLM' } }) },
    ],
    ['proxy-refused', { instead: { status: 403 } }],
    ['bank-unreachable', { instead: { status: 502 } }],
  ])('%s', async (name, behaviour) => {
    const { document, check } = await behind(behaviour, (url) => ({ HTTPS_PROXY: url }));
    expect(document).toMatchObject({ cause: 'proxy', error: { name } });
    expect(check('connection').status).toBe('not-examined');
  });

  test('an exception that names nobody', async () => {
    const { check } = await behind({}, (url) => ({ HTTPS_PROXY: url, NO_PROXY: 'https://bank.example' }));
    expect(check('proxy-setting')).toMatchObject({ status: 'warning', error: { code: 'CT-2001' } });
    expect(check('proxy-setting').error?.message).toContain('NO_PROXY: "https://bank.example" names no host');
  });

  test('a wrong password for it, which is sent once', async () => {
    const { document, proxy } = await behind({ users: { taro: 'secret' } }, (url) => ({
      HTTPS_PROXY: url.replace('://', '://taro@'),
      CERT_TOOL_PROXY_PASSWORD: 'planted-wrong',
    }));
    expect(document).toMatchObject({ cause: 'proxy', error: { name: 'proxy-login' } });
    expect(JSON.stringify(document)).not.toContain('planted-wrong');
    expect(proxy.asked.filter(({ login }) => login !== undefined)).toHaveLength(1);
  });

  test('one that is not there', async () => {
    const { document } = await behind({}, () => ({ HTTPS_PROXY: 'http://127.0.0.1:1' }));
    expect(document).toMatchObject({ cause: 'proxy', error: { name: 'bank-unreachable' } });
    expect(document.verdict).toContain('127.0.0.1:1');
  });

  test('a variable that holds no address', async () => {
    const { document } = await behind({}, () => ({ HTTPS_PROXY: 'http://[' }));
    expect(document).toMatchObject({ cause: 'proxy-setting', error: { name: 'invalid-option' } });
  });

  test('a script of Windows’ settings (recorded)', async () => {
    const { home, args } = await pc(open());
    const alter = recorded(() => ({ way: async () => ({ script: 'http://wpad/x.pac' }) }));
    const { check } = await doctored(home, args, { alter });
    expect(check('proxy-setting').note).toContain('http://wpad/x.pac');
  });
});

test('without any network it is not the address that is wrong (recorded)', async () => {
  const alter = recorded(() => ({ hasNetwork: () => false }));
  const { document } = await doctored(tempFolder(), ['--bank', 'https://nosuch.invalid'], { alter });
  expect(document).toMatchObject({ cause: 'dns', error: { name: 'bank-unreachable' } });
  expect(document.verdict).toContain('this PC has no network');
});
