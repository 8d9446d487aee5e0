import { describe, expect, test } from 'vitest';
import { holderOf, isReadable, nameOf } from '../../src/core/certificate-name.ts';

const NOTHING = { commonName: '', subject: '', thumbprint: 'a1b2' };

describe('a certificate is called by', () => {
  test('login ID and sequence, where it is one of the bank', () => {
    const ours = { ...NOTHING, commonName: 'user1 A001 20260101090000123456' };
    expect([nameOf(ours), holderOf(ours)]).toEqual(['user1 A001', 'user1']);
  });

  test.each([
    ['its CN', { ...NOTHING, commonName: ' 山田太郎 ', subject: 'CN=\\ 山田太郎\\ ,O=X' }, '山田太郎'],
    [
      'its subject',
      { ...NOTHING, subject: 'OU=A\\+B\\, Inc,O=Example', alternativeName: 'x' },
      'OU=A\\+B\\, Inc,O=Example',
    ],
    [
      'what can be read of its subject',
      { ...NOTHING, subject: 'CN=,O=#0500+OU=Sales,1.2.3=#0c0178' },
      'OU=Sales',
    ],
    [
      'its alternative name',
      { ...NOTHING, subject: 'CN=\\00', alternativeName: 'pc1.example', friendlyName: 'x' },
      'pc1.example',
    ],
    ['the name that its store has', { ...NOTHING, subject: '#3000', friendlyName: 'My card' }, 'My card'],
    ['its thumbprint', { ...NOTHING, commonName: '\u200b\u3164', friendlyName: ' ' }, 'a1b2'],
  ])('%s', (_, certificate, name) => {
    expect([nameOf(certificate), holderOf(certificate)]).toEqual([name, name]);
  });
});

test.each([
  '',
  ' ',
  '\t\r\n',
  '\0',
  '\u3000',
  '\u200b\u200d',
  '\u3164',
  '\u115f',
  '\u2800',
  '\ufffd\ufffd',
  '\u0301',
  '\ue000',
])('%j is nothing that a person can read', (text) => {
  expect(isReadable(text)).toBe(false);
  expect(isReadable(`${text}a`)).toBe(true);
});
