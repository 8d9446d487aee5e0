/** What a JSON object holds, by name. */
export type Members = Readonly<Record<string, unknown>>;

/** @returns undefined for what is no object: an array is none */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

/**
 * The members of the JSON object that a text is, as small records are read, which the program can do without.
 * @returns undefined for no text, a damaged one, and other JSON
 */
export function membersIn(text: string | undefined): Members | undefined {
  try {
    return membersOf(JSON.parse(text ?? 'null'));
  } catch {
    return undefined;
  }
}
