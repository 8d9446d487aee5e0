import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { MalformedDer } from '../../src/pki/certificate.ts';
import { createPkcs12, type Pkcs12Encryption, SOFTWARE_KEY_STORAGE_PROVIDER } from '../../src/pki/pkcs12.ts';
import { privateKeysIn } from '../../src/pki/pkcs12-keys.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl, RSA } from '../support/test-ca.ts';

const PASSWORD = 'kR3_one-time.0123456789';
const ENCRYPTIONS: Pkcs12Encryption[] = ['aes-256', '3des'];
const NAME = 'ANSER-WEB データ花子 A002 (cert-tool)';
const NAMES = [NAME, '"quotes", \'single\' & <tags> \\ %PATH% $(x)', ' ', 'line\nbreak\ttab'];
/** What openssl does not decode, or not print whole. */
const FURTHER_NAMES = ['🙂𠮷 beyond the BMP', '花'.repeat(4000)];
const PK12UTIL = '/usr/bin/pk12util';

let ca: Issued;
let leaf: Issued;

beforeAll(() => {
  const folder = makeTempFolder();
  ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
  leaf = issue(folder, { subject: '/CN=jirodt', extensions: CLIENT_EXTENSIONS, issuer: ca, newKey: RSA });
  return () => rmSync(folder, { recursive: true, force: true });
});

function pfx(encryption: Pkcs12Encryption, friendlyName = 'name', keyProvider?: string): Buffer {
  return createPkcs12({
    privateKeyPem: leaf.key,
    certificatePem: leaf.pem,
    chain: [ca.pem],
    friendlyName,
    ...(keyProvider ? { keyProvider } : {}),
    password: PASSWORD,
    encryption,
  });
}

/** openssl's reading. `-legacy` is not needed: triple DES is in its default provider. */
function read(der: Buffer, ...args: string[]): string {
  return openssl(['pkcs12', '-passin', `pass:${PASSWORD}`, '-nodes', ...args], der).toString();
}

/** `-info` prints what the file is made of on stderr. */
function info(der: Buffer): string {
  const command = 'openssl pkcs12 -info -nodes -noout -passin "pass:$0" 2>&1';
  return execFileSync('sh', ['-c', command, PASSWORD], { input: der }).toString();
}

describe.each(ENCRYPTIONS)('a PKCS#12 file by %s', (encryption) => {
  test('openssl checks its MAC and reads key and certificates', () => {
    const der = pfx(encryption);
    const key = createPrivateKey(read(der, '-nocerts'));
    expect(key.equals(createPrivateKey(leaf.key))).toBe(true);
    expect(new X509Certificate(read(der, '-nokeys', '-clcerts')).raw).toEqual(
      new X509Certificate(leaf.pem).raw,
    );
    expect(new X509Certificate(read(der, '-nokeys', '-cacerts')).subject).toBe('CN=CA');
  });

  test('a wrong password is noticed', () => {
    expect(() => openssl(['pkcs12', '-passin', 'pass:wrong', '-nodes', '-noout'], pfx(encryption))).toThrow(
      /mac verify|invalid password/i,
    );
  });

  test.each(NAMES)('openssl reads the friendly name %j', (name) => {
    const file = join(tempFolder(), 'pfx');
    writeFileSync(file, pfx(encryption, name));
    const args = ['storeutl', '-certs', '-text', '-passin', `pass:${PASSWORD}`, file];
    expect(openssl(args).toString()).toContain(`Alias: ${name}\nKey Id:`);
  });

  test('names the key provider on the key and joins key and certificate by localKeyID', () => {
    const text = read(pfx(encryption, 'name', SOFTWARE_KEY_STORAGE_PROVIDER));
    expect(text).toContain(`Microsoft CSP Name: ${SOFTWARE_KEY_STORAGE_PROVIDER}`);
    const ids = Array.from(text.matchAll(/localKeyID: (.*)/g), (match) => match[1]?.trim());
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('without a friendly name and a provider there is no attribute for them', () => {
    const text = read(pfx(encryption, ''));
    expect(text).not.toMatch(/friendlyName|Microsoft CSP Name/);
  });

  test.skipIf(!existsSync(PK12UTIL)).each([...NAMES, ...FURTHER_NAMES])(
    "NSS's pk12util reads key and friendly name %j",
    (name) => {
      const folder = tempFolder();
      writeFileSync(join(folder, 'pfx'), pfx(encryption, name, SOFTWARE_KEY_STORAGE_PROVIDER));
      writeFileSync(join(folder, 'password'), PASSWORD);
      const args = ['-l', join(folder, 'pfx'), '-w', join(folder, 'password'), '-d', `sql:${folder}`];
      const text = execFileSync(PK12UTIL, args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
      expect(text).toContain(`Friendly Name: ${name}\n`);
      expect(text).toContain('Key(shrouded):');
    },
  );
});

test('each file has salts of its own', () => {
  expect(pfx('aes-256').equals(pfx('aes-256'))).toBe(false);
});

test('the algorithms are those that Windows writes itself', () => {
  expect(info(pfx('aes-256'))).toMatch(
    /MAC: sha256, Iteration 2000[\s\S]*PBES2, PBKDF2, AES-256-CBC, Iteration 2000, PRF hmacWithSHA256/,
  );
  expect(info(pfx('3des'))).toMatch(
    /MAC: sha1, Iteration 2000[\s\S]*pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2000/,
  );
});

test('other kinds of keys and certificates fit too', () => {
  const ec = issue(tempFolder(), { subject: '/CN=ec' });
  const der = createPkcs12({
    privateKeyPem: ec.key,
    certificatePem: ec.pem,
    chain: [],
    friendlyName: 'ec',
    password: PASSWORD,
    encryption: 'aes-256',
  });
  expect(createPublicKey(read(der, '-nocerts')).equals(createPublicKey(ec.key))).toBe(true);
});

test('what is no PKCS#12, or of another password, is one error', () => {
  const whole = pfx('aes-256');
  expect(privateKeysIn(whole, PASSWORD)).toHaveLength(1);
  for (const [bytes, password] of [
    [whole, 'other'],
    [whole.subarray(0, 300), PASSWORD],
    [Buffer.alloc(4), ''],
  ] as const) {
    expect(() => privateKeysIn(bytes, password)).toThrow(MalformedDer);
  }
});
