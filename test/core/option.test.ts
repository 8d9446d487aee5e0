import { describe, expect, expectTypeOf, test } from 'vitest';
import { longNameOf, type OptionsOf, optionKeyOf } from '../../src/core/option.ts';
import {
  DAYS,
  HTTPS_URL,
  oneOf,
  oneOfNumbers,
  PORT,
  SERIAL_NUMBER,
  TEXTS,
} from '../../src/core/option-values.ts';
import { SHARED_OPTIONS, type SharedOptions } from '../../src/core/shared-options.ts';
import { STORE_CHOICES, STORE_KINDS } from '../../src/core/store-kinds.ts';

test.each([
  ['--key-size <bits>', '--key-size', 'keySize'],
  ['-y, --yes', '--yes', 'yes'],
  ['--no-input', '--no-input', 'input'],
  ['--check [days]', '--check', 'check'],
  ['--lang <ja|en>', '--lang', 'lang'],
  ['--by-this-clock', '--by-this-clock', 'byThisClock'],
])('%s is %s, and %s in code', (flags, name, key) => {
  expect([longNameOf({ flags }), optionKeyOf({ flags })]).toEqual([name, key]);
});

test('the types have the keys that the program finds', () => {
  const keys = SHARED_OPTIONS.map(optionKeyOf);
  // Neither more nor fewer: a key that is missing in the type, or is none of an option, does not compile.
  const typed: Record<keyof SharedOptions, true> = {
    ...{
      bank: true,
      profile: true,
      protocol: true,
      sandbox: true,
      store: true,
      storeDir: true,
      nssProfile: true,
      json: true,
    },
    ...{
      input: true,
      yes: true,
      plain: true,
      lang: true,
      quiet: true,
      verbose: true,
      logFile: true,
      log: true,
      caFile: true,
    },
    ...{ timeout: true, color: true, proxy: true },
  };
  expect(keys.toSorted()).toEqual(Object.keys(typed).toSorted());
  type Declared = OptionsOf<
    readonly [
      { flags: '--days <n>'; help: { ja: ''; en: '' }; value: typeof DAYS; default: 3 },
      { flags: '--no-net'; help: { ja: ''; en: '' } },
      { flags: '-o, --out-file [path]'; help: { ja: ''; en: '' } },
    ]
  >;
  expectTypeOf<Declared>().toEqualTypeOf<{
    readonly days: number;
    readonly net?: boolean;
    readonly outFile?: string;
  }>();
});

describe('a value', () => {
  test.each([
    ['a word', oneOf(['edge', 'chrome']), 'edge', 'edge'],
    ['no word of them', oneOf(['edge', 'chrome']), 'Edge', undefined],
    ['a number of some', oneOfNumbers([2048, 4096]), '4096', 4096],
    ['another number', oneOfNumbers([2048, 4096]), '4096.0', undefined],
    ['no day', DAYS, '0', 0],
    ['the most days', DAYS, '36500', 36_500],
    ['too many days', DAYS, '36501', undefined],
    ['days in full width', DAYS, '３０', 30],
    ['days below none', DAYS, '-1', undefined],
    ['days in words', DAYS, '', undefined],
    ['days and a word', DAYS, '7 days', undefined],
    ['a word and days', DAYS, 'in 7', undefined],
    ['half a day', DAYS, '1.5', undefined],
    ['more digits than any number of days has', DAYS, '0000000007', undefined],
    ['more digits than any serial number has', SERIAL_NUMBER, 'a'.repeat(97), undefined],
    ['the highest port', PORT, '65535', 65_535],
    ['a port above', PORT, '65536', undefined],
    ['a serial number as openssl shows it', SERIAL_NUMBER, '5B:8E 86', '5b8e86'],
    ['one as Windows’ dialog hands it out', SERIAL_NUMBER, '\u200e5b 8e 86', '5b8e86'],
    ['one with 0x in full width', SERIAL_NUMBER, '０ｘ５Ｂ８Ｅ', '5b8e'],
    ['one digit', SERIAL_NUMBER, '5', undefined],
    ['no hex', SERIAL_NUMBER, '5g', undefined],
    ['something before', SERIAL_NUMBER, 'x5b8e', undefined],
    ['something behind', SERIAL_NUMBER, '5b8ex', undefined],
    ['a page', HTTPS_URL, 'https://bank.example/login', 'https://bank.example/login'],
    ['a page without TLS', HTTPS_URL, 'http://bank.example/', undefined],
    ['a page as people type it', HTTPS_URL, ' bank.example/login', 'https://bank.example/login'],
    ['no address', HTTPS_URL, 'bank example', undefined],
    ['another option', HTTPS_URL, '--json', undefined],
  ] as const)('%s', (_, kind, text, value) => {
    expect(kind.read(text)).toBe(value);
  });

  test('says what is allowed', () => {
    expect([oneOf(['a', 'b']).allowed, oneOfNumbers([1, 2]).allowed]).toEqual(['a, b', '1, 2']);
    expect([DAYS.allowed, PORT.allowed]).toEqual(['0–36500', '0–65535']);
    expect(SERIAL_NUMBER.read(SERIAL_NUMBER.allowed)).toBe(SERIAL_NUMBER.allowed);
  });

  test('that may be repeated is added to the earlier ones', () => {
    expect(TEXTS.read('b', TEXTS.read('a'))).toEqual(['a', 'b']);
  });
});

test('--store takes auto and each kind of store', () => {
  expect(STORE_CHOICES).toEqual(['auto', ...STORE_KINDS]);
  const store = SHARED_OPTIONS.find(({ flags }) => flags === '--store <kind>');
  for (const kind of STORE_CHOICES) expect(store?.help.en).toContain(kind);
});
