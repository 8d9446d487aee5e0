import { formatMoment } from '../core/japan-time.ts';
import type { Text } from '../core/text.ts';

/** When to try again, as a sentence part: `30 秒後に`, `after 30 seconds`. */
export function waitWords(seconds: number | undefined): Text {
  if (seconds === undefined || seconds <= 0) return { ja: 'しばらくしてから', en: 'after a while' };
  if (seconds < 120)
    return { ja: `${seconds} 秒後に`, en: `after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}` };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return { ja: `${minutes} 分後に`, en: `after ${minutes} minutes` };
  const hours = Math.ceil(minutes / 60);
  return { ja: `${hours} 時間後に`, en: `after ${hours} hours` };
}

/** A moment in Japan time, as the bank's pages write it: `2026年11月22日 18時00分`, `2026-11-22 18:00 JST`. */
export function untilWords(until: Date | undefined): Text {
  if (until === undefined) return { ja: '未定', en: 'further notice' };
  return {
    ja: formatMoment(until, 'ja').replace(/\d\d秒$/, ''),
    en: formatMoment(until, 'en').replace(/:\d\d JST$/, ' JST'),
  };
}

/** The host of the bank's login page, where it is known. */
export function loginPageWords(loginPage: string | undefined): string | Text {
  if (loginPage !== undefined && URL.canParse(loginPage)) return new URL(loginPage).host;
  return { ja: '銀行のログインページ', en: "the host of the bank's login page" };
}
