import { shortened } from '../../core/text.ts';

/** Longer than any name that a person gives. */
const LONGEST = 300;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

/** A text from elsewhere on one line, of which all is seen; undefined where there is nothing. */
export function seenOf(text: string): string | undefined {
  const line = text.trim().replace(/\s+/g, ' ');
  const seen = /^[\x20-\x7e]*$/.test(line) ? line : line.replace(UNSEEN, '\uFFFD');
  return shortened(seen, LONGEST) || undefined;
}
