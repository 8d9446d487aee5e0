import { expect, test } from 'vitest';
import type { OptionValue } from '../../src/core/option.ts';
import {
  DAYS,
  HTTPS_URL,
  oneOf,
  oneOfNumbers,
  PORT,
  SERIAL_NUMBER,
  TEXTS,
} from '../../src/core/option-values.ts';

const WORDS = oneOf(['ja', 'en']);
const NUMBERS = oneOfNumbers([2048, 4096]);

test.each<[string, OptionValue<unknown>, string, unknown]>([
  ['words', WORDS, 'en', 'en'],
  ['words', WORDS, 'EN', undefined],
  ['words', WORDS, '', undefined],
  ['numbers', NUMBERS, '4096', 4096],
  ['numbers', NUMBERS, '04096', undefined],
  ['numbers', NUMBERS, '1024', undefined],
  ['days', DAYS, '0', 0],
  ['days', DAYS, '36500', 36_500],
  ['days', DAYS, '36501', undefined],
  ['days', DAYS, '-1', undefined],
  ['days', DAYS, '1.5', undefined],
  ['days', DAYS, '7 days', undefined],
  ['days', DAYS, 'in 7', undefined],
  ['days', DAYS, '0000000007', undefined],
  ['days', DAYS, '', undefined],
  ['a port', PORT, '65535', 65_535],
  ['a port', PORT, '65536', undefined],
  ['a serial number', SERIAL_NUMBER, '5B:8e 86', '5B:8e 86'],
  ['a serial number', SERIAL_NUMBER, 'ab', 'ab'],
  ['a serial number', SERIAL_NUMBER, 'a', undefined],
  ['a serial number', SERIAL_NUMBER, 'a'.repeat(97), undefined],
  ['a serial number', SERIAL_NUMBER, 'abx', undefined],
  ['a serial number', SERIAL_NUMBER, 'xab', undefined],
  ['an address', HTTPS_URL, 'https://bank.example/api', 'https://bank.example/api'],
  ['an address', HTTPS_URL, 'http://bank.example', undefined],
  ['an address', HTTPS_URL, 'bank.example', undefined],
  ['texts', TEXTS, 'a', ['a']],
])('%s: %j gives %j', (_, value: OptionValue<unknown>, text, expected) => {
  expect(value.read(text)).toEqual(expected);
});

test('texts are added to those before them', () => {
  expect(TEXTS.read('b', ['a'])).toEqual(['a', 'b']);
});

test.each([
  [WORDS, 'ja, en'],
  [NUMBERS, '2048, 4096'],
  [DAYS, '0–36500'],
  [PORT, '0–65535'],
] as const)('what is allowed is said: %#', (value, allowed) => {
  expect(value.allowed).toBe(allowed);
});
