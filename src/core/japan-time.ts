import type { Language, Text } from './text.ts';

const JAPAN_OFFSET_MS = 9 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The end of a validity that has no well-defined end: 99991231235959Z (RFC 5280, 4.1.2.5). */
const NO_END_MS = Date.UTC(9999, 11, 31, 23, 59, 59);
const NO_END: Text = { ja: '期限なし', en: 'no end' };

/** Whether a validity says that it has no end. */
export function hasNoEnd(moment: Date): boolean {
  return moment.getTime() === NO_END_MS;
}

/** The latest moment that a `Date` holds, less Japan's offset. */
const LATEST_MS = 8.64e15 - JAPAN_OFFSET_MS;

/**
 * A moment in Japan time as the bank shows it: `2010年12月01日 08時59分59秒`, `2010-12-01 08:59:59 JST`; in words where it
 * says that there is no end.
 */
export function formatMoment(moment: Date, language: Language): string {
  if (hasNoEnd(moment)) return NO_END[language];
  const ofDay = inJapan(moment) % DAY_MS;
  const second = Math.floor((ofDay < 0 ? ofDay + DAY_MS : ofDay) / 1000);
  const hours = twoDigits(Math.floor(second / 3600));
  const minutes = twoDigits(Math.floor(second / 60) % 60);
  const seconds = twoDigits(second % 60);
  const date = formatDate(moment, language);
  return language === 'ja'
    ? `${date} ${hours}時${minutes}分${seconds}秒`
    : `${date} ${hours}:${minutes}:${seconds} JST`;
}

/** Its day in Japan: `2010年12月01日`, `2010-12-01`. */
export function formatDate(moment: Date, language: Language): string {
  if (hasNoEnd(moment)) return NO_END[language];
  const day = Math.floor(inJapan(moment) / DAY_MS);
  const known = dates[language].get(day);
  if (known !== undefined) return known;
  const date = dateText(new Date(day * DAY_MS), language);
  dates[language].set(day, date);
  return date;
}

/** By days since 1970: a list of thousands has few days, and making the text of one takes a microsecond. */
const dates: Readonly<Record<Language, Map<number, string>>> = { ja: new Map(), en: new Map() };

/** @param shifted whose day in UTC is meant */
function dateText(shifted: Date, language: Language): string {
  const iso = shifted.toISOString();
  // Years beyond 9999 have six digits and a sign.
  const date = iso.slice(iso.startsWith('+0') ? 2 : Number(iso.startsWith('+')), iso.indexOf('T'));
  if (language === 'en') return date;
  const [year, month, day] = date.split(/(?<=\d)-/);
  return `${year}年${month}月${day}日`;
}

/** When the bank opens again, as a parameter for the catalogue's sentences. */
export function untilText(until: Date | undefined): Text {
  if (!until) return { ja: '未定', en: 'not announced' };
  return { ja: formatMoment(until, 'ja'), en: formatMoment(until, 'en') };
}

/** Milliseconds since 1970 of a clock that shows Japan's time as UTC. */
function inJapan(moment: Date): number {
  return Math.min(moment.getTime(), LATEST_MS) + JAPAN_OFFSET_MS;
}

/** @param value of at most two digits */
function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
