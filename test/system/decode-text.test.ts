import { describe, expect, test } from 'vitest';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { decodeText, firstLineIn } from '../../src/system/decode-text.ts';

const TEXT = 'pass 日本語 ￥\r\nsecond\n';
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-8 with two marks', Buffer.from(`\ufeff\ufeff${TEXT}`)],
  ['UTF-16, little end first', utf16le(`\ufeff${TEXT}`)],
  ['UTF-16, big end first', utf16be(`\ufeff${TEXT}`)],
])('%s is read', (_, bytes) => {
  expect(decodeText(bytes, 'x')).toBe(TEXT);
});

test('nothing, or a mark alone, is an empty text', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('\ufeff'), utf16le('\ufeff'), utf16be('\ufeff')])
    expect(decodeText(bytes, 'x')).toBe('');
});

/** パスワード in Shift_JIS. */
const SHIFT_JIS = Buffer.from([0x83, 0x70, 0x83, 0x58, 0x83, 0x8f, 0x81, 0x5b, 0x83, 0x68]);

test.each([
  ['Shift_JIS', SHIFT_JIS, /line 1 is not UTF-8/],
  [
    'Shift_JIS in the third line',
    Buffer.concat([Buffer.from('geheim\r\ngeheim\n'), SHIFT_JIS]),
    /line 3 is not UTF-8/,
  ],
  ['UTF-8 that is cut off', Buffer.from('geheim日').subarray(0, -1), /line 1 is not UTF-8/],
  ['Latin-1', Buffer.from('geheimé', 'latin1'), /line 1 is not UTF-8/],
  ['UTF-16 without a mark, little end first', utf16le('geheim'), /NUL/],
  ['UTF-16 without a mark, big end first', utf16be('geheim'), /NUL/],
  ['UTF-32', Buffer.from('fffe0000670000006500000068000000', 'hex'), /NUL/],
  ['half a unit of UTF-16', utf16le('\ufeffgeheim').subarray(0, -1), /UTF-16/],
  ['half a character of UTF-16', utf16le('\ufeffgeheim\ud83d'), /UTF-16/],
  ['a certificate in DER', Buffer.from('3082030a30820171a003020102021400', 'hex'), /line 1/],
])('%s is refused by name, nothing of it shown', (_, bytes, detail) => {
  let thrown: unknown;
  try {
    decodeText(bytes, 'C:\\secret.txt');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ errorName: 'unreadable-text' });
  if (!(thrown instanceof CertToolError)) return;
  for (const language of ['ja', 'en'] as const) {
    expect(messageOf(thrown, language)).toContain('C:\\secret.txt');
    expect(messageOf(thrown, language)).not.toMatch(/geheim|[{}]/);
  }
  expect(messageOf(thrown, 'en')).toMatch(detail);
});

describe('the first line', () => {
  test.each([
    ['UTF-8', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', (text: string) => utf16le(`\ufeff${text}`)],
    ['UTF-16, big end first', (text: string) => utf16be(`\ufeff${text}`)],
  ])('of %s ends with its line feed, and is none before', (_, encoded) => {
    // Where two of these meet, the bytes of a line feed stand across them.
    const line = 'ਗĀਗ one\r\n';
    const all = encoded(`${line}two\n`);
    const end = encoded(line).length;
    expect(firstLineIn(all)).toEqual(all.subarray(0, end));
    for (let length = 0; length < end; length += 1)
      expect(firstLineIn(all.subarray(0, length)), String(length)).toBeUndefined();
  });
});
