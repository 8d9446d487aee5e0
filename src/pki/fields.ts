import { normalizeSerialNumber } from '../core/certificate.ts';
import { DerReader, readTime, Tag } from './der.ts';
import { type CertificateExtensions, readExtensions } from './extensions.ts';
import { type DistinguishedName, readName } from './name.ts';

/** Context tags of TBSCertificate (RFC 5280, 4.1). */
const VERSION = 0xa0;
const ISSUER_UNIQUE_ID = 0x81;
const SUBJECT_UNIQUE_ID = 0x82;
const EXTENSIONS = 0xa3;

/** What is read of every certificate. */
export interface Fields {
  readonly serialNumber: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly subject: string;
  readonly commonName: string;
  readonly authorityKeyId: string | undefined;
  readonly subjectKeyId: string | undefined;
  readonly forClientAuthentication: boolean;
  /** Where the subject public key info begins and ends. */
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** Reads a certificate (RFC 5280, 4.1) by a walk over its DER. @throws MalformedDer, and nothing else */
export function readFields(der: Buffer): Fields {
  const tbs = enterTbs(der);
  tbs.read(Tag.integer);
  const serialNumber = unsigned(tbs.text('hex'));
  tbs.read(Tag.sequence);
  const issuer = readIssuer(tbs);
  const { notBefore, notAfter } = readValidity(tbs.enter(Tag.sequence));
  const { text: subject, commonName } = readName(tbs);
  tbs.read(Tag.sequence);
  const { start: keyStart, to: keyEnd } = tbs;
  const { authorityKeyId, subjectKeyId, forClientAuthentication } = extensionsIn(tbs);
  return {
    serialNumber,
    issuer: issuer.text,
    notBefore,
    notAfter,
    subject,
    commonName,
    authorityKeyId,
    subjectKeyId,
    forClientAuthentication,
    keyStart,
    keyEnd,
  };
}

/** Checks the outer frame and returns a reader that stands before the serial number. @throws MalformedDer */
export function enterTbs(der: Buffer): DerReader {
  const outer = new DerReader(der);
  const certificate = outer.enter(Tag.sequence);
  outer.expectEnd();
  const tbs = certificate.enter(Tag.sequence);
  certificate.read(Tag.sequence);
  certificate.read(Tag.bitString);
  certificate.expectEnd();
  tbs.skipIf(VERSION);
  return tbs;
}

/** A reader that stands behind the subject's public key. @throws MalformedDer */
export function tbsAfterKey(der: Buffer): DerReader {
  const tbs = enterTbs(der);
  for (let skipped = 0; skipped < 6; skipped++) tbs.readAny();
  return tbs;
}

/** @param tbs stands behind the subject's public key */
export function extensionsIn(tbs: DerReader): CertificateExtensions {
  const extensions = readExtensions(enterExtensions(tbs));
  tbs.expectEnd();
  return extensions;
}

/** @param tbs as above. @returns undefined where a certificate has none */
export function enterExtensions(tbs: DerReader): DerReader | undefined {
  tbs.skipIf(ISSUER_UNIQUE_ID);
  tbs.skipIf(SUBJECT_UNIQUE_ID);
  return tbs.nextTag === EXTENSIONS ? tbs.enter(EXTENSIONS) : undefined;
}

/** @param validity the content of the field. @throws MalformedDer */
export function readValidity(validity: DerReader): { notBefore: Date; notAfter: Date } {
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  validity.expectEnd();
  return { notBefore, notAfter };
}

/** Most certificates of a store are 16 octets long and positive; the rest takes the longer way. @param hex the content */
export function unsigned(hex: string): string {
  return hex.length === 32 ? hex : normalizeSerialNumber(hex);
}

let lastIssuer: { encoding: Buffer; name: DistinguishedName } | undefined;

/** Reads the issuer; the certificates of a store mostly share one, which is then read once. */
function readIssuer(tbs: DerReader): DistinguishedName {
  const start = tbs.to;
  const end = start + (lastIssuer?.encoding.length ?? 0);
  if (
    lastIssuer &&
    tbs.bytes.compare(lastIssuer.encoding, 0, end - start, start, Math.min(end, tbs.bytes.length)) === 0
  ) {
    tbs.read(Tag.sequence);
    return lastIssuer.name;
  }
  const name = readName(tbs);
  lastIssuer = { encoding: Buffer.from(tbs.bytes.subarray(start, tbs.to)), name };
  return name;
}
