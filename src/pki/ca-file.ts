import { X509Certificate } from 'node:crypto';
import type { Text } from '../core/text.ts';
import { DerReader, MalformedDer, Tag } from './der.ts';

/** A file that holds something else than certificates of CAs; the caller knows which file. */
export class NoCaFile extends Error {
  readonly detail: Text;

  constructor(detail: Text) {
    super(detail.en);
    this.detail = detail;
  }
}

/**
 * The certificates of a file, each as PEM: one in DER, as Windows exports it unless told otherwise, or any number in PEM
 * (RFC 7468), whatever stands around them, in which encoding ever; the bare Base64 of one, too.
 * @throws NoCaFile, which says what it is instead
 */
export function readCaFile(bytes: Buffer): string[] {
  if (bytes.length === 0) throw new NoCaFile(reasons.empty);
  if (looksLikeDer(bytes)) return [pemOfDer(bytes)];
  const text = asText(bytes);
  const blocks = certificatesIn(text);
  if (blocks.length > 0) return blocks.map((block, index) => pemOfBlock(block, index + 1));
  const label = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text)?.[1];
  if (label !== undefined) throw new NoCaFile(wordsFor(label));
  if (/^[A-Za-z0-9+/=\s]+$/.test(text)) return [pemOfDer(Buffer.from(text, 'base64'))];
  throw new NoCaFile(reasons.noCertificate);
}

/** Labels that hold a certificate: RFC 7468, 5.1, and what OpenSSL adds to it. */
const BEGINNING = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----/g;

/** The blocks of certificates, each from its beginning to the next end of its kind. */
function certificatesIn(text: string): string[] {
  const blocks: string[] = [];
  const begins = new RegExp(BEGINNING);
  /** Of a kind that has no end any more none is looked for again: a file of beginnings would take for ever. */
  const endless = new Set<string>();
  for (let match = begins.exec(text); match; match = begins.exec(text)) {
    const [, label = ''] = match;
    const end = `-----END ${label}-----`;
    const at = endless.has(label) ? -1 : text.indexOf(end, begins.lastIndex);
    if (at < 0) {
      endless.add(label);
      continue;
    }
    blocks.push(text.slice(match.index, at + end.length));
    begins.lastIndex = at + end.length;
  }
  return blocks;
}

/** The tag of a sequence is also the digit zero. */
function looksLikeDer(bytes: Buffer): boolean {
  const [tag, length = 0] = bytes;
  return tag === Tag.sequence && (length >= 0x80 || length === bytes.length - 2);
}

/** Armour and Base64 are ASCII in every encoding but UTF-16; what stands around them does not matter. */
function asText(bytes: Buffer): string {
  const [first, second] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || second === 0;
  if (isLittle) return bytes.toString('utf16le');
  const isBig = (first === 0xfe && second === 0xff) || first === 0;
  // An odd byte at the end is no character.
  return isBig
    ? Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le')
    : bytes.toString('latin1');
}

function pemOfBlock(block: string, number: number): string {
  try {
    return new X509Certificate(block.replace(/\r\n?/g, '\n')).toString();
  } catch {
    throw new NoCaFile(reasons.damaged(number));
  }
}

function pemOfDer(der: Buffer): string {
  try {
    return new X509Certificate(der).toString();
  } catch {
    throw new NoCaFile(kindOfDer(der));
  }
}

/** By what PKCS#7, PKCS#12 and keys begin with. */
function kindOfDer(der: Buffer): Text {
  try {
    const content = new DerReader(der).enter(Tag.sequence);
    const tag = content.readAny();
    if (tag === Tag.objectIdentifier)
      return content.text('hex').startsWith(PKCS7) ? reasons.pkcs7 : reasons.noCertificate;
    if (tag !== Tag.integer) return content.nextTag === Tag.octetString ? reasons.key : reasons.noCertificate;
    return content.text('hex') === '03' ? reasons.pkcs12 : reasons.key;
  } catch (error) {
    if (error instanceof MalformedDer) return reasons.noCertificate;
    throw error;
  }
}

/** 1.2.840.113549.1.7 */
const PKCS7 = '2a864886f70d0107';

function wordsFor(label: string): Text {
  if (label.endsWith('PRIVATE KEY')) return reasons.key;
  if (label === 'PKCS7' || label === 'CMS') return reasons.pkcs7;
  if (label === 'CERTIFICATE' || label.endsWith(' CERTIFICATE')) return reasons.cutOff;
  return reasons.other(label);
}

const reasons = {
  empty: { ja: '空のファイルです', en: 'it is empty' },
  noCertificate: { ja: '証明書が入っていません', en: 'it holds no certificate' },
  key: {
    ja: '証明書ではなく秘密キーです。秘密キーは指定しないでください',
    en: 'it holds a private key, not a certificate; keep that to yourself',
  },
  pkcs7: {
    ja: 'PKCS #7(.p7b)です。証明書を 1 つずつ「Base-64 encoded X.509 (.CER)」で保存してください',
    en: 'it is PKCS #7 (.p7b); save each certificate in it as "Base-64 encoded X.509 (.CER)"',
  },
  pkcs12: {
    ja: '秘密キーを含む PKCS #12(.pfx)です。証明書だけを「Base-64 encoded X.509 (.CER)」で保存してください',
    en: 'it is PKCS #12 (.pfx), which holds a private key; save the certificate alone as "Base-64 encoded X.509 (.CER)"',
  },
  cutOff: { ja: '証明書が途中で切れています', en: 'its certificate is cut off' },
  damaged: (number: number) => ({
    ja: `${number} 番目の証明書が壊れています`,
    en: `certificate ${number} in it is damaged`,
  }),
  other: (label: string) => ({
    ja: `証明書ではなく「${label}」です`,
    en: `it holds "${label}", not a certificate`,
  }),
};
