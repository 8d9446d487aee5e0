import { describe, expect, test } from 'vitest';
import { bankSubjectOf, normalizeSerialNumber } from '../../src/core/certificate.ts';
import { attributeValues } from '../../src/core/distinguished-name.ts';
import { supportSentence } from '../../src/core/support.ts';

const TIME = '20200304153656560435';

describe('the login ID in a common name', () => {
  test.each([
    [`logid031 A001 ${TIME}`, 'logid031', 'A001'],
    [`x A999 ${TIME}`, 'x', 'A999'],
    [`データ花子 A012 ${TIME}`, 'データ花子', 'A012'],
    [`a.b-c_d@e A001 ${TIME}`, 'a.b-c_d@e', 'A001'],
    [`A001 A002 ${TIME}`, 'A001', 'A002'],
  ])('%s', (commonName, loginId, sequence) => {
    expect(bankSubjectOf({ commonName })).toEqual({ loginId, sequence, issuedAt: '20200304153656560435' });
  });

  test.each([
    '',
    'logid031',
    `logid031 A01 ${TIME}`,
    `logid031 A0001 ${TIME}`,
    `logid031 B001 ${TIME}`,
    `logid031 a001 ${TIME}`,
    `logid031 A001 ${TIME}0`,
    `logid031 A001 ${TIME.slice(1)}`,
    `logid031  A001 ${TIME}`,
    ` A001 ${TIME}`,
    `taro yamada A001 ${TIME}`,
    `logid031 A001 ${TIME} `,
    `logid031 A001 ${TIME}\n`,
    `evil\nlogid031 A001 ${TIME}`,
    `logid031 A００１ ${TIME}`,
  ])('not in %j', (commonName) => {
    expect(bankSubjectOf({ commonName })).toBeUndefined();
  });
});

test.each([
  ['5B8E869E2BC4B2225302F34ADA65184E', '5b8e869e2bc4b2225302f34ada65184e'],
  ['5b:8e:86:9e:2b:c4:b2:22:53:02:f3:4a:da:65:18:4e', '5b8e869e2bc4b2225302f34ada65184e'],
  ['5b 8e 86 9e 2b c4 b2 22 53 02 f3 4a da 65 18 4e', '5b8e869e2bc4b2225302f34ada65184e'],
  ['00DB8E869E2BC4B2225302F34ADA65184E', 'db8e869e2bc4b2225302f34ada65184e'],
  ['1', `${'0'.repeat(31)}1`],
  ['0', '0'.repeat(32)],
  ['', '0'.repeat(32)],
  ['ab'.repeat(20), 'ab'.repeat(20)],
])('the serial number %s is compared as %s', (given, normalized) => {
  expect(normalizeSerialNumber(given)).toBe(normalized);
  expect(normalizeSerialNumber(normalized)).toBe(normalized);
});

describe('the values of an attribute', () => {
  test.each([
    ['CN=x,OU=a,OU=b,O=c', 'OU', ['a', 'b']],
    ['CN=x,OU=a,O=c', 'ou', ['a']],
    ['cn=x', 'CN', ['x']],
    ['CN=x, O = c', 'O', [' c']],
    ['CN=x,O=\\(9999\\)NTT DATA CORPORATION', 'O', ['(9999)NTT DATA CORPORATION']],
    ['CN=a\\,b\\+c\\"d\\\\e\\;f\\<g\\>h,O=i', 'CN', ['a,b+c"d\\e;f<g>h']],
    ['CN=\\ a\\ ,O=b', 'CN', [' a ']],
    ['CN=\\#a', 'CN', ['#a']],
    ['CN=\\E3\\83\\87\\E3\\83\\BC\\E3\\82\\BF', 'CN', ['データ']],
    ['CN=a\\2Cb\\2c', 'CN', ['a,b,']],
    ['CN=\\F0\\9F\\92\\A5', 'CN', ['💥']],
    ['CN=データ花子,O=会社', 'CN', ['データ花子']],
    ['CN=x+OU=y,O=z', 'OU', ['y']],
    ['CN=x+OU=y,O=z', 'CN', ['x']],
    ['CN=a=b=c', 'CN', ['a=b=c']],
    ['CN=a\\0Ab', 'CN', ['a\nb']],
    ['CN=a\nb,O=c', 'CN', ['a\nb']],
    ['CN=', 'CN', ['']],
    ['CN=x\\', 'CN', ['x\\']],
    ['CN=OU\\=x', 'OU', []],
    ['CN=\\,OU=x', 'OU', []],
    ['', 'CN', []],
    ['nonsense', 'CN', []],
    ['XCN=x', 'CN', []],
    ['=CN=x', 'CN', []],
  ])('%j %s', (name, attribute, values) => {
    expect(attributeValues(name, attribute)).toEqual(values);
  });

  test('of a very long name are found in no time', () => {
    const name = `CN=${'\\,a'.repeat(50_000)}`;
    expect(attributeValues(name, 'CN')[0]).toHaveLength(100_000);
  });
});

test('whom to phone is said where it is known', () => {
  expect(supportSentence(undefined)).toEqual({ ja: '', en: '' });
  const support = { name: 'Desk', phone: '0120-000-000', hours: '9:00-17:00' };
  expect(supportSentence(support).ja).toContain('0120-000-000');
  expect(supportSentence(support).en).toBe('Support: Desk, 0120-000-000 (9:00-17:00)');
});
