/** Tags (X.690, 8.1.2) of what is written here. */
export const Tag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [0] and [3], constructed. */
  context0: 0xa0,
  context3: 0xa3,
} as const;

/** One element as DER (X.690, clause 10) around its content, which is given in parts. @throws RangeError beyond 64 KiB */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([headerOf(tag, length), ...content]);
}

/** A time as certificates have it (RFC 5280, 4.1.2.5): two digits for the year until 2049, four from then on. */
export function derTime(time: Date): Buffer {
  const digits = time.toISOString().slice(0, 19).replace(/\D/g, '');
  const isLate = time.getUTCFullYear() > 2049;
  const text = `${isLate ? digits : digits.slice(2)}Z`;
  return der(isLate ? Tag.generalizedTime : Tag.utcTime, Buffer.from(text, 'latin1'));
}

/** A BIT STRING of whole octets. */
export function derBits(octets: Uint8Array): Buffer {
  return der(Tag.bitString, Buffer.of(0), octets);
}

/** The elements inside one that fills all of these bytes, each whole. @throws RangeError for what is no DER */
export function elementsIn(bytes: Buffer): Buffer[] {
  const { from, to } = contentAt(bytes, 0);
  if (to !== bytes.length) throw new RangeError('no DER');
  const found: Buffer[] = [];
  for (let at = from; at < to; ) {
    const next = contentAt(bytes, at).to;
    if (next > to) throw new RangeError('no DER');
    found.push(bytes.subarray(at, next));
    at = next;
  }
  return found;
}

/** The content of the element that fills all of these bytes. @throws RangeError for what is no DER */
export function contentOf(bytes: Buffer): Buffer {
  const { from, to } = contentAt(bytes, 0);
  return bytes.subarray(from, to);
}

function headerOf(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.of(tag, length);
  if (length < 0x100) return Buffer.of(tag, 0x81, length);
  if (length < 0x10000) return Buffer.of(tag, 0x82, length >> 8, length & 0xff);
  throw new RangeError('larger than anything that a CA signs');
}

/** Where the content of an element begins and ends. Of what is larger than 64 KiB nothing is taken here. */
function contentAt(bytes: Buffer, at: number): { from: number; to: number } {
  const first = bytes.readUInt8(at + 1);
  const octets = first < 0x80 ? 0 : first - 0x80;
  if (octets > 2 || first === 0x80) throw new RangeError('no DER');
  const from = at + 2 + octets;
  const to = from + (octets === 0 ? first : bytes.readUIntBE(at + 2, octets));
  if (to > bytes.length) throw new RangeError('no DER');
  return { from, to };
}
