import { maskUrlPassword } from '../core/text.ts';

/** Stands for what is not to be seen. */
export const MASK = '********';
/** Shorter values would mask half of every text; no bank takes such a password. */
const SHORTEST = 4;

/** Masks known secrets in text. The last line of defence: no text is meant to hold one in the first place. */
export interface Redactor {
  /** @returns shows it again, where nothing that could hold it is written any more */
  hide(secret: string): () => void;
  redact(text: string): string;
}

export function createRedactor(): Redactor {
  /** How often each was hidden: many users may have the same password. */
  const counts = new Map<string, number>();
  let longestFirst: readonly string[] | undefined;
  const change = (forms: readonly string[], by: 1 | -1) => {
    for (const form of forms) {
      const count = (counts.get(form) ?? 0) + by;
      if (count > 0) counts.set(form, count);
      else counts.delete(form);
    }
    longestFirst = undefined;
  };
  return {
    hide(secret) {
      if (secret.length < SHORTEST) return () => {};
      const forms = formsOf(secret);
      change(forms, 1);
      let isHidden = true;
      return () => {
        if (isHidden) change(forms, -1);
        isHidden = false;
      };
    },
    redact(text) {
      // A secret that begins with another must not be left in part.
      longestFirst ??= [...counts.keys()].sort((one, other) => other.length - one.length);
      return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, MASK), maskUrlPassword(text));
    },
  };
}

/** As it is, in JSON, and in an address; by way of UTF-8, for a lone surrogate has no URL form. */
function formsOf(secret: string): readonly string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, escaped, encodeURIComponent(Buffer.from(secret).toString())])];
}
