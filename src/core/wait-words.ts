import type { Text } from './text.ts';

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
