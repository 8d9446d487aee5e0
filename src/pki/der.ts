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
  /** The element read last: where it begins, and where its content begins and ends. */
  start: number;
  from: number;
  to: number;
  private readonly end: number;

  constructor(bytes: Buffer, from = 0, end = bytes.length) {
    this.bytes = bytes;
    this.start = from;
    this.from = from;
    this.to = from;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.to >= this.end;
  }

  /** The tag of the next element; -1 at the end. */
  get nextTag(): number {
    return this.to < this.end ? (this.bytes[this.to] ?? -1) : -1;
  }

  /** The length of the content read last. */
  get length(): number {
    return this.to - this.from;
  }

  /** Reads the next element, which must have this tag. */
  read(tag: number): void {
    if (this.nextTag !== tag) throw new MalformedDer(`tag ${this.nextTag} instead of ${tag}`);
    this.readAny();
  }

  /** Reads the next element whatever its tag, which is returned. */
  readAny(): number {
    const tag = this.byteAt(this.to);
    if ((tag & 0x1f) === 0x1f) throw new MalformedDer('long tag');
    const first = this.byteAt(this.to + 1);
    const octets = first < 0x80 ? 0 : first & 0x7f;
    const from = this.to + 2 + octets;
    const to = from + (first < 0x80 ? first : this.longLength(this.to + 2, octets));
    if (to > this.end) throw new MalformedDer('an element goes beyond what encloses it');
    this.start = this.to;
    this.from = from;
    this.to = to;
    return tag;
  }

  /** Goes into the next element, which must have this tag. */
  enter(tag: number): DerReader {
    this.read(tag);
    return new DerReader(this.bytes, this.from, this.to);
  }

  /** Goes past the next element if it has this tag. */
  skipIf(tag: number): void {
    if (this.nextTag === tag) this.readAny();
  }

  expectEnd(): void {
    if (!this.atEnd) throw new MalformedDer('there is more than there should be');
  }

  /** The content read last. */
  text(encoding: 'hex' | 'latin1' | 'utf8'): string {
    return this.bytes.toString(encoding, this.from, this.to);
  }

  /** Whether the content read last is this. */
  holds(content: Uint8Array): boolean {
    if (this.length !== content.length) return false;
    for (let index = 0; index < content.length; index++) {
      if (this.bytes[this.from + index] !== content[index]) return false;
    }
    return true;
  }

  /** An octet of the content read last. */
  octet(index: number): number {
    const at = this.from + index;
    if (at >= this.to) throw new MalformedDer('cut off');
    return this.bytes[at] ?? 0;
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
    if (at >= this.end) throw new MalformedDer('cut off');
    return this.bytes[at] ?? 0;
  }
}

/** A UTCTime or GeneralizedTime in the form that certificates have: to the second, in UTC (RFC 5280, 4.1.2.5). */
export function readTime(reader: DerReader): Date {
  const isLong = reader.readAny() === Tag.generalizedTime;
  if (!isLong && reader.bytes[reader.start] !== Tag.utcTime) throw new MalformedDer('time');
  const digits = isLong ? 14 : 12;
  if (reader.length !== digits + 1 || reader.octet(digits) !== 0x5a) throw new MalformedDer('time');
  const time = decimal(reader.bytes, reader.from, reader.to - 1);
  const date = Math.floor(time / 1e6);
  const year = Math.floor(date / 1e4);
  return timeOf(isLong ? year : year + (year < 50 ? 2000 : 1900), date % 1e4, time % 1e6);
}

/** Of at most 14 digits. */
function decimal(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) throw new MalformedDer('time');
    value = value * 10 + digit;
  }
  return value;
}

/** @param monthAndDay,ofDay each part as two decimal digits */
function timeOf(year: number, monthAndDay: number, ofDay: number): Date {
  const [month, day] = [Math.floor(monthAndDay / 100), monthAndDay % 100];
  const [hour, minute, second] = [Math.floor(ofDay / 1e4), Math.floor(ofDay / 100) % 100, ofDay % 100];
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC takes the years 0 to 99 for those of the 20th century.
  if (year < 100) time.setUTCFullYear(year);
  const isReal = month >= 1 && month <= 12 && day >= 1 && time.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 59) throw new MalformedDer('time');
  return time;
}
