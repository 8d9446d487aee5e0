import { type DerReader, MalformedDer, Tag } from './der.ts';

/** What cert-tool reads of a certificate's extensions (RFC 5280, 4.2.1). */
export interface CertificateExtensions {
  readonly authorityKeyId?: string;
  readonly subjectKeyId?: string;
  /** True without the extension, which then allows any use. */
  readonly forClientAuthentication: boolean;
  /** Undefined without the extension, which then allows any use. */
  readonly keyUsage?: { readonly digitalSignature: boolean; readonly keyCertSign: boolean };
  readonly isCa: boolean;
  /** How many CAs may stand between this one and the certificate; undefined for any number. */
  readonly pathLength?: number;
}

export const NO_EXTENSIONS: CertificateExtensions = { forClientAuthentication: true, isCa: false };

/** Extension ids, under 2.5.29 (id-ce), and key purposes, all by their DER content in hex. */
const SUBJECT_KEY_ID = '551d0e';
const KEY_USAGE = '551d0f';
const BASIC_CONSTRAINTS = '551d13';
const AUTHORITY_KEY_ID = '551d23';
const EXTENDED_KEY_USAGE = '551d25';
const CLIENT_AUTH = '2b06010505070302';
const ANY_PURPOSE = '551d2500';

/** Context tag [0] in AuthorityKeyIdentifier. */
const KEY_IDENTIFIER = 0x80;

type Found = { -readonly [Key in keyof CertificateExtensions]: CertificateExtensions[Key] };

/** Reads the content of the field `extensions`. */
export function readExtensions(reader: DerReader): CertificateExtensions {
  const list = reader.enter(Tag.sequence);
  reader.expectEnd();
  const found: Found = { ...NO_EXTENSIONS };
  while (!list.atEnd) {
    const extension = list.enter(Tag.sequence);
    const id = extension.content(Tag.objectIdentifier).toString('hex');
    extension.skipIf(Tag.boolean);
    readValue(id, extension.enter(Tag.octetString), found);
    extension.expectEnd();
  }
  return found;
}

function readValue(id: string, value: DerReader, found: Found): void {
  if (id === SUBJECT_KEY_ID) found.subjectKeyId = value.content(Tag.octetString).toString('hex');
  if (id === AUTHORITY_KEY_ID) {
    const identifier = value.enter(Tag.sequence);
    if (identifier.nextTag === KEY_IDENTIFIER) {
      found.authorityKeyId = identifier.content(KEY_IDENTIFIER).toString('hex');
    }
  }
  if (id === EXTENDED_KEY_USAGE) found.forClientAuthentication = allowsClientAuth(value.enter(Tag.sequence));
  if (id === KEY_USAGE) found.keyUsage = readKeyUsage(value.content(Tag.bitString));
  if (id === BASIC_CONSTRAINTS) readBasicConstraints(value.enter(Tag.sequence), found);
}

function allowsClientAuth(purposes: DerReader): boolean {
  let allowed = false;
  while (!purposes.atEnd) {
    const purpose = purposes.content(Tag.objectIdentifier).toString('hex');
    allowed ||= purpose === CLIENT_AUTH || purpose === ANY_PURPOSE;
  }
  return allowed;
}

/** Bit 0 is the highest bit of the second octet; the first one counts the unused bits (X.690, 8.6). */
function readKeyUsage(bits: Buffer) {
  const [unused, first = 0] = bits;
  if (unused === undefined || unused > 7) throw new MalformedDer('key usage');
  return { digitalSignature: (first & 0x80) !== 0, keyCertSign: (first & 0x04) !== 0 };
}

function readBasicConstraints(constraints: DerReader, found: Found): void {
  if (constraints.nextTag === Tag.boolean) found.isCa = constraints.content(Tag.boolean)[0] === 0xff;
  if (constraints.nextTag === Tag.integer) {
    const length = constraints.content(Tag.integer);
    if (length.length !== 1) throw new MalformedDer('path length');
    found.pathLength = length.readUInt8();
  }
}
