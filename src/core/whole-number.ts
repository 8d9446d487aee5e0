/**
 * A whole number as people type it, undefined for anything else: without a sign, of at most nine digits, which may be in full
 * width, for a Japanese input method types them so.
 */
export function readWholeNumber(text: string): number | undefined {
  const digits = text.normalize('NFKC');
  return /^[0-9]{1,9}$/.test(digits) ? Number(digits) : undefined;
}
