/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Octets that mean something: ends and lengths of DER, quotation marks, brackets, digits. */
const TELLING = Buffer.from('\0\x01\x30\x31\x7f\x80\x82\x84\xff"\\{}[],:;-+ \n\r\t09azAZ', 'latin1');

type Change = (bytes: Buffer, below: (limit: number) => number, others: readonly Buffer[]) => Buffer;

const CHANGES: readonly Change[] = [
  (bytes, below) => withOctet(bytes, below(bytes.length), below(256)),
  (bytes, below) => withOctet(bytes, below(bytes.length), TELLING[below(TELLING.length)] ?? 0),
  (bytes, below) => {
    const at = below(bytes.length);
    return withOctet(bytes, at, (bytes[at] ?? 0) ^ (1 << below(8)));
  },
  (bytes, below) => bytes.subarray(0, below(bytes.length + 1)),
  (bytes, below) => replaced(bytes, below, () => Buffer.alloc(0)),
  (bytes, below) => replaced(bytes, below, (piece) => Buffer.concat([piece, piece])),
  (bytes, below) => replaced(bytes, below, (piece) => Buffer.from(piece.toReversed())),
  (bytes, below, others) => {
    const other = others[below(others.length)] ?? bytes;
    return replaced(bytes, below, () => other.subarray(below(other.length + 1)));
  },
];

/** Some bytes changed in one place or in a few. @param others whose parts may be put in */
export function mutated(bytes: Buffer, others: readonly Buffer[], random: () => number): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  let changed = bytes;
  for (let left = 1 + below(4); left > 0; left -= 1) {
    changed = CHANGES[below(CHANGES.length)]?.(changed, below, others) ?? changed;
  }
  return changed;
}

/** A piece of some bytes, so often one after the other that the whole is of this length: what takes more than its share of time. */
export function grown(bytes: Buffer, length: number, random: () => number): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  const from = below(bytes.length);
  const piece = bytes.subarray(from, from + 1 + below(bytes.length - from));
  const room = Math.max(0, length - bytes.length);
  const many = piece.length > 0 ? Buffer.alloc(room, piece) : Buffer.alloc(0);
  return Buffer.concat([bytes.subarray(0, from), many, bytes.subarray(from)]);
}

function withOctet(bytes: Buffer, at: number, octet: number): Buffer {
  const changed = Buffer.from(bytes);
  if (at < changed.length) changed[at] = octet;
  return changed;
}

function replaced(bytes: Buffer, below: (limit: number) => number, by: (piece: Buffer) => Buffer): Buffer {
  const from = below(bytes.length + 1);
  const to = from + below(Math.min(bytes.length - from, 64) + 1);
  return Buffer.concat([bytes.subarray(0, from), by(bytes.subarray(from, to)), bytes.subarray(to)]);
}
