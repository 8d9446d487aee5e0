import type { KeyFacts } from '../core/ports/store.ts';

/** NTE_BAD_KEY_STATE: DPAPI cannot open the key any more. ERROR_INVALID_DATA says the same. */
export const BAD_KEY_STATE = 0x8009000b;
export const INVALID_DATA = 0x8007000d;

/** CryptoAPI's providers of before SHA-256: "Enhanced Cryptographic Provider v1.0", not "Enhanced RSA and AES …". */
const OLD_PROVIDER = /^Microsoft (?:Base|Enhanced|Strong) Cryptographic Provider\b/;

/** NTE_BAD_ALGID: the provider has opened the key, whoever made it, and knows no SHA-256. */
const BAD_ALGORITHM = 0x80090008;

/** Whether another program has put a key where nothing signs with SHA-256; one whose protection is lost is none of these. */
export function isOldProvider(facts: KeyFacts | undefined): boolean {
  const isLost = facts?.code === BAD_KEY_STATE || facts?.code === INVALID_DATA;
  if (facts === undefined || isLost) return false;
  return OLD_PROVIDER.test(facts.provider) || facts.code === BAD_ALGORITHM;
}
