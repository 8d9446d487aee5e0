/**
 * A one-time password without what typing, copying and programs put around and between its digits: blanks, line ends,
 * hyphens, quotes, byte order marks. Full-width digits become ASCII.
 */
export function tidyCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}\p{Pi}\p{Pf}\u2212\u30fc"'`「」]/gu, '');
}

/**
 * Whether this can be a one-time password.
 * @param digits how many the bank wants; left out, as many as docs/bank-api.yaml lets a bank want
 */
export function isCode(text: string, digits?: number): boolean {
  return /^[0-9]{4,12}$/.test(text) && (digits === undefined || text.length === digits);
}
