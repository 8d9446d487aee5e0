import type { Language, Text } from './text.ts';

const JAPAN_OFFSET_MS = 9 * 60 * 60 * 1000;

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
  const [date, time] = japanTime(moment);
  const [hours, minutes, seconds] = time.split(':');
  return language === 'ja'
    ? `${formatDate(moment, language)} ${hours}時${minutes}分${seconds}秒`
    : `${date} ${time} JST`;
}

/** Its day in Japan: `2010年12月01日`, `2010-12-01`. */
export function formatDate(moment: Date, language: Language): string {
  if (hasNoEnd(moment)) return NO_END[language];
  const [date] = japanTime(moment);
  if (language === 'en') return date;
  const [year, month, day] = date.split(/(?<=\d)-/);
  return `${year}年${month}月${day}日`;
}

/** When the bank opens again, as a parameter for the catalogue's sentences. */
export function untilText(until: Date | undefined): Text {
  if (!until) return { ja: '未定', en: 'not announced' };
  return { ja: formatMoment(until, 'ja'), en: formatMoment(until, 'en') };
}

function japanTime(moment: Date): [date: string, time: string] {
  const iso = new Date(Math.min(moment.getTime(), LATEST_MS) + JAPAN_OFFSET_MS).toISOString();
  const end = iso.indexOf('T');
  // Years beyond 9999 have six digits and a sign.
  const date = iso.slice(0, end);
  return [iso.startsWith('+') ? date.replace(/^\+0*/, '') : date, iso.slice(end + 1, end + 9)];
}
