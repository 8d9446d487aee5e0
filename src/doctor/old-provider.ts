import type { KeyFacts } from '../core/ports/store.ts';

/** NTE_BAD_KEY_STATE: DPAPI cannot open the key any more. ERROR_INVALID_DATA says the same. */
export const BAD_KEY_STATE = 0x8009000b;
export const INVALID_DATA = 0x8007000d;

/** CryptoAPI's providers of before SHA-256: "Enhanced Cryptographic Provider v1.0", not "Enhanced RSA and AES …". */
const OLD_PROVIDER = /^Microsoft (?:Base|Enhanced|Strong) Cryptographic Provider\b/;

/** Whether another program has put a key where nothing signs with SHA-256; one whose protection is lost is none of these. */
export function isOldProvider(facts: KeyFacts | undefined): boolean {
  const isLost = facts?.code === BAD_KEY_STATE || facts?.code === INVALID_DATA;
  return facts !== undefined && OLD_PROVIDER.test(facts.provider) && !isLost;
}
