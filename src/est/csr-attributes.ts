import { DerReader, Tag } from '../pki/der.ts';

/** challengePassword (RFC 2985, 5.4.1), by which a request is linked to its connection (RFC 7030, 3.5), as DER content. */
const CHALLENGE_PASSWORD = Buffer.from('2a864886f70d010907', 'hex');

/**
 * Whether a server wants requests to be linked to the connection that they come by (RFC 7030, 4.5.2). What cannot be read
 * says nothing.
 * @param der of its CsrAttrs; undefined where it has none
 */
export function wantsLink(der: Buffer | undefined): boolean {
  if (!der) return false;
  try {
    const list = new DerReader(der).enter(Tag.sequence);
    while (!list.atEnd) {
      const tag = list.readAny();
      if (tag === Tag.objectIdentifier && list.holds(CHALLENGE_PASSWORD)) return true;
    }
  } catch {
    return false;
  }
  return false;
}
