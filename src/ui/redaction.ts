import { maskUrlPassword } from '../core/text.ts';

const MASK = '********';
/** Shorter values would mask half of every text; no bank takes such a password. */
const SHORTEST = 4;

/** Masks known secrets in text. The last line of defence: no text is meant to hold one in the first place. */
export interface Redactor {
  hide(secret: string): void;
  redact(text: string): string;
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    hide(secret) {
      if (secret.length < SHORTEST) return;
      secrets.add(secret);
      const escaped = JSON.stringify(secret).slice(1, -1);
      secrets.add(escaped);
      // By way of UTF-8, for a lone surrogate has no URL form.
      secrets.add(encodeURIComponent(Buffer.from(secret).toString()));
    },
    redact(text) {
      let masked = maskUrlPassword(text);
      // The longest first: a secret that begins with another must not be left in part.
      const longestFirst = [...secrets].sort((one, other) => other.length - one.length);
      for (const secret of longestFirst) masked = masked.replaceAll(secret, MASK);
      return masked;
    },
  };
}
