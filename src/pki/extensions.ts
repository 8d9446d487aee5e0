import { type DerReader, MalformedDer, Tag } from './der.ts';

/** What cert-tool reads of a certificate's extensions (RFC 5280, 4.2.1). */
export interface CertificateExtensions {
  readonly authorityKeyId: string | undefined;
  readonly subjectKeyId: string | undefined;
  /** True without the extension, which then allows any use. */
  readonly forClientAuthentication: boolean;
  /** Undefined without the extension, which then allows any use. */
  readonly keyUsage:
    | { readonly digitalSignature: boolean; readonly keyCertSign: boolean; readonly crlSign: boolean }
    | undefined;
  readonly isCa: boolean;
  /** How many CAs may stand between this one and the certificate; undefined for any number. */
  readonly pathLength: number | undefined;
  /** Stands before the content of the CRL distribution points. */
  readonly distributionPoints: DerReader | undefined;
}

/** What holds without any extension. All fields are there from the start: adding one later is slow. */
function noExtensions(): Found {
  return {
    authorityKeyId: undefined,
    subjectKeyId: undefined,
    forClientAuthentication: true,
    keyUsage: undefined,
    isCa: false,
    pathLength: undefined,
    distributionPoints: undefined,
  };
}

/** The last octet of extension ids under 2.5.29 (id-ce), whose content is 55 1d xx. */
const SUBJECT_KEY_ID = 0x0e;
const KEY_USAGE = 0x0f;
const SUBJECT_ALTERNATIVE_NAME = 0x11;
const BASIC_CONSTRAINTS = 0x13;
const DISTRIBUTION_POINTS = 0x1f;
const AUTHORITY_KEY_ID = 0x23;
const EXTENDED_KEY_USAGE = 0x25;

/** Key purposes by their DER content: id-kp-clientAuth and anyExtendedKeyUsage. */
const CLIENT_AUTH = Buffer.from('2b06010505070302', 'hex');
const ANY_PURPOSE = Buffer.from('551d2500', 'hex');

/** Context tag [0] in AuthorityKeyIdentifier. */
const KEY_IDENTIFIER = 0x80;

type Found = { -readonly [Key in keyof CertificateExtensions]: CertificateExtensions[Key] };

/** Reads the content of the field `extensions`; undefined where a certificate has none. */
export function readExtensions(reader: DerReader | undefined): CertificateExtensions {
  const found = noExtensions();
  if (!reader) return found;
  const list = reader.enter(Tag.sequence);
  reader.expectEnd();
  while (!list.atEnd) {
    const extension = list.enter(Tag.sequence);
    const id = readId(extension);
    extension.skipIf(Tag.boolean);
    readValue(id, extension.enter(Tag.octetString), found);
    extension.expectEnd();
  }
  return found;
}

/** Finds the subjectAltName in the content of the field `extensions`, and returns a reader that stands before its value. */
export function findAlternativeName(reader: DerReader): DerReader | undefined {
  return findValue(reader, SUBJECT_ALTERNATIVE_NAME)[0];
}

/** Where the subject key identifier stands that counts, if there is one; the same reader. */
export function findSubjectKeyId(
  reader: DerReader,
): { readonly from: number; readonly to: number } | undefined {
  const value = findValue(reader, SUBJECT_KEY_ID).at(-1);
  value?.read(Tag.octetString);
  return value;
}

/** A reader before each value of an extension, by the last octet of its id. */
function findValue(reader: DerReader, wanted: number): DerReader[] {
  const values: DerReader[] = [];
  const list = reader.enter(Tag.sequence);
  while (!list.atEnd) {
    const extension = list.enter(Tag.sequence);
    const id = readId(extension);
    extension.skipIf(Tag.boolean);
    if (id === wanted) values.push(extension.enter(Tag.octetString));
  }
  return values;
}

/** The last octet of an id under id-ce; -1 for any other. */
function readId(extension: DerReader): number {
  extension.read(Tag.objectIdentifier);
  const underIdCe = extension.length === 3 && extension.octet(0) === 0x55 && extension.octet(1) === 0x1d;
  return underIdCe ? extension.octet(2) : -1;
}

function readValue(id: number, value: DerReader, found: Found): void {
  switch (id) {
    case SUBJECT_KEY_ID:
      value.read(Tag.octetString);
      found.subjectKeyId = value.text('hex');
      break;
    case AUTHORITY_KEY_ID:
      readAuthorityKeyId(value.enter(Tag.sequence), found);
      break;
    case EXTENDED_KEY_USAGE:
      found.forClientAuthentication = allowsClientAuth(value.enter(Tag.sequence));
      break;
    case KEY_USAGE:
      value.read(Tag.bitString);
      found.keyUsage = readKeyUsage(value);
      break;
    case BASIC_CONSTRAINTS:
      readBasicConstraints(value.enter(Tag.sequence), found);
      break;
    case DISTRIBUTION_POINTS:
      found.distributionPoints = value;
  }
}

let lastAuthority = { keyId: '', bytes: Buffer.alloc(0) };

/** The certificates of a store mostly share their issuer, so its key identifier is turned into text once. */
function readAuthorityKeyId(identifier: DerReader, found: Found): void {
  if (identifier.nextTag !== KEY_IDENTIFIER) return;
  identifier.readAny();
  if (!identifier.holds(lastAuthority.bytes)) {
    const keyId = identifier.text('hex');
    lastAuthority = { keyId, bytes: Buffer.from(keyId, 'hex') };
  }
  found.authorityKeyId = lastAuthority.keyId;
}

function allowsClientAuth(purposes: DerReader): boolean {
  let allowed = false;
  while (!purposes.atEnd) {
    purposes.read(Tag.objectIdentifier);
    allowed ||= purposes.holds(CLIENT_AUTH) || purposes.holds(ANY_PURPOSE);
  }
  return allowed;
}

/** Bit 0 is the highest bit of the second octet; the first one counts the unused bits (X.690, 8.6). */
function readKeyUsage(bits: DerReader) {
  if (bits.octet(0) > 7) throw new MalformedDer('key usage');
  const first = bits.length > 1 ? bits.octet(1) : 0;
  return {
    digitalSignature: (first & 0x80) !== 0,
    keyCertSign: (first & 0x04) !== 0,
    crlSign: (first & 0x02) !== 0,
  };
}

function readBasicConstraints(constraints: DerReader, found: Found): void {
  if (constraints.nextTag === Tag.boolean) {
    constraints.readAny();
    found.isCa = constraints.octet(0) === 0xff;
  }
  if (constraints.nextTag === Tag.integer) {
    constraints.readAny();
    if (constraints.length !== 1) throw new MalformedDer('path length');
    found.pathLength = constraints.octet(0);
  }
}
