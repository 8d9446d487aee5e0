import { expect, test } from 'vitest';
import { isCode, tidyCode } from '../../src/core/one-time-password.ts';

test.each([
  '123456',
  '１２３４５６',
  ' 123 456\r\n',
  '123-456',
  '123－456',
  '123ー456',
  '123‐456',
  '123−456',
  '"123456"',
  "'123456'",
  '“123456”',
  '「123456」',
  '\ufeff123456',
  '\u200e123456\u200b',
  '１２３　４５６',
])('%j is 123456', (text) => {
  expect(tidyCode(text)).toBe('123456');
});

test.each([
  '',
  '%OTP%',
  '$OTP',
  '123',
  '1234567890123',
  '12345x',
  '123.456',
  'demo-jirodt',
  '١٢٣٤٥٦',
  'undefined',
])('%j is no code of any length', (text) => {
  expect(isCode(tidyCode(text))).toBe(false);
});

test('the bank tells how many digits there are', () => {
  expect(['1234', '123456', '123456789012'].map((code) => isCode(code))).toEqual([true, true, true]);
  expect(['12345', '123456', '1234567'].map((code) => isCode(code, 6))).toEqual([false, true, false]);
});
