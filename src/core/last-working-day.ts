import { formatDate, hasNoEnd } from './japan-time.ts';
import type { Language } from './text.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const JAPAN_OFFSET_MS = 9 * HOUR_MS;
/** When work begins, in Japan. */
const OPENING_MS = 9 * HOUR_MS;
const [SUNDAY, THURSDAY, SATURDAY] = [0, 4, 6];

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * The last day on which one can work with a certificate (最終利用日), as its beginning in Japan: the last weekday on which it
 * is good beyond nine in the morning. Most banks' end at 08:59:59, so nobody can work on the day that is printed; one that
 * ends later is good for that day, at least for a part of it. Public holidays are not considered. Where there is no weekday
 * between its first day and its last, it is the last one, and never one before its first.
 * @returns undefined for a certificate without an end (RFC 5280, 4.1.2.5)
 */
export function lastWorkingDay({ notBefore, notAfter }: Validity): Date | undefined {
  if (hasNoEnd(notAfter)) return undefined;
  const first = dayOf(notBefore.getTime());
  // Beyond nine: its last second alone is nobody's working day.
  const last = Math.max(first, dayOf(notAfter.getTime() - OPENING_MS - 1));
  const weekday = weekdayOnOrBefore(last);
  return startOf(weekday < first ? last : weekday);
}

/** The same as people read it; in words where there is no end. */
export function lastWorkingDayText(validity: Validity, language: Language): string {
  return formatDate(lastWorkingDay(validity) ?? validity.notAfter, language);
}

/**
 * The weekdays that are left to work with a certificate, today in Japan and its last working day included; 0 when that is over.
 * Public holidays are not considered. @returns undefined for a certificate without an end
 */
export function workingDaysLeft(validity: Validity, now: Date): number | undefined {
  const last = lastWorkingDay(validity);
  if (!last) return undefined;
  return Math.max(0, weekdaysUntil(dayOf(last.getTime())) - weekdaysUntil(dayOf(now.getTime()) - 1));
}

/**
 * The weekday that lies so many working days before a day, as its beginning in Japan. Public holidays are not considered.
 * @param day its beginning in Japan
 */
export function workingDaysBefore(day: Date, count: number): Date {
  let at = dayOf(day.getTime());
  for (let left = count; left > 0; left -= 1) at = weekdayOnOrBefore(at - 1);
  return startOf(at);
}

/** How many weekdays there are from Monday, 5 January 1970, up to a day. */
function weekdaysUntil(day: number): number {
  const days = day - FIRST_MONDAY + 1;
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(5, days - weeks * 7);
}

/** 5 January 1970, in days since 1970. */
const FIRST_MONDAY = 4;

/** Days since 1970 in Japan. */
function dayOf(moment: number): number {
  return Math.floor((moment + JAPAN_OFFSET_MS) / DAY_MS);
}

function startOf(day: number): Date {
  return new Date(day * DAY_MS - JAPAN_OFFSET_MS);
}

/** 1 January 1970 was a Thursday. */
function weekdayOnOrBefore(day: number): number {
  const weekday = (((day + THURSDAY) % 7) + 7) % 7;
  if (weekday === SATURDAY) return day - 1;
  return weekday === SUNDAY ? day - 2 : day;
}
