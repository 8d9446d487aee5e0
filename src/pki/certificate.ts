import { hash } from 'node:crypto';
import { type CertificateRecord, normalizeSerialNumber } from '../core/certificate.ts';
import { DerReader, MalformedDer, readTime, Tag } from './der.ts';
import { NO_EXTENSIONS, readExtensions } from './extensions.ts';
import { readName } from './name.ts';
import { firstCertificate, toPem } from './pem.ts';

export { MalformedDer } from './der.ts';

/** Context tags of TBSCertificate (RFC 5280, 4.1). */
const VERSION = 0xa0;
const ISSUER_UNIQUE_ID = 0x81;
const SUBJECT_UNIQUE_ID = 0x82;
const EXTENSIONS = 0xa3;

/**
 * Reads an X.509 certificate (RFC 5280, 4.1) by a walk over its DER, some 50 times quicker than by an ASN.1 library.
 * Nothing is verified here.
 * @param pemOrDer PEM, with or without text around the armour; its first certificate counts
 * @throws MalformedDer, and nothing else
 */
export function readCertificate(pemOrDer: string | Uint8Array): CertificateRecord {
  const der = derOf(pemOrDer);
  const tbs = readTbs(der);
  const serialNumber = normalizeSerialNumber(tbs.content(Tag.integer).toString('hex'));
  tbs.enter(Tag.sequence);
  const issuer = readName(tbs);
  const validity = tbs.enter(Tag.sequence);
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  validity.expectEnd();
  const subject = readName(tbs);
  const publicKeyHash = hash('sha256', tbs.element(Tag.sequence));
  const extensions = extensionsIn(tbs);
  return {
    pem: toPem('CERTIFICATE', der),
    subject: subject.text,
    issuer: issuer.text,
    commonName: subject.commonName,
    serialNumber,
    thumbprint: hash('sha1', der),
    notBefore,
    notAfter,
    publicKeyHash,
    ...(extensions.authorityKeyId && { authorityKeyId: extensions.authorityKeyId }),
    ...(extensions.subjectKeyId && { subjectKeyId: extensions.subjectKeyId }),
    forClientAuthentication: extensions.forClientAuthentication,
  };
}

/** The extensions of a certificate that say what its key may do. @throws MalformedDer */
export function readCertificateExtensions(pemOrDer: string | Uint8Array) {
  const tbs = readTbs(derOf(pemOrDer));
  for (let skipped = 0; skipped < 6; skipped++) tbs.any();
  return extensionsIn(tbs);
}

/** Checks the outer frame and returns a reader that stands before the serial number. */
function readTbs(der: Buffer): DerReader {
  const outer = new DerReader(der);
  const certificate = outer.enter(Tag.sequence);
  outer.expectEnd();
  const tbs = certificate.enter(Tag.sequence);
  certificate.enter(Tag.sequence);
  certificate.content(Tag.bitString);
  certificate.expectEnd();
  tbs.skipIf(VERSION);
  return tbs;
}

function extensionsIn(tbs: DerReader) {
  tbs.skipIf(ISSUER_UNIQUE_ID);
  tbs.skipIf(SUBJECT_UNIQUE_ID);
  const extensions = tbs.nextTag === EXTENSIONS ? readExtensions(tbs.enter(EXTENSIONS)) : NO_EXTENSIONS;
  tbs.expectEnd();
  return extensions;
}

function derOf(pemOrDer: string | Uint8Array): Buffer {
  if (typeof pemOrDer !== 'string') {
    return Buffer.from(pemOrDer.buffer, pemOrDer.byteOffset, pemOrDer.byteLength);
  }
  const der = firstCertificate(pemOrDer);
  if (!der) throw new MalformedDer('no certificate in it');
  return der;
}
