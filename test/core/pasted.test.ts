import { expect, test } from 'vitest';
import { hexDigitsIn, tidyPasted } from '../../src/core/pasted.ts';

const DIGITS = '0badcafe77';

test.each([
  ['as it is', DIGITS],
  ['in capitals', '0BADCAFE77'],
  ['in pairs, as Windows shows it', '0b ad ca fe 77'],
  ['with colons, as OpenSSL shows it', '0B:AD:CA:FE:77'],
  ['with hyphens', '0b-ad-ca-fe-77'],
  ['with a dash', '0bad–cafe77'],
  ['as Windows’ certificate dialog hands it out', `\u200e${DIGITS}`],
  ['with an invisible blank in it', '0bad\u200bcafe77'],
  ['after a byte order mark', `\ufeff${DIGITS}\r\n`],
  ['in full width', '０ｂａｄｃａｆｅ７７'],
  ['with full-width blanks and colons', '　０ｂ：ａｄ：ｃａ：ｆｅ：７７　'],
  ['with a minus sign', '0bad−cafe77'],
  ['with the mark that an input method makes of a hyphen', '０ｂａｄーｃａｆｅ７７'],
  ['as OpenSSL shows a thumbprint', 'SHA1 Fingerprint=0B:AD:CA:FE:77'],
  ['as OpenSSL shows a serial number', 'serial=0BADCAFE77'],
  ['as keytool shows it', 'SHA1: 0B:AD:CA:FE:77'],
  ['in quotes', `"${DIGITS}"`],
  ['in brackets', `「${DIGITS}」`],
  ['from the end of a sentence', `${DIGITS}.`],
  ['with 0x', `0x${DIGITS}`],
  ['with 0X in capitals', `0X${DIGITS.toUpperCase()}`],
])('hex digits %s are the digits', (_, text) => {
  expect(hexDigitsIn(text)).toBe(DIGITS);
});

test.each([
  [''],
  ['0x'],
  [' : '],
  ['hanako'],
  ['0badcafe7g'],
  ['x0bad'],
  ['0b.ad'],
  ['ーー'],
  ['serial='],
  ['""'],
])('%j holds none', (text) => {
  expect(hexDigitsIn(text)).toBeUndefined();
});

test('what is pasted loses what cannot be seen, and nothing else', () => {
  expect(tidyPasted('\ufeff\u200eＣＴ－３００１\u200b　\r\n')).toBe('CT-3001');
  expect(tidyPasted('  two words ')).toBe('two words');
});
