import type { Text } from './text.ts';

/** How far a PC's clock is from the bank's time. */
export interface ClockDifference {
  /** The bank's time less this PC's: negative where the PC is ahead. */
  readonly differenceMs: number;
  /** By this PC's clock. */
  readonly measuredAt: Date;
}

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From it on people are told: what a slow line or an idle clock explains is less. */
const NOTABLE_MS = 5 * MINUTE_MS;

export function isNotable({ differenceMs }: ClockDifference): boolean {
  return Math.abs(differenceMs) >= NOTABLE_MS;
}

/** Whether a moment is still to come, by more than clocks explain that are a little wrong: just issued is no begin to wait for. */
export function isWellAhead(moment: Date, now: Date): boolean {
  return moment.getTime() - now.getTime() >= NOTABLE_MS;
}

/** What the bank's time is when this PC's clock shows a moment. */
export function corrected(moment: Date, { differenceMs }: ClockDifference): Date {
  return new Date(moment.getTime() + differenceMs);
}

/** As the end of a sentence about this PC's clock: `400 days ahead of the bank's time`. In whole units. */
export function differenceText({ differenceMs }: ClockDifference): Text {
  const [unit, ms] = (
    [
      ['days', DAY_MS],
      ['hours', HOUR_MS],
      ['minutes', MINUTE_MS],
    ] as const
  ).find(([, size]) => Math.abs(differenceMs) >= size) ?? ['seconds', 1000];
  const count = Math.round(Math.abs(differenceMs) / ms);
  const isAhead = differenceMs < 0;
  return {
    ja: `${count} ${UNITS_JA[unit]}${isAhead ? '進んでいます' : '遅れています'}`,
    en: `${count} ${count === 1 ? unit.slice(0, -1) : unit} ${isAhead ? 'ahead of' : 'behind'} the bank's time`,
  };
}

const UNITS_JA = { days: '日', hours: '時間', minutes: '分', seconds: '秒' } as const;
