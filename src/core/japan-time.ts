import type { Language, Text } from './text.ts';

const JAPAN_OFFSET_MS = 9 * 60 * 60 * 1000;

/** A moment in Japan time as the bank shows it: `2010年12月01日 08時59分59秒`, `2010-12-01 08:59:59 JST`. */
export function formatMoment(moment: Date, language: Language): string {
  const [date, time] = japanTime(moment);
  const [hours, minutes, seconds] = time.split(':');
  return language === 'ja'
    ? `${formatDate(moment, language)} ${hours}時${minutes}分${seconds}秒`
    : `${date} ${time} JST`;
}

/** Its day in Japan: `2010年12月01日`, `2010-12-01`. */
export function formatDate(moment: Date, language: Language): string {
  const [date] = japanTime(moment);
  const [year, month, day] = date.split('-');
  return language === 'ja' ? `${year}年${month}月${day}日` : date;
}

/** When the bank opens again, as a parameter for the catalogue's sentences. */
export function untilText(until: Date | undefined): Text {
  if (!until) return { ja: '未定', en: 'not announced' };
  return { ja: formatMoment(until, 'ja'), en: formatMoment(until, 'en') };
}

function japanTime(moment: Date): [date: string, time: string] {
  const iso = new Date(moment.getTime() + JAPAN_OFFSET_MS).toISOString();
  return [iso.slice(0, 10), iso.slice(11, 19)];
}
