import { expect, test } from 'vitest';
import { isLoginId, normalizeLoginId } from '../../src/core/login-id.ts';

test.each([
  ['jirodt', 'jirodt'],
  ['ｊｉｒｏｄｔ', 'jirodt'],
  ['ｊｉｒｏ－ｄｔ＿０１', 'jiro-dt_01'],
  ['　 jirodt \t', 'jirodt'],
  ['jirodt\r\n', 'jirodt'],
  ['\ufeffjirodt', 'jirodt'],
  ['\u200ejirodt\u200b', 'jirodt'],
  ['two words', 'two words'],
  ['ｊｉｒｏ　ｄｔ', 'jiro dt'],
  ['JiroDT', 'JiroDT'],
  ['　', ''],
])('%j is taken as %j', (given, taken) => {
  expect(normalizeLoginId(given)).toBe(taken);
  expect(normalizeLoginId(taken)).toBe(taken);
});

test('what the bank or a terminal could not show is none', () => {
  const none = ['', 'two words', 'a/b', 'a\0b', 'a\u202eb', 'x'.repeat(65), '\ud800', '\ufffd\ufffd'];
  for (const text of none) expect(isLoginId(text), JSON.stringify(text)).toBe(false);
  for (const text of ['a', 'x'.repeat(64), 'データ01']) expect(isLoginId(text)).toBe(true);
});
