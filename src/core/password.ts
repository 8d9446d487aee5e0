import type { Text } from './text.ts';

/** As docs/bank-api.yaml has it. */
const LONGEST = 256;

/** Why this can be no password: it is too long, or something on the way here decoded it wrongly. */
export function unusable(password: string): Text | undefined {
  if (password.length > LONGEST) {
    return { ja: `${LONGEST} 文字を超えています`, en: `it has more than ${LONGEST} characters` };
  }
  if (/\p{Cc}/u.test(password)) return { ja: '制御文字があります', en: 'it holds control characters' };
  if (/\uFFFD|\p{Cs}/u.test(password)) {
    return { ja: '壊れた文字があります', en: 'it holds broken characters' };
  }
  if (MISREAD_MARK.test(password)) {
    return { ja: '先頭に BOM の残りがあります', en: 'it begins with the rest of a byte order mark' };
  }
  return undefined;
}

/** The mark of UTF-8 or UTF-16 as code pages 1252, 437 and 932 show it. */
const MISREAD_MARK = /^(?:ï»¿|∩╗┐|・ｿ|ÿþ|þÿ)/;

/** Whether it looks as if an input method was on while it was typed. */
export function hasFullWidth(password: string): boolean {
  return /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/.test(password);
}
