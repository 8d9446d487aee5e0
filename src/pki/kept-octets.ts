/** Large enough for a dozen of certificates, and small beside what a list of users may keep of them. */
const SLAB = 16 * 1024;
let slab = Buffer.alloc(0);
let used = 0;

/** Where octets are kept. */
export interface KeptOctets {
  readonly slab: Buffer;
  readonly start: number;
  readonly length: number;
}

/**
 * Copies octets that are to be kept to those of others: an allocation for each costs a list of thousands of certificates a tenth of
 * its time, and Node's pool would be kept with all else that lies there.
 */
export function keptOctets(octets: Buffer): KeptOctets {
  if (used + octets.length > slab.length) {
    slab = Buffer.allocUnsafeSlow(Math.max(SLAB, octets.length));
    used = 0;
  }
  const start = used;
  used += octets.copy(slab, start);
  return { slab, start, length: octets.length };
}
