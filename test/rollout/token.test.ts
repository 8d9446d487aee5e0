import { describe, expect, test } from 'vitest';
import { readToken } from '../../src/rollout/token.ts';

const SECOND = 1000;

/** The secrets of RFC 6238, appendix B (its reference implementation): 20, 32 and 64 bytes of these digits. */
const SECRETS = {
  SHA1: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  SHA256: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA',
  SHA512:
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA',
} as const;
const SECRET = SECRETS.SHA1;

describe('the codes of RFC 6238, appendix B', () => {
  test.each([
    [59, 'SHA1', '94287082'],
    [59, 'SHA256', '46119246'],
    [59, 'SHA512', '90693936'],
    [1111111109, 'SHA1', '07081804'],
    [1111111109, 'SHA256', '68084774'],
    [1111111109, 'SHA512', '25091201'],
    [1111111111, 'SHA1', '14050471'],
    [1111111111, 'SHA256', '67062674'],
    [1111111111, 'SHA512', '99943326'],
    [1234567890, 'SHA1', '89005924'],
    [1234567890, 'SHA256', '91819424'],
    [1234567890, 'SHA512', '93441116'],
    [2000000000, 'SHA1', '69279037'],
    [2000000000, 'SHA256', '90698825'],
    [2000000000, 'SHA512', '38618901'],
    [20000000000, 'SHA1', '65353130'],
    [20000000000, 'SHA256', '77737706'],
    [20000000000, 'SHA512', '47863826'],
  ] as const)('at %i seconds by %s: %s', (seconds, algorithm, code) => {
    const token = readToken(
      `otpauth://totp/Bank:taro?secret=${SECRETS[algorithm]}&issuer=Bank&algorithm=${algorithm}&digits=8&period=30`,
    );
    expect([token?.periodMs, token?.codeAt(seconds * SECOND)]).toEqual([30 * SECOND, code]);
  });
});

describe('a secret by itself', () => {
  // The last six digits of the RFC's eight.
  test.each([
    ['as it is', SECRET],
    ['in small letters', SECRET.toLowerCase()],
    ['in groups', 'gezd gnbv gy3t qojq gezd gnbv gy3t qojq'],
    ['with hyphens', 'GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ'],
    ['with dashes of a text program', 'GEZDGNBV–GY3TQOJQ–GEZDGNBV–GY3TQOJQ'],
    ['with blanks and line ends around it', `\t${SECRET} \r\n`],
    ['in full width', 'ＧＥＺＤＧＮＢＶＧＹ３ＴＱＯＪＱ　ＧＥＺＤＧＮＢＶＧＹ３ＴＱＯＪＱ'],
    ['with the padding of RFC 4648', `${SECRET}======`],
    ['with what web pages put between', `\u200B${SECRET.slice(0, 8)}\u200B${SECRET.slice(8)}\uFEFF`],
  ])('%s: six digits each 30 seconds', (_, text) => {
    const token = readToken(text);
    expect(token?.periodMs).toBe(30 * SECOND);
    expect([0, 29_999, 30_000, 59_999, 60_000].map((ms) => token?.codeAt(ms))).toEqual([
      ...['755224', '755224', '287082', '287082', '359152'],
    ]);
  });

  test('of ten bytes is the shortest', () => {
    expect(readToken('GEZDGNBVGY3TQOJQ')?.codeAt(0)).toMatch(/^\d{6}$/);
    expect(readToken('GEZDGNBVGY3TQOJ')).toBeUndefined();
  });
});

describe('an otpauth:// address', () => {
  test.each([
    ['with a secret alone', `otpauth://totp/taro?secret=${SECRET}`, 30, '287082'],
    ['with blanks around it', ` otpauth://totp/taro?secret=${SECRET}\n`, 30, '287082'],
    ['in capitals, as some QR codes have it', `OTPAUTH://TOTP/taro?SECRET=${SECRET}`, 30, '287082'],
    ['with names in Japanese', `otpauth://totp/銀行:taro?secret=${SECRET}&issuer=%E9%8A%80`, 30, '287082'],
    ['with another period', `otpauth://totp/taro?secret=${SECRET}&period=60`, 60, '755224'],
    ['with another number of digits', `otpauth://totp/taro?secret=${SECRET}&digits=7`, 30, '4287082'],
    ['with a secret in small letters', `otpauth://totp/taro?secret=${SECRET.toLowerCase()}`, 30, '287082'],
  ])('%s', (_, text, period, code) => {
    const token = readToken(text);
    expect([token?.periodMs, token?.codeAt(59_000)]).toEqual([period * SECOND, code]);
  });
});

describe('is refused', () => {
  test.each([
    ['nothing', ''],
    ['blanks', '  - '],
    ['padding alone', '======'],
    ['a code', '123456'],
    ['a secret that is too short', 'JBSWY3DP'],
    ['letters that are not base32', 'GEZDGNBVGY3TQOJ0GEZDGNBVGY3TQOJ1'],
    ['base64', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA='],
    ['hexadecimal', '3132333435363738393031323334353637383930'],
    ['another address', `https://example.jp/totp/taro?secret=${SECRET}`],
    ['a token that counts', `otpauth://hotp/taro?secret=${SECRET}&counter=1`],
    ['an address without a secret', 'otpauth://totp/taro?issuer=Bank'],
    ['an address with a short secret', 'otpauth://totp/taro?secret=JBSWY3DP'],
    ['an address with a secret that is none', 'otpauth://totp/taro?secret=0189'],
    ['an address without a period', `otpauth://totp/taro?secret=${SECRET}&period=0`],
    ['an unknown algorithm', `otpauth://totp/taro?secret=${SECRET}&algorithm=MD5`],
    ['no digits', `otpauth://totp/taro?secret=${SECRET}&digits=0`],
    ['fewer digits than any bank wants', `otpauth://totp/taro?secret=${SECRET}&digits=3`],
    ['more digits than any bank wants', `otpauth://totp/taro?secret=${SECRET}&digits=13`],
    ['a period in milliseconds', `otpauth://totp/taro?secret=${SECRET}&period=30000`],
    ['an export of many tokens', 'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU'],
  ])('%s', (_, text) => {
    expect(readToken(text)).toBeUndefined();
  });
});
