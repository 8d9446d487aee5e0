import type { Text } from './text.ts';

/** More wrong letters than this is another word. */
const MOST_MISTAKES = 3;
/** How much of a word has to be right. */
const LEAST_ALIKE = 0.4;

/**
 * The word that was probably meant: the one with the fewest wrong, missing, added or exchanged letters, of several the
 * first. One of which only the beginning was typed, or which something was added to, counts too. Undefined for none.
 * @param most how many letters may be wrong
 */
export function closest(typed: string, words: readonly string[], most = MOST_MISTAKES): string | undefined {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  if (wanted === '') return undefined;
  const ranked = words
    .map((word) => ({ word, mistakes: mistakesBetween(wanted, word.toLowerCase()) }))
    .filter(({ word, mistakes }) => {
      const longest = Math.max(wanted.length, word.length);
      return mistakes <= most && (longest - mistakes) / longest > LEAST_ALIKE;
    })
    .sort((one, other) => one.mistakes - other.mistakes);
  return ranked[0]?.word ?? words.find((word) => isBeginning(wanted, word.toLowerCase()));
}

/** What to say of a word that there is not, behind the sentence; nothing where no word is like it. */
export function didYouMean(typed: string, words: readonly string[]): Text {
  return suggestionText(closest(typed, words));
}

export function suggestionText(meant: string | undefined): Text {
  if (meant === undefined) return { ja: '', en: '' };
  return { ja: `(もしかして: ${meant})`, en: ` (did you mean ${meant}?)` };
}

function isBeginning(one: string, other: string): boolean {
  return one.length >= 2 && other.length >= 2 && (one.startsWith(other) || other.startsWith(one));
}

/** Optimal string alignment distance: insertions, deletions, substitutions, and exchanges of two neighbours. */
function mistakesBetween(one: string, other: string): number {
  // Each letter more is a mistake; what stands in a file may be of any length.
  if (Math.abs(one.length - other.length) > MOST_MISTAKES) return Number.POSITIVE_INFINITY;
  let [earlier, previous]: [number[], number[]] = [
    [],
    Array.from({ length: other.length + 1 }, (_, at) => at),
  ];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const isExchange = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
        isExchange ? (earlier[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [earlier, previous] = [previous, current];
  }
  return previous[other.length] ?? 0;
}
