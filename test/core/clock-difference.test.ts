import { expect, test } from 'vitest';
import { corrected, differenceText, isNotable } from '../../src/core/clock-difference.ts';

const measuredAt = new Date('2026-07-01T03:00:00Z');
const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
const by = (differenceMs: number) => ({ differenceMs, measuredAt });

test.each([
  [0, false],
  [5 * MINUTE - 1, false],
  [-5 * MINUTE + 1, false],
  [5 * MINUTE, true],
  [-5 * MINUTE, true],
  [400 * DAY, true],
])('a difference of %d ms is worth a word: %s', (differenceMs, notable) => {
  expect(isNotable(by(differenceMs))).toBe(notable);
});

test("the bank's time follows from this PC's", () => {
  expect(corrected(measuredAt, by(-2 * HOUR))).toEqual(new Date('2026-07-01T01:00:00Z'));
  expect(corrected(new Date('2026-07-02T00:00:00Z'), by(MINUTE))).toEqual(new Date('2026-07-02T00:01:00Z'));
});

test.each([
  [-400 * DAY, "400 days ahead of the bank's time", '400 日進んでいます'],
  [DAY, "1 day behind the bank's time", '1 日遅れています'],
  [DAY - 1, "24 hours behind the bank's time", '24 時間遅れています'],
  [-HOUR, "1 hour ahead of the bank's time", '1 時間進んでいます'],
  [1.5 * HOUR, "2 hours behind the bank's time", '2 時間遅れています'],
  [HOUR - MINUTE, "59 minutes behind the bank's time", '59 分遅れています'],
  [-MINUTE, "1 minute ahead of the bank's time", '1 分進んでいます'],
  [MINUTE - SECOND, "59 seconds behind the bank's time", '59 秒遅れています'],
  [-SECOND, "1 second ahead of the bank's time", '1 秒進んでいます'],
  [0, "0 seconds behind the bank's time", '0 秒遅れています'],
])('%d ms: %s', (differenceMs, en, ja) => {
  expect(differenceText(by(differenceMs))).toEqual({ ja, en });
});
