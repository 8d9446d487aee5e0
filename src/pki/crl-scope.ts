import type { Text } from '../core/text.ts';
import { readCertificateExtensions } from './certificate.ts';
import { type DerReader, MalformedDer, Tag } from './der.ts';
import { readName } from './name.ts';

/** What a revocation list says of itself in its IssuingDistributionPoint (RFC 5280, 5.2.5). */
export interface CrlScope {
  /** Names of the distribution point that it is for; undefined where it names none. As `namesOf` writes them. */
  readonly points: readonly string[] | undefined;
  /** Why it cannot tell of every client certificate; undefined where it can. */
  readonly limit: Text | undefined;
}

/** Context tags of IssuingDistributionPoint's fields. */
const DISTRIBUTION_POINT = 0xa0;
const ONLY_USER_CERTS = 0x81;
const LIMITS: Readonly<Record<number, Text>> = {
  130: { ja: '認証局の証明書だけの失効リストです。', en: "it is about CAs' certificates alone." },
  131: { ja: '一部の失効理由だけの失効リストです。', en: 'it is about some reasons of revocation alone.' },
  132: { ja: 'ほかの認証局の証明書を含む失効リストです。', en: "it is about other CAs' certificates, too." },
  133: { ja: '属性証明書だけの失効リストです。', en: 'it is about attribute certificates alone.' },
};

/** Ids, in hex, of the extensions that scope a list: deltaCRLIndicator and issuingDistributionPoint. */
const DELTA = '551d1b';
const ISSUING_DISTRIBUTION_POINT = '551d1c';
export const SCOPES: readonly string[] = [DELTA, ISSUING_DISTRIBUTION_POINT];

/** Reads them, marked as critical or not: what a list says of itself counts. @throws MalformedDer */
export function scopeIn(extensions: readonly { readonly id: string; readonly value: DerReader }[]): CrlScope {
  const value = extensions.find(({ id }) => id === ISSUING_DISTRIBUTION_POINT)?.value;
  const scope = value ? readScope(value) : { points: undefined, limit: undefined };
  return extensions.some(({ id }) => id === DELTA) ? { ...scope, limit: DELTA_LIST } : scope;
}

const DELTA_LIST: Text = {
  ja: '前回からの変更だけの失効リスト(デルタ CRL)です。',
  en: 'it tells only what has changed since another one (a delta CRL).',
};

function readScope(value: DerReader): CrlScope {
  const fields = value.enter(Tag.sequence);
  value.expectEnd();
  const points =
    fields.nextTag === DISTRIBUTION_POINT ? namesOf(fields.enter(DISTRIBUTION_POINT)) : undefined;
  let limit: Text | undefined;
  while (!fields.atEnd) {
    const tag = fields.readAny();
    // A field that is not known, or that says false and could be left out, takes nothing away.
    const isSet = tag === ONLY_SOME_REASONS || fields.octet(0) !== 0;
    if (tag !== ONLY_USER_CERTS && isSet) limit ??= LIMITS[tag] ?? UNKNOWN;
  }
  return { points, limit };
}

const ONLY_SOME_REASONS = 0x83;
const UNKNOWN: Text = {
  ja: 'この cert-tool が知らない種類の失効リストです。',
  en: 'this cert-tool does not know its kind.',
};

/**
 * Whether a list for these points is about a certificate: one of their names must be among those of the certificate's
 * own distribution points (RFC 5280, 6.3.3, b, 2, i). A certificate that names none has one of its issuer's name.
 * @param issuer its name as text
 */
export function isAtPoint(points: readonly string[], pem: string, issuer: string): boolean {
  const { distributionPoints } = readCertificateExtensions(pem);
  try {
    const own = distributionPoints ? namesOfPoints(distributionPoints) : [nameWord(issuer)];
    return own.some((name) => points.includes(name));
  } catch (error) {
    if (error instanceof MalformedDer) return false;
    throw error;
  }
}

/** Context tags of GeneralName: directoryName, uniformResourceIdentifier; of DistributionPointName. */
const DIRECTORY_NAME = 0xa4;
const URI = 0x86;
const FULL_NAME = 0xa0;
const CRL_ISSUER = 0xa2;

function namesOfPoints(value: DerReader): string[] {
  const points = value.enter(Tag.sequence);
  const names: string[] = [];
  while (!points.atEnd) {
    const point = points.enter(Tag.sequence);
    const ofPoint = point.nextTag === DISTRIBUTION_POINT ? namesOf(point.enter(DISTRIBUTION_POINT)) : [];
    point.skipIf(REASONS);
    // Its list is signed by somebody else.
    if (point.nextTag !== CRL_ISSUER) for (const name of ofPoint) names.push(name);
  }
  return names;
}

const REASONS = 0x81;

/** The names of a DistributionPointName, so that equal ones are equal: addresses normalized (7.4), names as text. */
function namesOf(point: DerReader): string[] {
  if (point.nextTag !== FULL_NAME) {
    const tag = point.readAny();
    return [`relative-${tag}:${point.text('hex')}`];
  }
  const general = point.enter(FULL_NAME);
  const names: string[] = [];
  while (!general.atEnd) names.push(generalName(general));
  return names;
}

function generalName(general: DerReader): string {
  if (general.nextTag === DIRECTORY_NAME) return nameWord(readName(general.enter(DIRECTORY_NAME)).text);
  const tag = general.readAny();
  const address = general.text('latin1');
  return tag === URI && URL.canParse(address) ? new URL(address).href : `${tag}:${general.text('hex')}`;
}

function nameWord(name: string): string {
  return `name:${name}`;
}
