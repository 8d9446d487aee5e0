import { readCertificate } from './certificate.ts';
import { MalformedDer, Tag } from './der.ts';

/** id-signedData (RFC 5652, 5.1) as the content of its DER. */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');
/** `[0]`, constructed: the content, and within it the certificates. */
const CONTEXT_0 = 0xa0;

/** How many elements may stand within each other: those of a certificate are not counted. */
const DEEPEST = 32;

/** One element of BER. */
interface Element {
  readonly tag: number;
  readonly start: number;
  /** Of the content. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/**
 * The certificates of a "certs-only" CMS message (RFC 5652, 5; RFC 8551, 3.8), in their order. What makes such messages may
 * write lengths that BER allows and DER does not, but for the certificates themselves. Nothing is verified here.
 * @returns PEM each @throws MalformedDer
 */
export function readCertsOnly(bytes: Buffer): string[] {
  const [type, content] = childrenOf(bytes, elementAt(bytes, 0, bytes.length, 0));
  if (type?.tag !== Tag.objectIdentifier || !bytes.subarray(type.from, type.to).equals(SIGNED_DATA)) {
    throw new MalformedDer('no signed data');
  }
  const [signedData] = content?.tag === CONTEXT_0 ? childrenOf(bytes, content) : [];
  if (signedData?.tag !== Tag.sequence) throw new MalformedDer('no signed data');
  const certificates = childrenOf(bytes, signedData).find(({ tag }) => tag === CONTEXT_0);
  return (certificates ? childrenOf(bytes, certificates) : [])
    .filter(({ tag }) => tag === Tag.sequence)
    .map(({ start, end }) => readCertificate(bytes.subarray(start, end)).pem);
}

function childrenOf(bytes: Buffer, { from, to }: Element): Element[] {
  const children: Element[] = [];
  for (let at = from; at < to; at = children.at(-1)?.end ?? to) children.push(elementAt(bytes, at, to, 0));
  return children;
}

/** @param limit where what encloses it ends */
function elementAt(bytes: Buffer, start: number, limit: number, depth: number): Element {
  if (depth > DEEPEST || start + 2 > limit) throw new MalformedDer('cut off');
  const tag = bytes.readUInt8(start);
  const first = bytes.readUInt8(start + 1);
  if ((tag & 0x1f) === 0x1f) throw new MalformedDer('long tag');
  if (first === 0x80) return openEnded(bytes, { tag, start, limit, depth });
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const from = start + 2 + octets;
  if (octets > 4 || from > limit) throw new MalformedDer('length');
  const length = octets === 0 ? first : bytes.readUIntBE(start + 2, octets);
  const end = from + length;
  if (end > limit) throw new MalformedDer('an element goes beyond what encloses it');
  return { tag, start, from, to: end, end };
}

interface OpenEnded {
  readonly tag: number;
  readonly start: number;
  readonly limit: number;
  readonly depth: number;
}

/** The indefinite form (X.690, 8.1.3.6): two octets of zero end it. */
function openEnded(bytes: Buffer, { tag, start, limit, depth }: OpenEnded): Element {
  if ((tag & 0x20) === 0) throw new MalformedDer('length');
  const from = start + 2;
  let at = from;
  while (at + 2 <= limit && bytes.readUInt16BE(at) !== 0) at = elementAt(bytes, at, limit, depth + 1).end;
  if (at + 2 > limit) throw new MalformedDer('cut off');
  return { tag, start, from, to: at, end: at + 2 };
}
