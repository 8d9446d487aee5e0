import { describe, expect, test } from 'vitest';
import { formatDate } from '../../src/core/japan-time.ts';
import { lastWorkingDay, workingDaysBefore } from '../../src/core/last-working-day.ts';

/** Times of Japan. */
function dayOf(notAfter: string, notBefore = '2024-01-01T00:00:00'): string | undefined {
  const at = (text: string) => new Date(`${text}+09:00`);
  const day = lastWorkingDay({ notBefore: at(notBefore), notAfter: at(notAfter) });
  return day && formatDate(day, 'en');
}

describe('a certificate that ends', () => {
  test.each([
    ['on a Wednesday', '2026-12-02T08:59:59', '2026-12-01'],
    ['on a Tuesday, which leaves the Monday', '2026-12-01T08:59:59', '2026-11-30'],
    ['on a Monday, after the weekend', '2026-11-30T08:59:59', '2026-11-27'],
    ['on a Sunday', '2026-11-29T08:59:59', '2026-11-27'],
    ['on a Saturday', '2026-11-28T08:59:59', '2026-11-27'],
    ['on a Friday', '2026-11-27T08:59:59', '2026-11-26'],
    ['on New Year’s Day, for holidays are not considered', '2027-01-01T08:59:59', '2026-12-31'],
    ['on the second of January', '2026-01-02T08:59:59', '2026-01-01'],
    ['after a year’s end on a weekend', '2028-01-03T08:59:59', '2027-12-31'],
    ['on the first of March of a leap year', '2028-03-01T08:59:59', '2028-02-29'],
    ['on the first of March of another year', '2027-03-02T08:59:59', '2027-03-01'],
    ['in a far year', '2099-12-31T08:59:59', '2099-12-30'],
  ])('at 08:59:59 %s', (_, notAfter, day) => {
    expect(dayOf(notAfter)).toBe(day);
  });

  test.each([
    ['at midnight, as the day begins', '2026-12-02T00:00:00', '2026-12-01'],
    ['a second before it begins', '2026-12-01T23:59:59', '2026-12-01'],
    ['as work begins', '2026-12-02T09:00:00', '2026-12-01'],
    ['a second later', '2026-12-02T09:00:01', '2026-12-02'],
    ['at noon', '2026-12-02T12:00:00', '2026-12-02'],
    ['in the evening', '2026-12-02T18:30:00', '2026-12-02'],
    ['with the day', '2026-12-02T23:59:59', '2026-12-02'],
    ['with a Saturday', '2026-12-05T23:59:59', '2026-12-04'],
    ['with a Sunday', '2026-12-06T23:59:59', '2026-12-04'],
    ['with a Monday', '2026-12-07T23:59:59', '2026-12-07'],
    ['with the year', '2026-12-31T23:59:59', '2026-12-31'],
    ['at noon of a Sunday', '2026-12-06T12:00:00', '2026-12-04'],
  ])('%s', (_, notAfter, day) => {
    expect(dayOf(notAfter)).toBe(day);
  });
});

describe('never before its first day:', () => {
  test.each([
    ['from Saturday to Monday', '2026-12-05T10:00:00', '2026-12-07T08:59:59', '2026-12-06'],
    ['from Friday evening to Monday', '2026-12-04T20:00:00', '2026-12-07T08:59:59', '2026-12-04'],
    ['on a Sunday alone', '2026-12-06T10:00:00', '2026-12-06T23:59:59', '2026-12-06'],
    ['from Saturday to Sunday', '2026-12-05T10:00:00', '2026-12-06T08:59:59', '2026-12-05'],
    ['of a few hours at night', '2026-12-02T01:00:00', '2026-12-02T08:59:59', '2026-12-02'],
    ['of nothing', '2026-12-02T08:59:59', '2026-12-02T08:59:59', '2026-12-02'],
    ['that ends before it begins', '2026-12-09T00:00:00', '2026-12-02T08:59:59', '2026-12-09'],
  ])('%s', (_, notBefore, notAfter, day) => {
    expect(dayOf(notAfter, notBefore)).toBe(day);
  });
});

test('one without an end has none; one that ends later than any date, or before 1970, does', () => {
  const notBefore = new Date('2024-01-01T00:00:00Z');
  expect(lastWorkingDay({ notBefore, notAfter: new Date('9999-12-31T23:59:59Z') })).toBeUndefined();
  expect(dayOf('9999-12-31T08:59:59')).toBe('9999-12-30');
  expect(dayOf('1969-12-31T08:59:59', '1960-01-01T00:00:00')).toBe('1969-12-30');
  expect(dayOf('1951-01-01T08:59:59', '1950-01-01T00:00:00')).toBe('1950-12-29');
});

describe('so many working days before', () => {
  test.each([
    ['a Friday', '2026-11-27', 1, '2026-11-26'],
    ['a Friday, over a weekend', '2026-11-27', 5, '2026-11-20'],
    ['a Monday', '2026-11-30', 3, '2026-11-25'],
    ['a Monday', '2026-11-30', 14, '2026-11-10'],
    ['a Sunday', '2026-11-29', 1, '2026-11-27'],
    ['itself', '2026-11-27', 0, '2026-11-27'],
  ])('%s (%s, %i)', (_, day, count, before) => {
    expect(formatDate(workingDaysBefore(new Date(`${day}T00:00:00+09:00`), count), 'en')).toBe(before);
  });
});
