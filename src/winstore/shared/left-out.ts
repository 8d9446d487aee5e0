import { hash } from 'node:crypto';

/** A certificate that a listing leaves out, because it is too large or cannot be read. */
export interface LeftOut {
  /** SHA-1 of its octets, 40 lower-case hex digits. */
  readonly thumbprint: string;
  /** Its length in octets; 0 where the store does not give it. */
  readonly octets: number;
}

export type OnLeftOut = (leftOut: LeftOut) => void;

export function leftOutOf(der: Uint8Array): LeftOut {
  return { thumbprint: hash('sha1', der), octets: der.length };
}
