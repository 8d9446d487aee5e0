import { describe, expect, test } from 'vitest';
import { formatDate, formatMoment, untilText } from '../../src/core/japan-time.ts';

describe('a moment in Japan', () => {
  test.each([
    ['2010-11-30T23:59:59Z', '2010年12月01日 08時59分59秒', '2010-12-01 08:59:59 JST'],
    ['2026-12-31T14:59:59.999Z', '2026年12月31日 23時59分59秒', '2026-12-31 23:59:59 JST'],
    ['2026-12-31T15:00:00Z', '2027年01月01日 00時00分00秒', '2027-01-01 00:00:00 JST'],
    // The last second before the one that says that there is no end, and the one behind it.
    ['9999-12-31T23:59:58Z', '10000年01月01日 08時59分58秒', '10000-01-01 08:59:58 JST'],
    ['+010000-01-01T00:00:00Z', '10000年01月01日 09時00分00秒', '10000-01-01 09:00:00 JST'],
    ['+275760-09-13T00:00:00Z', '275760年09月13日 00時00分00秒', '275760-09-13 00:00:00 JST'],
    ['0001-01-01T00:00:00Z', '0001年01月01日 09時00分00秒', '0001-01-01 09:00:00 JST'],
    ['1969-12-31T14:59:59.001Z', '1969年12月31日 23時59分59秒', '1969-12-31 23:59:59 JST'],
  ])('%s', (moment, ja, en) => {
    const date = new Date(moment);
    expect([formatMoment(date, 'ja'), formatMoment(date, 'en')]).toEqual([ja, en]);
    expect([formatDate(date, 'ja'), formatDate(date, 'en')]).toEqual([ja.split(' ')[0], en.split(' ')[0]]);
    expect(untilText(date)).toEqual({ ja, en });
  });
});

test('what has no well-defined end is told in words', () => {
  const noEnd = new Date('9999-12-31T23:59:59Z');
  expect([formatMoment(noEnd, 'ja'), formatMoment(noEnd, 'en')]).toEqual(['期限なし', 'no end']);
  expect([formatDate(noEnd, 'ja'), formatDate(noEnd, 'en')]).toEqual(['期限なし', 'no end']);
});

test('a time that nobody has announced', () => {
  expect(untilText(undefined)).toEqual({ ja: '未定', en: 'not announced' });
});
