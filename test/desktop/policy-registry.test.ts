import { describe, expect, test } from 'vitest';
import { isEmpty, valuesIn } from '../../src/desktop/policy-registry.ts';

const KEY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Edge\\AutoSelectCertificateForUrls';
const HEAD = KEY.replace('HKLM', 'HKEY_LOCAL_MACHINE');
const listed = (...lines: string[]) => ['', HEAD, ...lines, ''].join('\r\n');

describe('what reg.exe lists', () => {
  test.each([
    ['nothing', '', []],
    ['an empty key', listed(), []],
    [
      'values',
      listed('    1    REG_SZ    {"a": 1}', '    1000000001    REG_SZ    {}'),
      [
        { name: '1', text: '{"a": 1}' },
        { name: '1000000001', text: '{}' },
      ],
    ],
    [
      'other kinds',
      listed('    (Default)    REG_SZ    (value not set)', '    7    REG_DWORD    0x1'),
      [
        { name: '(Default)', text: '(value not set)' },
        { name: '7', text: '0x1' },
      ],
    ],
    ['a value without text', listed('    3    REG_SZ    '), [{ name: '3', text: '' }]],
    ['a key below', listed(`${HEAD}\\more`), []],
  ])('%s', (_, text, values) => {
    expect(valuesIn(text)).toEqual(values);
  });

  test.each([
    ['nothing', '', true],
    ['the key alone', listed(), true],
    ['a value', listed('    3    REG_SZ    '), false],
    ['a key below', listed(`${HEAD}\\more`), false],
  ])('whether the key is empty: %s', (_, text, empty) => {
    expect(isEmpty(text, KEY)).toBe(empty);
  });
});
