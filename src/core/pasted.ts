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

/** What OpenSSL, keytool and dialogs write before the digits (`SHA1 Fingerprint=`, `serial=`). */
const BEFORE_DIGITS = /^(?:(?:sha-?1 ?)?(?:fingerprint|thumbprint)|sha-?1|serial ?(?:number)?)\s*[:=]\s*/;

/**
 * The digits of a thumbprint, key identifier or serial number as programs and people write them: in capitals or not,
 * with blanks, colons or hyphens (also those of input methods) between them, with `0x` or its name in front, in quotes.
 * Lower case; undefined where it is none.
 */
export function hexDigitsIn(text: string): string | undefined {
  const digits = tidyPasted(text)
    .toLowerCase()
    .replace(/^["'`\p{Ps}\p{Pi}]+|["'`\p{Pe}\p{Pf},.;。、]+$/gu, '')
    .replace(BEFORE_DIGITS, '')
    .replace(/^0x/, '')
    .replace(/[\s:\p{Pd}\u2212\u30fc]/gu, '');
  return /^[0-9a-f]+$/.test(digits) ? digits : undefined;
}
