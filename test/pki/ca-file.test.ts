import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { NoCaFile, readCaFile } from '../../src/pki/ca-file.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, type Issued, issue } from '../support/test-ca.ts';

let folder: string;
let [one, other]: Issued[] = [];
beforeAll(() => {
  folder = makeTempFolder();
  one = issue(folder, { subject: '/CN=Inspecting proxy', extensions: CA_EXTENSIONS });
  other = issue(folder, { subject: '/CN=Other root', extensions: CA_EXTENSIONS });
});

const pem = (): string => one?.pem ?? '';
const der = (): Buffer => new X509Certificate(pem()).raw;
const namesIn = (bytes: Buffer | string): string[] =>
  readCaFile(Buffer.from(bytes)).map((each) => new X509Certificate(each).subject);
/** What openssl makes of the certificate, or of its key. */
function openssl(...args: string[]): Buffer {
  writeFileSync(join(folder, 'certificate.pem'), pem());
  writeFileSync(join(folder, 'key.pem'), one?.key ?? '');
  return execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

describe('certificates are read', () => {
  test.each<[string, () => Buffer | string]>([
    ['as DER', der],
    ['as PEM', pem],
    ['with CRLF', () => pem().replaceAll('\n', '\r\n')],
    ['with CR alone', () => pem().replaceAll('\n', '\r')],
    ['with a byte order mark', () => `\ufeff${pem()}`],
    ['in UTF-16', () => Buffer.from(`\ufeff${pem()}`, 'utf16le')],
    ['in UTF-16, big end first', () => Buffer.from(`\ufeff${pem()}`, 'utf16le').swap16()],
    ['in UTF-16 without a mark', () => Buffer.from(pem(), 'utf16le')],
    ['in UTF-16 without a mark, big end first', () => Buffer.from(pem(), 'utf16le').swap16()],
    ['as bare Base64', () => der().toString('base64')],
    ['without a line feed at the end', () => pem().trimEnd()],
    ['under the older label', () => pem().replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
    ['as OpenSSL marks trusted ones', () => openssl('x509', '-in', 'certificate.pem', '-trustout')],
    ['before their key', () => `${pem()}${one?.key}`],
  ])('%s', (_, bytes) => {
    expect(namesIn(bytes())).toEqual(['CN=Inspecting proxy']);
  });

  test('several, with text around and between them that is in Shift_JIS', () => {
    const words = Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x0d, 0x0a]);
    const bundle = Buffer.concat([words, Buffer.from(pem()), words, Buffer.from(other?.pem ?? ''), words]);
    expect(namesIn(bundle)).toEqual(['CN=Inspecting proxy', 'CN=Other root']);
  });
});

describe('what is none is called by its name', () => {
  test.each<[string, () => Buffer | string, RegExp]>([
    ['nothing', () => '', /empty/],
    ['words', () => 'テスト', /no certificate/],
    ['HTML', () => '<html>Blocked</html>', /no certificate/],
    ['random bytes', () => Buffer.from([0x30, 0x82, 0xff, 0xff, 1, 2, 3]), /no certificate/],
    ['Base64 of something', () => Buffer.from('something').toString('base64'), /no certificate/],
    ['a key', () => one?.key ?? '', /private key/],
    ['a key in DER', () => openssl('pkey', '-in', 'key.pem', '-outform', 'der'), /private key/],
    ['an older key in DER', () => openssl('ec', '-in', 'key.pem', '-outform', 'der'), /private key/],
    ['PKCS #7', () => openssl('crl2pkcs7', '-nocrl', '-certfile', 'certificate.pem'), /PKCS #7/],
    [
      'PKCS #7 in DER',
      () => openssl('crl2pkcs7', '-nocrl', '-certfile', 'certificate.pem', '-outform', 'der'),
      /PKCS #7/,
    ],
    [
      'PKCS #12',
      () => openssl('pkcs12', '-export', '-in', 'certificate.pem', '-inkey', 'key.pem', '-passout', 'pass:x'),
      /PKCS #12/,
    ],
    ['a public key', () => openssl('x509', '-in', 'certificate.pem', '-pubkey', '-noout'), /"PUBLIC KEY"/],
    ['the beginning of one', () => pem().slice(0, 300), /cut off/],
    [
      'a damaged one behind a good one',
      () => `${pem()}${pem().replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA')}`,
      /certificate 2 /,
    ],
  ])('%s', (_, bytes, words) => {
    const read = () => readCaFile(Buffer.from(bytes()));
    expect(read).toThrow(NoCaFile);
    expect(read).toThrow(words);
  });
});

test('a file of beginnings takes no time', () => {
  const began = process.cpuUsage();
  expect(() => readCaFile(Buffer.alloc(1024 * 1024, '-----BEGIN CERTIFICATE-----\n'))).toThrow(/cut off/);
  const { user } = process.cpuUsage(began);
  expect(user / 1e6).toBeLessThan(2);
});
