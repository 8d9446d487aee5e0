/** The one error of this room's readers: the bytes are not what they should be. */
export class MalformedDer extends Error {
  constructor(what: string) {
    super(`malformed DER: ${what}`);
    this.name = 'MalformedDer';
  }
}

/** Tags (X.690, 8.1.2) that certificates are made of. */
export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/**
 * Walks over DER (X.690, clause 10) without copying. Every length is checked against what encloses it, and every step
 * goes forward, so that no input can make it read outside or go on for ever.
 */
export class DerReader {
  readonly bytes: Buffer;
  private at: number;
  private readonly end: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.at >= this.end;
  }

  /** The tag of the next element; undefined at the end. */
  get nextTag(): number | undefined {
    return this.atEnd ? undefined : this.bytes[this.at];
  }

  /** Goes into the next element, which must have this tag. */
  enter(tag: number): DerReader {
    const content = this.header(tag);
    const end = this.at;
    return new DerReader(this.bytes, content, end);
  }

  /** The content of the next element, which must have this tag. */
  content(tag: number): Buffer {
    const content = this.header(tag);
    return this.bytes.subarray(content, this.at);
  }

  /** The whole next element, tag and length included. */
  element(tag: number): Buffer {
    const start = this.at;
    this.header(tag);
    return this.bytes.subarray(start, this.at);
  }

  /** Goes past the next element if it has this tag. */
  skipIf(tag: number): void {
    if (this.nextTag === tag) this.header(tag);
  }

  /** The next element whatever its tag, whole and its content. */
  any(): { tag: number; content: Buffer; whole: Buffer } {
    const tag = this.nextTag;
    if (tag === undefined) throw new MalformedDer('something is missing');
    const start = this.at;
    const content = this.header(tag);
    return {
      tag,
      content: this.bytes.subarray(content, this.at),
      whole: this.bytes.subarray(start, this.at),
    };
  }

  expectEnd(): void {
    if (!this.atEnd) throw new MalformedDer('there is more than there should be');
  }

  /** Reads tag and length, moves behind the element, and returns where its content begins. */
  private header(expected: number): number {
    const tag = this.nextTag;
    if (tag !== expected) throw new MalformedDer(`tag ${tag} instead of ${expected}`);
    if ((tag & 0x1f) === 0x1f) throw new MalformedDer('long tag');
    const first = this.byteAt(this.at + 1);
    const octets = first < 0x80 ? 0 : first & 0x7f;
    const content = this.at + 2 + octets;
    const length = octets === 0 && first < 0x80 ? first : this.longLength(this.at + 2, octets);
    if (content + length > this.end) throw new MalformedDer('an element goes beyond what encloses it');
    this.at = content + length;
    return content;
  }

  private longLength(at: number, octets: number): number {
    if (octets === 0 || octets > 4) throw new MalformedDer('length');
    let length = 0;
    for (let index = 0; index < octets; index++) length = length * 256 + this.byteAt(at + index);
    if (length < 0x80 || length < 256 ** (octets - 1))
      throw new MalformedDer('length not in its shortest form');
    return length;
  }

  private byteAt(at: number): number {
    const byte = at < this.end ? this.bytes[at] : undefined;
    if (byte === undefined) throw new MalformedDer('cut off');
    return byte;
  }
}

/** A UTCTime or GeneralizedTime in the form that certificates have: to the second, in UTC (RFC 5280, 4.1.2.5). */
export function readTime(reader: DerReader): Date {
  const { tag, content } = reader.any();
  const text = content.toString('latin1');
  const match = /^(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const long = tag === Tag.generalizedTime;
  if (!match || (!long && tag !== Tag.utcTime) || (match[1] !== undefined) !== long)
    throw new MalformedDer('time');
  const [shortYear = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(2).map(Number);
  const century = long ? Number(match[1]) : shortYear < 50 ? 20 : 19;
  const time = new Date(0);
  time.setUTCFullYear(century * 100 + shortYear, month - 1, day);
  time.setUTCHours(hour, minute, second);
  const real =
    time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!real) throw new MalformedDer('time');
  return time;
}
