/** An element of DER (X.690, 8.1) of one octet of tag. */
export function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
}

/** An object identifier (X.690, 8.19). @param dotted with arcs of up to 53 bits */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, ...[first * 40 + second, ...rest].map(arc));
}

function arc(value: number): Buffer {
  const octets = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    octets.unshift(128 + (left % 128));
  }
  return Buffer.from(octets);
}

export const sequence = (...contents: readonly Buffer[]) => element(0x30, ...contents);
export const set = (...contents: readonly Buffer[]) => element(0x31, ...contents);
/** @param hex of its content, as it stands */
export const integer = (hex: string) => element(0x02, Buffer.from(hex, 'hex'));
export const octets = (...contents: readonly Buffer[]) => element(0x04, ...contents);
export const bits = (content: Buffer) => element(0x03, Buffer.from([0]), content);
