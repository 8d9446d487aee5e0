import { verify, X509Certificate } from 'node:crypto';
import { type CertificateRecord, normalizeSerialNumber } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';
import { readCertificate, readCertificateExtensions } from './certificate.ts';
import { type CrlScope, isAtPoint, SCOPES, scopeIn } from './crl-scope.ts';
import { DerReader, MalformedDer, readTime, Tag } from './der.ts';
import { readName } from './name.ts';

/** What the bank has revoked, checked. */
export interface RevocationList {
  /**
   * Whether this certificate is on the list: never by its serial number alone.
   * @throws CertToolError `crl-rejected` for one of the same CA that the list is not about
   */
  holds(certificate: Pick<CertificateRecord, 'issuer' | 'authorityKeyId' | 'serialNumber' | 'pem'>): boolean;
}

interface RevocationListCheck {
  /** DER. */
  readonly crl: Uint8Array;
  /** PEMs of the bank's CA as `GET /ca` gave them. */
  readonly caChain: readonly string[];
  /** The bank's time. */
  readonly now: Date;
  /** Whom to phone, for the remedy. */
  readonly support: Text;
}

/** A list made while the answer with the bank's time was on its way is not from the future. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Reads a certificate revocation list (RFC 5280, 5) and checks that it is the bank's, by the signature of one of its
 * CAs, and of today.
 * @throws CertToolError `crl-rejected`
 */
export function readRevocationList(check: RevocationListCheck): RevocationList {
  const { caChain, now, support } = check;
  const rejected = (detail: Text, cause?: unknown) =>
    new CertToolError('crl-rejected', { params: { detail, support }, cause });
  let list: SignedList;
  try {
    list = readList(Buffer.from(check.crl));
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
    throw rejected(reasons.malformed, error);
  }
  const issuer = caChain.map((pem) => readCertificate(pem)).find((ca) => isIssuer(ca, list));
  if (!issuer) throw rejected(reasons.otherCa);
  if (!isSignedBy(list, issuer.pem)) throw rejected(reasons.badSignature);
  if (list.unknownCritical) throw rejected(reasons.unknownCritical);
  if (list.scope.limit) throw rejected(list.scope.limit);
  if (list.thisUpdate.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) throw rejected(reasons.fromFuture);
  if (list.nextUpdate < now) throw rejected(reasons.outOfDate);
  const { points } = list.scope;
  return {
    holds({ issuer: by, authorityKeyId, serialNumber, pem }) {
      if (by !== issuer.subject || authorityKeyId !== issuer.subjectKeyId) return false;
      if (points && !isAtPoint(points, pem, list.issuer)) throw rejected(reasons.otherPoint);
      return list.revoked.has(serialNumber);
    },
  };
}

interface SignedList {
  readonly issuer: string;
  readonly scope: CrlScope;
  readonly authorityKeyId: string | undefined;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Serial numbers, normalized. */
  readonly revoked: ReadonlySet<string>;
  /** It holds a critical extension that is not understood, without which it must not be used (RFC 5280, 5.2). */
  readonly unknownCritical: boolean;
  /** What is signed. */
  readonly bytes: Buffer;
  /** Of both algorithm identifiers; undefined where they differ. */
  readonly algorithm: string | undefined;
  readonly signature: Buffer;
}

/** Extension ids under 2.5.29 (id-ce), in hex. */
const CRL_NUMBER = '551d14';
const REASON_CODE = '551d15';
const AUTHORITY_KEY_ID = '551d23';

/** Context tags: TBSCertList's extensions, AuthorityKeyIdentifier's key identifier. */
const EXTENSIONS = 0xa0;
const KEY_IDENTIFIER = 0x80;
const ENUMERATED = 0x0a;

/** Reason codes (RFC 5280, 5.3.1) of certificates that may still come back, or have. */
const CERTIFICATE_HOLD = 6;
const REMOVE_FROM_CRL = 8;

function readList(der: Buffer): SignedList {
  const outer = new DerReader(der);
  const list = outer.enter(Tag.sequence);
  outer.expectEnd();
  const tbs = list.enter(Tag.sequence);
  const bytes = der.subarray(list.start, list.to);
  const outerAlgorithm = readAlgorithm(list);
  list.read(Tag.bitString);
  if (list.octet(0) !== 0) throw new MalformedDer('signature');
  const signature = der.subarray(list.from + 1, list.to);
  list.expectEnd();
  tbs.skipIf(Tag.integer);
  const algorithm = readAlgorithm(tbs);
  const { text: issuer } = readName(tbs);
  const [thisUpdate, nextUpdate] = [readTime(tbs), readTime(tbs)];
  const entries = tbs.nextTag === Tag.sequence ? readEntries(tbs.enter(Tag.sequence)) : NO_ENTRIES;
  const own = readExtensions(tbs.nextTag === EXTENSIONS ? tbs.enter(EXTENSIONS) : undefined);
  tbs.expectEnd();
  const known = [CRL_NUMBER, AUTHORITY_KEY_ID, ...SCOPES];
  return {
    issuer,
    scope: scopeIn(own),
    authorityKeyId: keyIdIn(own),
    thisUpdate,
    nextUpdate,
    revoked: entries.revoked,
    unknownCritical:
      entries.unknownCritical || own.some(({ id, critical }) => critical && !known.includes(id)),
    bytes,
    algorithm: algorithm === outerAlgorithm ? algorithm : undefined,
    signature,
  };
}

const NO_ENTRIES = { revoked: new Set<string>(), unknownCritical: false };

/** The algorithm's object identifier in hex. Parameters of the algorithms that are known say nothing. */
function readAlgorithm(reader: DerReader): string {
  const algorithm = reader.enter(Tag.sequence);
  algorithm.read(Tag.objectIdentifier);
  return algorithm.text('hex');
}

function readEntries(entries: DerReader): typeof NO_ENTRIES {
  const revoked = new Set<string>();
  let unknownCritical = false;
  while (!entries.atEnd) {
    const entry = entries.enter(Tag.sequence);
    entry.read(Tag.integer);
    const serialNumber = normalizeSerialNumber(entry.text('hex'));
    readTime(entry);
    const extensions = entry.atEnd ? [] : readExtensions(entry);
    entry.expectEnd();
    unknownCritical ||= extensions.some(({ id, critical }) => critical && id !== REASON_CODE);
    const reason = reasonIn(extensions);
    if (reason !== CERTIFICATE_HOLD && reason !== REMOVE_FROM_CRL) revoked.add(serialNumber);
  }
  return { revoked, unknownCritical };
}

interface Extension {
  /** Object identifier in hex. */
  readonly id: string;
  readonly critical: boolean;
  /** Stands before the value. */
  readonly value: DerReader;
}

function readExtensions(reader: DerReader | undefined): Extension[] {
  if (!reader) return [];
  const list = reader.enter(Tag.sequence);
  reader.expectEnd();
  const extensions: Extension[] = [];
  while (!list.atEnd) {
    const extension = list.enter(Tag.sequence);
    extension.read(Tag.objectIdentifier);
    const id = extension.text('hex');
    const isMarked = extension.nextTag === Tag.boolean;
    extension.skipIf(Tag.boolean);
    const critical = isMarked && extension.octet(0) !== 0;
    extensions.push({ id, critical, value: extension.enter(Tag.octetString) });
    extension.expectEnd();
  }
  return extensions;
}

function reasonIn(extensions: readonly Extension[]): number | undefined {
  const value = extensions.find(({ id }) => id === REASON_CODE)?.value;
  if (!value) return undefined;
  value.read(ENUMERATED);
  if (value.length !== 1) throw new MalformedDer('reason code');
  return value.octet(0);
}

function keyIdIn(extensions: readonly Extension[]): string | undefined {
  const identifier = extensions.find(({ id }) => id === AUTHORITY_KEY_ID)?.value.enter(Tag.sequence);
  if (identifier?.nextTag !== KEY_IDENTIFIER) return undefined;
  identifier.readAny();
  return identifier.text('hex');
}

function isIssuer(ca: CertificateRecord, { issuer, authorityKeyId }: SignedList): boolean {
  const { isCa, keyUsage } = readCertificateExtensions(ca.pem);
  const isNamed = authorityKeyId === undefined || authorityKeyId === ca.subjectKeyId;
  return isCa && keyUsage?.crlSign !== false && ca.subject === issuer && isNamed;
}

/** The digests of the signature algorithms that are accepted, by object identifier: RSA (RFC 8017) and ECDSA. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};

function isSignedBy({ algorithm = '', bytes, signature }: SignedList, caPem: string): boolean {
  const digest = DIGESTS[algorithm];
  if (digest === undefined) return false;
  try {
    return verify(digest, bytes, new X509Certificate(caPem).publicKey, signature);
  } catch {
    // By a key of a kind that is not known here nothing is signed.
    return false;
  }
}

const reasons = {
  malformed: { ja: '失効リストとして読み取れません。', en: 'it cannot be read as one.' },
  otherCa: {
    ja: 'この銀行の認証局のものではありません。',
    en: "it is not from the bank's own CA.",
  },
  badSignature: {
    ja: '認証局の署名を確認できません。',
    en: "its signature is not the certification authority's.",
  },
  unknownCritical: {
    ja: 'この cert-tool が知らない種類の失効リストです。',
    en: 'this cert-tool does not know its kind.',
  },
  otherPoint: {
    ja: 'この PC の証明書が示す配布点とは別の配布点の失効リストです。',
    en: 'it is for another distribution point than the certificates here name.',
  },
  fromFuture: { ja: '発行日時が未来です。', en: 'it is from the future.' },
  outOfDate: { ja: '有効期間を過ぎています。', en: 'it is out of date.' },
};
