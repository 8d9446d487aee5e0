import { describe, expect, test } from 'vitest';
import { certificatesWithKey, hashesIn, hresultOf } from '../../../src/winstore/certutil/output.ts';

const A = '5137a597de2c3085ec5816c7f11edc18cfcdbaf8';
const B = '11280bd800780eadada46133da11ee63d3c63e53';
const spaced = (hash: string) => (hash.match(/../g) ?? []).join(' ');

/** In the shapes of listings that people have put on the web; names and numbers are changed. */
const ENGLISH = `My "Personal"
================ Certificate 0 ================
Serial Number: 5800000002f7714edc7f317c46000000000002
Subject: CN=Issuing CA 1, DC=corp
Cert Hash(sha1): ${A}
  Key Container = Issuing CA 1
  Unique container name: b52f658bb3f263e6f529f3a0187c63bc_f0a99c17-76d3-498a-97de-2992c06105fd
  Provider = Microsoft Software Key Storage Provider
Signature test passed

================ Certificate 1 ================
Cert Hash(sha1): ${B}
No key provider information
CertUtil: -store command completed successfully.`;
const CSP = `Cert Hash(sha1): ${A}
  Key Container = a330acdeaad10128a9b113d1e949ce6a_f0a99c17-76d3-498a-97de-2992c06105fd
  Simple container name: te-WebServer-70056b4a-5fd1-4994-977c-bb8fe0ba5d78
  Provider = Microsoft RSA SChannel Cryptographic Provider`;
const FRENCH = `Hach. cert. (sha1) : ${A}\nAucune information sur le fournisseur de clé\nHach. cert. (sha1) : ${B}`;
const OLD_JAPANESE = `Cert ハッシュ(sha1): ${spaced(A)}\nCert ハッシュ(sha1): ${spaced(B)}`;
const MISSING = `Cert Hash(sha1): ${B}\n  Key Container = Certificate-LTD-CA\nMissing stored keyset`;

describe('the text of certutil', () => {
  test.each([
    ['English', ENGLISH, [A, B]],
    ['French', FRENCH, [A, B]],
    ['Japanese, before Windows 10', OLD_JAPANESE, [A, B]],
    ['upper case', A.toUpperCase(), [A]],
    ['longer and shorter numbers', `${A}0 ${A.slice(1)} 0x${'0'.repeat(41)}`, []],
    ['nothing', '', []],
  ])('hashes: %s', (_, text, expected) => {
    expect([...hashesIn(text)]).toEqual(expected);
    expect([...hashesIn(text.replaceAll('\n', '\r\n'))]).toEqual(expected);
  });

  test.each([
    ['CNG', ENGLISH, [A]],
    ['CSP', CSP, [A]],
    ['none', FRENCH, []],
    ['missing', MISSING, []],
    ['a key before any certificate', CSP.split('\n').reverse().join('\n'), []],
  ])('keys: %s', (_, text, expected) => {
    expect([...certificatesWithKey(text, new Set([A, B]))]).toEqual(expected);
  });

  test('only a known certificate has a key', () => {
    const forged = ENGLISH.replace('CN=Issuing', `CN=${B} b52f658bb3f263e6f529f3a0187c63bc`);
    expect([...certificatesWithKey(forged, new Set([A, B]))]).toEqual([A]);
    expect([...certificatesWithKey(ENGLISH, new Set([B]))]).toEqual([]);
  });

  test.each([
    ['Windows', 0x80090011, '', 0x80090011],
    ['Windows, signed', -2146893807, '', 0x80090011],
    [
      'cut to a byte',
      17,
      'CertUtil: -store command FAILED: 0x80090011 (-2146893807 NTE_NOT_FOUND)',
      0x80090011,
    ],
    [
      'Japanese',
      32,
      'CertUtil: -hashfile コマンド エラーです: 0x80070020 (WIN32: 32 ERROR_SHARING_VIOLATION)',
      0x80070020,
    ],
    ['none', 1, 'usage 0x1234', undefined],
    ['killed', null, '', undefined],
  ])('HRESULT: %s', (_, code, text, expected) => {
    expect(hresultOf(code, text)).toBe(expected);
  });
});
