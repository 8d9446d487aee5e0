const NOT_PLAIN = /[^\x20-\x7e]/;

/** Safe, and a column each: most of what is shown. Looked at first, for that takes a tenth of the time. */
export function isPlain(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/**
 * Text from elsewhere made safe for a terminal: nothing in it can move the cursor, colour, or reverse the order of
 * what is read. Each unsafe character becomes `\u{…}`, so that it is seen.
 */
export function printable(text: string): string {
  if (isPlain(text)) return text;
  // Unicode "other" characters: controls, format characters (bidi overrides, zero width), lone surrogates, private use.
  // Made where it is used, as all expressions of Unicode's properties: making one takes a millisecond of each start.
  const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
  return text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
