/**
 * What people paste, without what dialogs, documents and input methods put into and around it: full width becomes half
 * width, format characters (Windows' certificate dialog begins with one) and byte order marks go, as do blanks around it.
 */
export function tidyPasted(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
}

/**
 * The digits of a thumbprint, key identifier or serial number as programs and people write them: in capitals or not,
 * with blanks, colons or hyphens between them, with `0x` in front. Lower case; undefined where it is none.
 */
export function hexDigitsIn(text: string): string | undefined {
  const digits = tidyPasted(text)
    .toLowerCase()
    .replace(/^0x/, '')
    .replace(/[\s:\p{Pd}]/gu, '');
  return /^[0-9a-f]+$/.test(digits) ? digits : undefined;
}
