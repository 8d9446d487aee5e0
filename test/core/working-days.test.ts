import { expect, test } from 'vitest';
import { workingDaysLeft } from '../../src/core/last-working-day.ts';

const notBefore = new Date('2026-01-01T00:00:00Z');
/** At 08:59:59 in Japan. */
const endOn = (day: string) => ({ notBefore, notAfter: new Date(Date.parse(`${day}T00:00:00Z`) - 1000) });
const noonOn = (day: string) => new Date(`${day}T03:00:00Z`);

test.each([
  // Monday, 30 November, is over before work begins: Friday was the last day.
  ['2026-11-30', '2026-11-27', 1],
  ['2026-11-30', '2026-11-28', 0],
  ['2026-12-01', '2026-11-28', 1],
  ['2026-12-01', '2026-11-29', 1],
  ['2026-12-01', '2026-11-30', 1],
  ['2026-12-08', '2026-11-30', 6],
  ['2026-12-18', '2026-11-28', 14],
  ['2026-12-19', '2026-11-28', 15],
  ['2026-12-20', '2026-11-28', 15],
  ['2026-11-01', '2026-11-28', 0],
  ['2027-11-28', '2026-11-28', 260],
])('that ends on %s, seen on %s: %i', (end, today, left) => {
  expect(workingDaysLeft(endOn(end), noonOn(today))).toBe(left);
});

test('every day counts as walking through the days does', () => {
  const validity = endOn('2027-03-03');
  for (let day = 0; day < 120; day += 1) {
    const now = new Date(Date.parse('2026-11-10T03:00:00Z') + day * 86_400_000);
    let walked = 0;
    for (let at = now.getTime(); at < Date.parse('2027-03-02T15:00:00Z'); at += 86_400_000) {
      const weekday = new Date(at + 9 * 3_600_000).getUTCDay();
      if (weekday !== 0 && weekday !== 6) walked += 1;
    }
    expect([now, workingDaysLeft(validity, now)]).toEqual([now, walked]);
  }
});

test('none where there is no end', () => {
  expect(
    workingDaysLeft({ notBefore, notAfter: new Date('9999-12-31T23:59:59Z') }, noonOn('2026-11-28')),
  ).toBeUndefined();
});
