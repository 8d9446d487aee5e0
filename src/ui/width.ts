import { isPlain } from './printable.ts';

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  const base = text.replace(/\p{M}/gu, '');
  // East Asian wide and fullwidth blocks, and emoji (Unicode Standard Annex 11); a full table would cost every start.
  const wide =
    /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/gu;
  return [...base].length + (base.match(wide)?.length ?? 0);
}

export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Whether a character takes two columns. */
export function isWide(character: string): boolean {
  return widthOf(character) > 1;
}

/** A text cut to a width, with `…` where something is missing. */
export function cutToWidth(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let used = 1;
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}
