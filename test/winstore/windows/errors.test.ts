import { expect, test } from 'vitest';
import { HRESULT, isMissingKey, WindowsError, windowsFailure } from '../../../src/winstore/windows/errors.ts';
import { pkcs12EncryptionFor } from '../../../src/winstore/windows/release.ts';

/** What Windows says, and what becomes of it: pure. */

test.each([
  ['an HRESULT, signed', -2146893802, 0x80090016],
  ['an HRESULT, unsigned', 0x80090016, 0x80090016],
  ['an error of Win32', 5, 0x80070005],
  ['the last one of Win32', 0xffff, 0x8007ffff],
  ['one more is none of Win32', 0x10000, 0x10000],
  ['no error', 0, 0],
])('%s', (_, code, expected) => {
  const error = new WindowsError('NCryptOpenKey', code);
  expect([error.code, error.call, error.name]).toEqual([expected, 'NCryptOpenKey', 'WindowsError']);
  expect(error.message).toBe(`NCryptOpenKey: 0x${expected.toString(16).padStart(8, '0')}`);
});

test('people are told what a code means, and the code', () => {
  const error = new WindowsError('x', HRESULT.badKeyset);
  const failure = windowsFailure(error, 'CurrentUser\\My');
  expect(failure).toMatchObject({ errorName: 'store-failed', details: { cause: error } });
  expect(failure.details.params).toEqual({
    detail: {
      ja: 'キーコンテナがありません。(0x80090016)',
      en: 'the key container does not exist. (0x80090016)',
    },
  });
  expect(windowsFailure(new WindowsError('x', 0x80091234), 'a').details.params).toEqual({
    detail: { ja: 'Windows のエラー 0x80091234', en: 'Windows error 0x80091234' },
  });
});

test('a full disk is an error of its own, with the store', () => {
  const error = new WindowsError('x', 112);
  expect(windowsFailure(error, 'CurrentUser\\My')).toMatchObject({
    errorName: 'store-full',
    details: { params: { store: 'CurrentUser\\My' }, cause: error },
  });
});

test('a key that is missing', () => {
  const missing = Object.entries(HRESULT).filter(([, code]) => isMissingKey(new WindowsError('x', code)));
  expect(missing.map(([name]) => name).sort()).toEqual(['badKeyset', 'fileNotFound', 'keyNotFound', 'noKey']);
  expect(isMissingKey(Object.assign(new Error('x'), { code: HRESULT.noKey }))).toBe(false);
});

test.each([
  ['10.0.19045', 'aes-256'],
  ['10.0.16299', 'aes-256'],
  ['10.0.16298', '3des'],
  ['10.0.14393', '3des'],
  ['10.1.0', 'aes-256'],
  ['11.0.0', 'aes-256'],
  ['6.3.20000', '3des'],
  ['6.1', '3des'],
  ['', '3des'],
])('PKCS#12 for Windows %s', (release, expected) => {
  expect(pkcs12EncryptionFor(release)).toBe(expected);
});
