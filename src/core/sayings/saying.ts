import type { ErrorName } from '../catalogue/index.ts';
import type { Text } from '../text.ts';

/** What other programs say, or people, of whom cert-tool has no error, and what is behind it. */
export interface Saying {
  /**
   * Any of these within what is said. Capitals, widths, and all but letters and digits do not matter; what has fewer than
   * six of them, in ASCII, has to be a word of its own.
   */
  readonly says: readonly string[];
  /** What it means, for the person who hears it. */
  readonly meaning: Text;
  /** What of ours can be behind it, the likeliest first. None where cert-tool has nothing to do with it. */
  readonly entries: readonly ErrorName[];
}
