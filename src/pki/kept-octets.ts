/** Large enough for a dozen of certificates. */
const SLAB = 16 * 1024;
let slab = Buffer.alloc(0);
let used = 0;

/** Where octets are kept. */
export interface KeptOctets {
  readonly slab: Buffer;
  readonly start: number;
  readonly length: number;
}

/** Copies octets to a place of their own: in Node's pool they would keep all else that lies there. */
export function ownOctets(octets: Buffer): KeptOctets {
  const own = Buffer.allocUnsafeSlow(octets.length);
  own.set(octets);
  return { slab: own, start: 0, length: octets.length };
}

/**
 * Copies octets to those of others, for such as are kept or given up together: an allocation for each costs a list of thousands of
 * certificates a tenth of its time.
 */
export function keptOctets(octets: Buffer): KeptOctets {
  if (used + octets.length > slab.length) {
    slab = Buffer.allocUnsafeSlow(Math.max(SLAB, octets.length));
    used = 0;
  }
  const start = used;
  slab.set(octets, start);
  used += octets.length;
  return { slab, start, length: octets.length };
}
