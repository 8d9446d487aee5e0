import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { newCa } from '../../../src/sandbox/business/new-ca.ts';
import { revokeCertificate } from '../../../src/sandbox/records/certificates.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { keyNamed, useSeededFolder } from '../support.ts';
import {
  forge,
  getCertificate,
  type Identity,
  identityOf,
  openPortal,
  type Page,
  type TestPortal,
  Visit,
} from './support.ts';

useSeededFolder();

const run = promisify(execFile);
const DAY_MS = 24 * 60 * 60 * 1000;
const JAPANESE = ['--header', 'Accept-Language: ja'];
const ENGLISH = ['--header', 'Accept-Language: en-GB,en;q=0.9,ja;q=0.5'];

/** 403 with this reason, on every path and in both languages, each with its own sentence. */
async function expectRefused(
  portal: TestPortal,
  identity: Identity | undefined,
  reason: string,
  ja: string,
  en: string,
): Promise<void> {
  const visit = () => new Visit(portal, identity);
  for (const [language, sentence] of [
    [JAPANESE, ja],
    [ENGLISH, en],
  ] as const) {
    const pages: Page[] = [await visit().get('/', ...language), await visit().get('/elsewhere', ...language)];
    pages.push(await visit().post('/login', { loginId: 'jirodt', password: 'demo-jirodt' }, ...language));
    for (const page of pages) {
      expect([page.status, page.reason]).toEqual([403, reason]);
      expect(page.html).toContain(sentence);
      expect(page.html).not.toContain('type="password"');
    }
  }
}

async function sClient(portal: TestPortal, options: string[], input = ''): Promise<string> {
  const { host } = new URL(portal.url);
  const child = run('openssl', ['s_client', '-connect', host, '-CAfile', portal.caFile, ...options], {
    encoding: 'utf8',
  });
  child.child.stdin?.end(input);
  const { stdout, stderr } = await child.catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

test('a good certificate opens the login form', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  for (const version of ['--tlsv1.3', '--tls-max']) {
    const page = await new Visit(portal, jiro).get(
      '/',
      ...(version === '--tls-max' ? [version, '1.2'] : [version]),
    );
    expect(page.status).toBe(200);
    expect(page.html).toContain('name="loginId" value="jirodt"');
    expect(page.html).toContain(jiro.serialNumber);
  }
  const head = await new Visit(portal, jiro).get('/', '--head');
  expect([head.status, head.html]).toEqual([200, '']);
});

test('refused: no certificate', async () => {
  await expectRefused(
    await openPortal(),
    undefined,
    'certificate-missing',
    'クライアント証明書が提示されませんでした。',
    'No client certificate was presented.',
  );
});

test("refused: another CA with the bank's names, the same subject and serial number", async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const issuing = new X509Certificate(portal.bank.identity().chain[0] ?? '');
  const nameOf = (lines: string) => `/${lines.split('\n').join('/')}`;
  const genuine = new X509Certificate(readFileSync(jiro.certificateFile));
  const ca = forge('another CA', {
    subject: nameOf(issuing.subject),
    serialNumber: issuing.serialNumber,
    purpose: 'clientAuth',
  });
  const forged = forge('thief', {
    subject: nameOf(genuine.subject),
    serialNumber: jiro.serialNumber,
    purpose: 'clientAuth',
    ca,
  });
  const copy = new X509Certificate(readFileSync(forged.certificateFile));
  expect([copy.subject, copy.issuer, copy.serialNumber]).toEqual([
    genuine.subject,
    genuine.issuer,
    genuine.serialNumber,
  ]);
  await expectRefused(
    portal,
    forged,
    'certificate-other-ca',
    '提示された証明書は、この銀行が発行したものではありません。',
    'The certificate that was presented was not issued by this bank.',
  );
  expect((await new Visit(portal, jiro).get()).status).toBe(200);
});

test("refused: signed by the bank's CA, but not in its records", async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  portal.bank.database.run('DELETE FROM certificates WHERE serial_number = ?', [jiro.serialNumber]);
  await expectRefused(
    portal,
    jiro,
    'certificate-unknown',
    '提示された証明書は、この銀行の記録にありません。',
    'The certificate that was presented is not in this bank&#39;s records.',
  );
});

test('refused: not for client authentication', async () => {
  const portal = await openPortal();
  const { serialNumber } = await getCertificate(portal, 'jirodt');
  const server = forge('server', { subject: '/CN=jirodt', serialNumber, purpose: 'serverAuth' });
  portal.bank.database.run('UPDATE certificates SET pem = ? WHERE serial_number = ?', [
    readFileSync(server.certificateFile, 'utf8'),
    serialNumber,
  ]);
  await expectRefused(
    portal,
    server,
    'certificate-wrong-purpose',
    '提示された証明書は、クライアント認証用ではありません。',
    'The certificate that was presented is not for client authentication.',
  );
});

test("refused: expired and not yet valid, to the second, by the bank's date", async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const { validFrom, validTo } = new X509Certificate(readFileSync(jiro.certificateFile));
  const setDate = (time: string, more: number) => {
    portal.date.offsetMs = Date.parse(time) + more - Date.now();
  };
  setDate(validTo, -60_000);
  expect((await new Visit(portal, jiro).get()).status).toBe(200);
  setDate(validTo, 1000);
  await expectRefused(
    portal,
    jiro,
    'certificate-expired',
    '提示された証明書の有効期限が切れています。',
    'The certificate that was presented has expired.',
  );
  setDate(validFrom, -DAY_MS);
  await expectRefused(
    portal,
    jiro,
    'certificate-not-yet-valid',
    '提示された証明書の有効期間は、まだ始まっていません。',
    'The certificate that was presented is not valid yet.',
  );
});

test('refused: revoked, with the reason', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const { bank } = portal;
  revokeCertificate(bank.database, jiro.serialNumber, bank.bankNow(), 'keyCompromise');
  await expectRefused(
    portal,
    jiro,
    'certificate-revoked',
    '提示された証明書は失効しています。',
    'The certificate that was presented is revoked.',
  );
  expect((await new Visit(portal, jiro).get('/', ...JAPANESE)).html).toContain('秘密キーの漏えい');
  expect((await new Visit(portal, jiro).get('/', ...ENGLISH)).html).toContain(
    'the private key was compromised',
  );
});

test('who has the certificate but not its key gets no answer at all', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const other = identityOf(readFileSync(jiro.certificateFile, 'utf8'), keyNamed('thief'), '');
  expect(createPrivateKey(keyNamed('thief')).asymmetricKeyType).toBe('rsa');
  await expect(new Visit(portal, other).get()).rejects.toThrow();
});

test("TLS asks for a certificate of the bank's CAs by name, from TLS 1.2 on", async () => {
  const portal = await openPortal();
  for (const version of ['-tls1_2', '-tls1_3']) {
    const text = await sClient(portal, [version, '-nameopt', 'RFC2253']);
    const names = /Acceptable client certificate CA names\n((?:.+\n)+?)(?=Requested|Client)/.exec(text)?.[1];
    expect(names?.trim().split('\n').sort()).toEqual([
      'CN=DEMO ROOT CA,OU=DEMO ANSER-WEB(BizSOL) TEST CA - G4,O=cert-tool DEMO',
      'OU=DEMO ANSER-WEB(BizSOL) TEST CA - G4,O=cert-tool DEMO',
    ]);
    expect(text).toContain('Verify return code: 0 (ok)');
  }
  for (const version of ['-tls1', '-tls1_1']) {
    expect(await sClient(portal, [version, '-cipher', 'ALL:@SECLEVEL=0'])).toMatch(/alert protocol version/);
  }
});

test('a new CA is asked for at once, without a restart, beside the former one; both let in', async () => {
  const portal = await openPortal();
  const old = await getCertificate(portal, 'jirodt');
  await newCa(portal.bank);
  const present = await getCertificate(portal, 'shirodt');
  for (const version of ['-tls1_2', '-tls1_3']) {
    const text = await sClient(portal, [version, '-nameopt', 'RFC2253']);
    const names = text.match(/^(?:CN=DEMO ROOT CA,)?OU=.* TEST CA - G\d,O=cert-tool DEMO$/gm);
    expect([...new Set(names)].sort()).toEqual(
      ['G4', 'G5']
        .flatMap((generation) => [
          `CN=DEMO ROOT CA,OU=DEMO ANSER-WEB(BizSOL) TEST CA - ${generation},O=cert-tool DEMO`,
          `OU=DEMO ANSER-WEB(BizSOL) TEST CA - ${generation},O=cert-tool DEMO`,
        ])
        .sort(),
    );
    expect(text).toContain('Verify return code: 0 (ok)');
  }
  for (const version of ['-tls1', '-tls1_1']) {
    expect(await sClient(portal, [version, '-cipher', 'ALL:@SECLEVEL=0'])).toMatch(/alert protocol version/);
  }
  for (const [loginId, identity] of [
    ['jirodt', old],
    ['shirodt', present],
  ] as const) {
    expect((await new Visit(portal, identity).get()).status).toBe(200);
    expect((await new Visit(portal, identity).logIn(loginId)).status).toBe(303);
    portal.bank.database.run('DELETE FROM certificates WHERE serial_number = ?', [identity.serialNumber]);
    expect((await new Visit(portal, identity).get()).reason).toBe('certificate-unknown');
  }
});

test('no session is resumed', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const own = ['-cert', jiro.certificateFile, '-key', jiro.keyFile, '-ign_eof'];
  const request = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
  for (const version of ['-tls1_2', '-tls1_3']) {
    const file = join(tempFolder(), 'session');
    const first = await sClient(portal, [version, ...own, '-sess_out', file], request);
    expect(first).toContain('HTTP/1.1 200');
    // In TLS 1.3 OpenSSL still sends two references, to sessions that the server never keeps.
    if (version === '-tls1_2') expect(first).not.toContain('TLS session ticket:');
    const again = await sClient(portal, [version, ...own, '-sess_in', file], request);
    expect(again).toMatch(/^New, TLSv1\.[23],/m);
    expect(again).not.toMatch(/^Reused/m);
  }
});

test('garbage instead of TLS or HTTP does no harm', async () => {
  const portal = await openPortal();
  const jiro = await getCertificate(portal, 'jirodt');
  const { hostname, port } = new URL(portal.url);
  const hello = Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0xff]);
  for (const bytes of [Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), hello, Buffer.alloc(5000, 0xff)]) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.resume().end(bytes);
    await once(socket, 'close');
  }
  const own = ['-cert', jiro.certificateFile, '-key', jiro.keyFile, '-ign_eof'];
  for (const request of [
    'nonsense\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b"<\r\n\r\n',
  ]) {
    expect(await sClient(portal, own, request)).toMatch(/HTTP\/1\.1 400/);
  }
  expect((await new Visit(portal, jiro).get()).status).toBe(200);
});
