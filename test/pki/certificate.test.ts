import { createPublicKey, X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeSerialNumber } from '../../src/core/certificate.ts';
import { MalformedDer, readCertificate, readCertificateExtensions } from '../../src/pki/certificate.ts';
import { publicKeyHashOf } from '../../src/pki/keys.ts';
import { parsePemChain, toPem } from '../../src/pki/pem.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import {
  CA_EXTENSIONS,
  CLIENT_EXTENSIONS,
  type Issued,
  type IssueOptions,
  issue,
  openssl,
  RSA,
} from '../support/test-ca.ts';

const folder = makeTempFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BANK_SUBJECT =
  '/O=(9999)NTT DATA CORPORATION/OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4/CN=logid031 A001 20200304153656560435';

const kinds: Record<string, IssueOptions> = {
  'the bank’s shape, RSA': { subject: BANK_SUBJECT, newKey: RSA, extensions: CLIENT_EXTENSIONS },
  'Japanese and emoji': { subject: '/C=JP/O=株式会社データ/CN=データ花子 🙂', extensions: CLIENT_EXTENSIONS },
  BMPString: { subject: '/O=株式会社データ/CN=データ花子', stringMask: 'MASK:2048' },
  'Latin-1 TeletexString': { subject: '/CN=Käthe', stringMask: 'MASK:4' },
  'many values in one relative name': { subject: '/CN=a+OU=b+L=c' },
  'all to be escaped': { subject: '/O= lead#, "a" <b>; \\\\c\\+d=e /OU=#hash/CN=trail ' },
  'a control character': { subject: '/CN=red\x1b[31m' },
  'several CNs': { subject: '/CN=first/CN=last' },
  'unusual attributes': {
    subject:
      '/serialNumber=42/emailAddress=a@example.com/DC=example/UID=u/street=s/title=t/GN=given/SN=sur/CN=c',
  },
  'empty subject': { subject: '/' },
  'short serial number': { subject: '/CN=a', serial: '01' },
  'serial number with its high bit set': { subject: '/CN=a', serial: 'FF8E869E2BC4B2225302F34ADA65184E' },
  'serial number of 20 octets': { subject: '/CN=a', serial: '7F'.repeat(20) },
  'dates on both sides of 2050': { subject: '/CN=a', from: '19490101000000Z', until: '20500101000000Z' },
  'the longest validity': { subject: '/CN=a', from: '20491231235959Z', until: '99991231235959Z' },
  'no extensions': { subject: '/CN=a' },
  CA: { subject: '/CN=a', extensions: CA_EXTENSIONS },
  'any use': { subject: '/CN=a', extensions: ['extendedKeyUsage=critical,serverAuth,anyExtendedKeyUsage'] },
  'servers only': {
    subject: '/CN=a',
    extensions: ['extendedKeyUsage=serverAuth', 'subjectAltName=DNS:example.com'],
  },
  Ed25519: { subject: '/CN=a', newKey: ['-algorithm', 'ED25519'] },
};

const issued = new Map<string, Issued>();

beforeAll(() => {
  const ca = issue(folder, { subject: '/O=cert-tool DEMO/CN=CA', extensions: CA_EXTENSIONS });
  for (const [kind, options] of Object.entries(kinds)) {
    issued.set(
      kind,
      issue(folder, options.extensions === CLIENT_EXTENSIONS ? { ...options, issuer: ca } : options),
    );
  }
});

function pemOf(kind: string): string {
  return issued.get(kind)?.pem ?? '';
}

/** openssl prints several values of one relative name in reverse; RFC 4514 leaves their order free. */
function sorted(name: string): string {
  return name.split('+').sort().join('+');
}

describe.each(Object.keys(kinds))('%s', (kind) => {
  test('agrees with node', () => {
    const record = readCertificate(pemOf(kind));
    const x509 = new X509Certificate(pemOf(kind));
    expect(record.thumbprint).toBe(x509.fingerprint.replaceAll(':', '').toLowerCase());
    expect(record.serialNumber).toBe(normalizeSerialNumber(x509.serialNumber));
    expect(record.notBefore).toEqual(new Date(x509.validFrom));
    expect(record.notAfter).toEqual(new Date(x509.validTo));
    expect(record.publicKeyHash).toBe(publicKeyHashOf(createPublicKey(pemOf(kind))));
    expect(new X509Certificate(record.pem).raw.equals(x509.raw)).toBe(true);
    expect(readCertificateExtensions(pemOf(kind)).isCa).toBe(x509.ca);
  });

  test('agrees with openssl', () => {
    const record = readCertificate(pemOf(kind));
    const text = openssl(
      [
        'x509',
        '-noout',
        '-subject',
        '-issuer',
        '-nameopt',
        'RFC2253,-esc_msb',
        '-ext',
        'subjectKeyIdentifier,authorityKeyIdentifier,extendedKeyUsage',
      ],
      pemOf(kind),
    ).toString();
    expect(sorted(ours(record.subject))).toBe(sorted(/^subject=(.*)$/m.exec(text)?.[1] ?? ''));
    expect(sorted(ours(record.issuer))).toBe(sorted(/^issuer=(.*)$/m.exec(text)?.[1] ?? ''));
    expect(record.subjectKeyId).toBe(keyIdAfter('Subject Key Identifier', text));
    expect(record.authorityKeyId).toBe(keyIdAfter('Authority Key Identifier', text));
    const purposes = /Extended Key Usage:.*\n(.*)/.exec(text)?.[1];
    expect(record.forClientAuthentication).toBe(!purposes || /TLS Web Client|Any Extended/.test(purposes));
  });
});

/** openssl has short names of its own for two types for which RFC 4514 wants the number. */
function ours(name: string): string {
  return name
    .replace(/2\.5\.4\.42=#[0-9a-f]+/, 'GN=given')
    .replace(/2\.5\.4\.4=#[0-9a-f]+/, 'SN=sur')
    .replace('STREET=', 'street=');
}

function keyIdAfter(title: string, text: string): string | undefined {
  const hex = new RegExp(`${title}:.*\\n\\s+(?:keyid:)?([0-9A-F:]+)`).exec(text)?.[1];
  return hex?.replaceAll(':', '').toLowerCase();
}

test('names as RFC 4514 writes them', () => {
  expect(readCertificate(pemOf('the bank’s shape, RSA'))).toMatchObject({
    subject:
      'CN=logid031 A001 20200304153656560435,OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4,O=(9999)NTT DATA CORPORATION',
    commonName: 'logid031 A001 20200304153656560435',
    serialNumber: '5b8e869e2bc4b2225302f34ada65184e',
  });
  expect(readCertificate(pemOf('all to be escaped')).subject).toBe(
    'CN=trail\\ ,OU=\\#hash,O=\\ lead#\\, \\"a\\" \\<b\\>\\; \\\\c\\+d=e\\ ',
  );
  expect(readCertificate(pemOf('a control character')).subject).toBe('CN=red\\1B[31m');
  expect(readCertificate(pemOf('BMPString')).subject).toBe('CN=データ花子,O=株式会社データ');
  expect(readCertificate(pemOf('several CNs')).commonName).toBe('last');
  expect(readCertificate(pemOf('empty subject'))).toMatchObject({ subject: '', commonName: '' });
  expect(readCertificate(pemOf('short serial number')).serialNumber).toBe(`${'0'.repeat(31)}1`);
});

test('a negative serial number is read as its octets', () => {
  const der = Buffer.from(new X509Certificate(pemOf('short serial number')).raw);
  const at = der.indexOf(Buffer.from([0x02, 0x01, 0x01]));
  der[at + 2] = 0x80;
  expect(readCertificate(der).serialNumber).toBe(`${'0'.repeat(30)}80`);
});

test('text around the armour, and CRLF, do not matter', () => {
  const pem = pemOf('CA');
  const dressed = `friendly name: データ花子\r\n${pem.replaceAll('\n', '\r\n')}more\r\n`;
  expect(readCertificate(dressed)).toEqual(readCertificate(pem));
  expect(readCertificate(dressed).pem).toBe(pem);
  expect(parsePemChain(`${dressed}\n${pemOf('BMPString')}`)).toEqual([pem, pemOf('BMPString')]);
  expect(parsePemChain('nothing here')).toEqual([]);
});

test('garbage is refused by one error', () => {
  const garbage = [
    '',
    'x',
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----',
    pemOf('CA').slice(0, 300),
  ];
  for (const pem of garbage) expect(() => readCertificate(pem)).toThrow(MalformedDer);
  for (const bytes of [[], [0x30], [0x30, 0x80], [0x30, 0x84, 255, 255, 255, 255], [0x3f, 0x1f, 1]]) {
    expect(() => readCertificate(Uint8Array.from(bytes))).toThrow(MalformedDer);
  }
  const key = openssl(['genpkey', '-algorithm', 'ED25519']).toString();
  expect(() => readCertificate(key)).toThrow(MalformedDer);
  const whole = new X509Certificate(pemOf('CA')).raw;
  expect(() => readCertificate(Buffer.concat([whole, Buffer.from([0])]))).toThrow(MalformedDer);
  expect(() => readCertificate(toPem('CERTIFICATE', whole.subarray(0, -1)))).toThrow(MalformedDer);
});

/** A small generator with a fixed seed (mulberry32), so that a failure can be seen again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test('mutated certificates are read or refused, nothing else, and quickly', () => {
  const random = randomNumbers(20_200_304);
  const originals = Array.from(issued.values(), ({ pem }) => new X509Certificate(pem).raw);
  let refused = 0;
  const started = performance.now();
  for (let round = 0; round < 20_000; round++) {
    const der = Buffer.from(originals[round % originals.length] ?? []);
    for (let changes = random(4); changes >= 0; changes--) der[random(der.length)] = random(256);
    const cut = random(10) ? der : der.subarray(0, random(der.length));
    try {
      readCertificate(cut);
      readCertificateExtensions(cut);
    } catch (error) {
      if (!(error instanceof MalformedDer)) throw error;
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(4_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});
