import { X509Certificate } from 'node:crypto';
import { bankSubjectOf, type CertificateRecord } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { inDate } from '../core/renewal.ts';
import type { Text } from '../core/text.ts';
import { readCertificate, readCertificateExtensions } from './certificate.ts';
import type { CertificateExtensions } from './extensions.ts';

export { belongsToBank, friendlyNameOf } from './bank-certificate.ts';

export interface IssuedCheck {
  /** PEM of the certificate that the bank sent. */
  readonly certificate: string;
  /** PEMs that the bank sent with it, issuing CA first, root last. */
  readonly chain: readonly string[];
  /** PEMs of the bank's CAs, present and former. */
  readonly caChain: readonly string[];
  /** Of our key. */
  readonly publicKeyHash: string;
  readonly loginId: string;
  /** The CN may be the login ID and nothing else. */
  readonly isPlain?: boolean | undefined;
  /** The bank's time. */
  readonly now: Date;
}

/** A certificate made while the answer with the bank's time was on its way is not from the future. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/** The users of a list are given the same chains. */
const judgedChains = new WeakMap<readonly string[], boolean>();

/**
 * Whether these are the certificates of a CA that can be worked with: the issuing one first, which names its key (RFC
 * 5280, 4.2.1.2), each signed by the next one.
 * @param namesKey false where its name will do
 */
export function isCaChain(chain: readonly string[], namesKey = true): boolean {
  if (!namesKey) return isLinkedCaChain(chain, false);
  const known = judgedChains.get(chain) ?? isLinkedCaChain(chain, true);
  judgedChains.set(chain, known);
  return known;
}

function isLinkedCaChain(chain: readonly string[], namesKey: boolean): boolean {
  try {
    const links = chain.map(issuerLink);
    const areCas = links.every(({ extensions }) => extensions.isCa);
    const isLinked = links.every(({ x509 }, index) => isSignedBy(x509, links[index + 1]?.x509));
    const isNamed = !namesKey || links[0]?.record.subjectKeyId !== undefined;
    return links.length > 0 && isNamed && areCas && isLinked;
  } catch {
    return false;
  }
}

/** Whether this is the chain of the CA that signed the certificate. */
export function isIssuedBy(certificate: Pick<CertificateRecord, 'pem'>, chain: readonly string[]): boolean {
  try {
    return isCaChain(chain) && isSignedBy(readLink(certificate.pem).x509, issuerLink(chain[0] ?? '').x509);
  } catch {
    return false;
  }
}

/** The last one has nobody above it here. */
function isSignedBy(certificate: X509Certificate, issuer: X509Certificate | undefined): boolean {
  return !issuer || (certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey));
}

/** One certificate of the path, in the forms that the checks need. */
interface Link {
  readonly record: CertificateRecord;
  readonly extensions: CertificateExtensions;
  readonly x509: X509Certificate;
}

/**
 * Checks what the bank sent before it is installed: our key, each signature up to the bank's CA, login ID, validity by
 * the bank's clock, and that it is good for TLS client authentication.
 * @throws CertToolError `certificate-rejected`
 */
export function checkIssued(check: IssuedCheck): void {
  const leaf = readLink(check.certificate);
  const path = check.chain.map(issuerLink);
  checkLeaf(leaf, check);
  checkPath(leaf, path, check.now);
  const bankCertificates = new Set(check.caChain.map((pem) => issuerLink(pem).record.thumbprint));
  if (!path.some((issuer) => bankCertificates.has(issuer.record.thumbprint))) {
    throw rejected(reasons.otherCa);
  }
}

function checkLeaf({ record, extensions }: Link, check: IssuedCheck): void {
  const { publicKeyHash, loginId, isPlain, now } = check;
  const isNamed = bankSubjectOf(record)?.loginId === loginId || (isPlain && record.commonName === loginId);
  if (record.publicKeyHash !== publicKeyHash) throw rejected(reasons.otherKey);
  if (!isNamed) throw rejected(reasons.otherLoginId);
  if (!validAt(record, now)) throw rejected(reasons.notInDate);
  if (extensions.keyUsage && !extensions.keyUsage.digitalSignature) throw rejected(reasons.notForSigning);
  if (!extensions.forClientAuthentication) throw rejected(reasons.notForClients);
}

/** Path validation (RFC 5280, 6.1) as far as a client certificate without policies and name constraints needs it. */
function checkPath(leaf: Link, issuers: readonly Link[], now: Date): void {
  let subject = leaf;
  for (const [casBelow, issuer] of issuers.entries()) {
    const { isCa, keyUsage, pathLength = casBelow } = issuer.extensions;
    if (!isCa || keyUsage?.keyCertSign === false || pathLength < casBelow) throw rejected(reasons.noCa);
    if (!validAt(issuer.record, now)) throw rejected(reasons.caNotInDate);
    if (!isSignedBy(subject.x509, issuer.x509)) {
      throw rejected(reasons.badSignature);
    }
    subject = issuer;
  }
}

function validAt(record: CertificateRecord, now: Date): boolean {
  return inDate(record, now) || inDate(record, new Date(now.getTime() + CLOCK_TOLERANCE_MS));
}

/** A bank has few CAs, and the certificates of all users of a list come with theirs. */
const issuers = new Map<string, Link>();
const MOST_ISSUERS = 32;

/** The same for a CA's certificate, which is read once. */
function issuerLink(pem: string): Link {
  const known = issuers.get(pem);
  if (known) return known;
  const link = readLink(pem);
  if (issuers.size >= MOST_ISSUERS) issuers.clear();
  issuers.set(pem, link);
  return link;
}

function readLink(pem: string): Link {
  try {
    const record = readCertificate(pem);
    return { record, extensions: readCertificateExtensions(pem), x509: new X509Certificate(record.pem) };
  } catch (error) {
    throw rejected(reasons.malformed, error);
  }
}

function rejected(detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('certificate-rejected', { params: { detail }, cause });
}

const reasons = {
  malformed: { ja: '証明書として読み取れません。', en: 'it cannot be read as a certificate.' },
  otherKey: {
    ja: 'この PC の鍵の証明書ではありません。',
    en: 'it is for another key than the one of this PC.',
  },
  otherLoginId: { ja: '別のログインIDの証明書です。', en: 'it is for another login ID.' },
  notInDate: { ja: '有効期間内ではありません。', en: 'it is not valid at this time.' },
  notForSigning: { ja: '署名に使用できない証明書です。', en: 'its key may not be used for signatures.' },
  notForClients: {
    ja: 'クライアント認証に使用できない証明書です。',
    en: 'it is not for client authentication.',
  },
  badSignature: {
    ja: '認証局の署名を確認できません。',
    en: "a signature of its chain is not the certification authority's.",
  },
  noCa: { ja: '発行者が認証局ではありません。', en: 'its issuer is no certification authority.' },
  caNotInDate: {
    ja: '認証局の証明書が有効期間内ではありません。',
    en: 'a certificate of its certification authority is not valid at this time.',
  },
  otherCa: {
    ja: 'この銀行の認証局が発行したものではありません。',
    en: "it does not lead to the bank's own CA.",
  },
};
