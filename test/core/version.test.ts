import { describe, expect, test } from 'vitest';
import { compareVersions, readVersion } from '../../src/core/version.ts';

describe('readVersion', () => {
  test.each([
    '0.0.0',
    '1.2.3',
    '10.20.30',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-0a.x-y',
    '1.0.0+20130313',
    '1.0.0-rc.1+b.01',
  ])('reads %s', (text) => expect(readVersion(text)).toBeDefined());

  test.each([
    '',
    '1',
    '1.2',
    '1.2.3.4',
    'v1.2.3',
    ' 1.2.3',
    '1.2.3 ',
    '01.2.3',
    '1.02.3',
    '1.2.x',
    '1.2.3-',
    '1.2.3-a..b',
    '1.2.3-01',
    '1.2.3+',
    '1.2.3+a..b',
    '-1.2.3',
    '1.2.3\n',
    '最新',
  ])('finds no version in %j', (text) => expect(readVersion(text)).toBeUndefined());
});

describe('compareVersions', () => {
  // Oldest first.
  const ORDER = [
    '0.1.0',
    '0.2.0',
    '0.10.0',
    '1.0.0-1',
    '1.0.0-2',
    '1.0.0-10',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1',
    '1.9.9',
    '1.10.0',
    '2.0.0',
    '9007199254740993.0.0',
    '9007199254740994.0.0',
  ];

  test('puts every version before all later ones and beside itself', () => {
    for (const [i, one] of ORDER.entries()) {
      for (const [j, other] of ORDER.entries()) {
        expect([one, other, Math.sign(order(one, other))]).toEqual([one, other, Math.sign(i - j)]);
      }
    }
  });

  test('does not look at what was built', () => expect(order('1.0.0+one', '1.0.0+two')).toBe(0));
});

function order(one: string, other: string): number {
  const [a, b] = [readVersion(one), readVersion(other)];
  if (!a || !b) throw new TypeError('no version');
  return compareVersions(a, b);
}
