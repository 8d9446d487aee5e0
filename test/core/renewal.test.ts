import { describe, expect, test } from 'vitest';
import { formatDate, formatMoment, untilText } from '../../src/core/japan-time.ts';
import {
  daysLeft,
  inDate,
  RENEWAL_WINDOW_DAYS,
  renewableFrom,
  stateAt,
  usuallyRenewableFrom,
  usualRenewalDays,
} from '../../src/core/renewal.ts';

const NOT_BEFORE = new Date('2026-01-15T15:00:00Z');
const NOT_AFTER = new Date('2027-01-15T23:59:59Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const validity = { notBefore: NOT_BEFORE, notAfter: NOT_AFTER };

describe('the state of a certificate that ends at 2027-01-15 23:59:59 UTC', () => {
  test.each([
    ['2026-01-15T14:59:59.999Z', 'not-yet-valid', false],
    ['2026-01-15T15:00:00.000Z', 'issued', true],
    ['2026-12-06T23:59:58.999Z', 'issued', true],
    ['2026-12-06T23:59:59.000Z', 'renewable', true],
    ['2027-01-15T23:59:58.999Z', 'renewable', true],
    ['2027-01-15T23:59:59.000Z', 'renewable', true],
    ['2027-01-15T23:59:59.999Z', 'renewable', true],
    ['2027-01-16T00:00:00.000Z', 'expired', false],
    ['2037-01-16T00:00:00.000Z', 'expired', false],
  ])('at %s is %s', (now, state, valid) => {
    expect(stateAt(validity, new Date(now), usuallyRenewableFrom(validity))).toBe(state);
    expect(inDate(validity, new Date(now))).toBe(valid);
  });

  test('can be renewed in the last 40 days, over a leap day and a change of clocks too', () => {
    expect(RENEWAL_WINDOW_DAYS).toBe(40);
    const from = (notAfter: string, days: number) =>
      renewableFrom({ notAfter: new Date(notAfter) }, days).toISOString();
    expect(usuallyRenewableFrom(validity).toISOString()).toBe('2026-12-06T23:59:59.000Z');
    expect(from('2028-03-10T23:59:59Z', 40)).toBe('2028-01-30T23:59:59.000Z');
    expect(from('2027-03-10T23:59:59Z', 40)).toBe('2027-01-29T23:59:59.000Z');
    expect(from('2027-03-10T23:59:59Z', 30)).toBe('2027-02-08T23:59:59.000Z');
  });

  test.each([
    [730, 40],
    [365, 40],
    [120, 40],
    [90, 30],
    [30, 10],
    [1, 1],
  ])('of %d days, where the bank says nothing, can be renewed in its last %d', (lasts, days) => {
    const notBefore = new Date(NOT_AFTER.getTime() - lasts * DAY_MS);
    const from = usuallyRenewableFrom({ notBefore, notAfter: NOT_AFTER });
    const share = Math.min(40, lasts / 3);
    expect((NOT_AFTER.getTime() - from.getTime()) / DAY_MS).toBeCloseTo(share, 6);
    expect(stateAt({ notBefore, notAfter: NOT_AFTER }, notBefore, from)).toBe('issued');
    expect(usualRenewalDays(lasts)).toBe(days);
  });
});

test.each([
  ['2026-01-15T23:59:59Z', 365],
  ['2026-12-06T23:59:58Z', 40],
  ['2026-12-06T23:59:59Z', 40],
  ['2026-12-07T00:00:00Z', 39],
  ['2027-01-14T23:59:59Z', 1],
  ['2027-01-15T00:00:00Z', 0],
  ['2027-01-15T23:59:59Z', 0],
  ['2027-01-16T00:00:00Z', -1],
  ['2027-01-16T23:59:59Z', -1],
  ['2027-01-17T00:00:00Z', -2],
])('at %s there are %d whole days left', (now, days) => {
  expect(daysLeft(NOT_AFTER, new Date(now))).toBe(days);
});

describe('moments are shown in Japan time', () => {
  test.each([
    ['2010-11-30T23:59:59Z', '2010年12月01日 08時59分59秒', '2010-12-01 08:59:59 JST'],
    ['2024-02-28T15:00:00Z', '2024年02月29日 00時00分00秒', '2024-02-29 00:00:00 JST'],
    ['2026-12-31T14:59:59.999Z', '2026年12月31日 23時59分59秒', '2026-12-31 23:59:59 JST'],
  ])('%s', (moment, ja, en) => {
    expect(formatMoment(new Date(moment), 'ja')).toBe(ja);
    expect(formatMoment(new Date(moment), 'en')).toBe(en);
    expect(formatDate(new Date(moment), 'ja')).toBe(ja.split(' ')[0]);
    expect(formatDate(new Date(moment), 'en')).toBe(en.split(' ')[0]);
  });

  test('and an end that is not known is called so', () => {
    expect(untilText(undefined)).toEqual({ ja: '未定', en: 'not announced' });
    expect(untilText(new Date('2026-01-01T00:00:00Z'))).toEqual({
      ja: '2026年01月01日 09時00分00秒',
      en: '2026-01-01 09:00:00 JST',
    });
  });
});
