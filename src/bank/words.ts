import { formatMoment } from '../core/japan-time.ts';
import type { Text } from '../core/text.ts';

/** A moment in Japan time, as the bank's pages write it: `2026年11月22日 18時00分`, `2026-11-22 18:00 JST`. */
export function untilWords(until: Date | undefined): Text {
  if (until === undefined) return { ja: '未定', en: 'further notice' };
  return {
    ja: formatMoment(until, 'ja').replace(/\d\d秒$/, ''),
    en: formatMoment(until, 'en').replace(/:\d\d JST$/, ' JST'),
  };
}
