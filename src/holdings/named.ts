import type { BankIdentity } from '../core/bank-identity.ts';
import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { nameOf } from '../core/certificate-name.ts';
import { CertToolError } from '../core/error.ts';
import { isLoginId } from '../core/login-id.ts';
import { hexDigitsIn } from '../core/pasted.ts';
import type { DamagedCertificate } from '../core/ports/store.ts';
import { shortened } from '../core/text.ts';
import { belongsToAny } from '../pki/bank-certificate.ts';

/** Shorter beginnings of a thumbprint or serial number would be guesses. */
const FEWEST_DIGITS = 6;

/** Of a candidate in a sentence: a CN's upper bound (RFC 5280, A.1). */
const LONGEST_NAME = 64;

export interface Named {
  readonly by: 'login-id' | 'digits';
  /** One at least. */
  readonly certificates: StoredCertificate[];
}

/** Which of its certificates a login ID means; where there are none of these, the others. */
export type Preferred = 'shown' | 'hidden';

/**
 * The certificates that a name on the command line fits: a login ID, or the first digits (6 at least) of a SHA-1
 * thumbprint or serial number, however they are written. A login ID counts first. A thumbprint names any
 * certificate of this PC, all else those of these banks alone.
 * @param preferred without it the ones that are shown
 * @throws CertToolError `certificate-not-found`
 */
export function certificatesNamed(
  all: readonly StoredCertificate[],
  banks: readonly BankIdentity[],
  name: string,
  preferred: Preferred = 'shown',
): Named {
  const candidates = all.filter((each) => namesThumbprint(each, name) || belongsToAny(each, banks));
  const found = named(candidates, name);
  if (found?.by === 'login-id') return { ...found, certificates: preferably(preferred, found.certificates) };
  if (found) return found;
  const other = named(all, name) && OTHER_ISSUER;
  const isLoginIdAlone = isLoginId(name) && digitsIn(name) === undefined;
  throw new CertToolError('certificate-not-found', {
    params: { ...(other && { other }), ...(isLoginIdAlone && { loginId: name }) },
  });
}

function preferably(preferred: Preferred, certificates: StoredCertificate[]): StoredCertificate[] {
  const wanted = certificates.filter(({ archived = false }) => archived === (preferred === 'hidden'));
  return wanted.length > 0 ? wanted : certificates;
}

const OTHER_ISSUER = {
  ja: '指定に合う証明書はありますが、別の発行者のものです。拇印で指定するか、発行した銀行を --bank、--profile または --sandbox で指定してください。',
  en: 'One of that name is here, but it is of another issuer; name it by its thumbprint, or its bank by --bank, --profile or --sandbox.',
};

function named(certificates: readonly StoredCertificate[], name: string): Named | undefined {
  const ofUser = certificates.filter((certificate) => bankSubjectOf(certificate)?.loginId === name);
  if (ofUser.length > 0) return { by: 'login-id', certificates: ofUser };
  const digits = digitsIn(name);
  const fitting = digits === undefined ? [] : certificates.filter((each) => fits(each, digits));
  return fitting.length === 0 ? undefined : { by: 'digits', certificates: fitting };
}

/** Whether every name is the beginning of a thumbprint here, and of nothing else: then no bank need be known. */
export function areAllThumbprints(all: readonly StoredCertificate[], names: readonly string[]): boolean {
  const isOne = (name: string) =>
    named(all, name)?.certificates.every((each) => namesThumbprint(each, name)) ?? false;
  return names.length > 0 && names.every(isOne);
}

function namesThumbprint({ thumbprint }: StoredCertificate, name: string): boolean {
  const digits = digitsIn(name);
  return digits !== undefined && thumbprint.startsWith(digits);
}

/** @throws CertToolError `ambiguous-certificate`, with the candidates */
export function onlyOne<T extends StoredCertificate | DamagedCertificate>(
  certificates: readonly T[],
  name: string,
): T {
  const [first, ...others] = certificates;
  if (first && others.length === 0) return first;
  const candidates = certificates.map((each) =>
    'pem' in each ? `${shortened(nameOf(each), LONGEST_NAME)} (${each.thumbprint})` : each.thumbprint,
  );
  throw new CertToolError('ambiguous-certificate', {
    params: { wanted: name, candidates: candidates.join(', ') },
  });
}

/** The damaged certificates whose thumbprint a name begins. What names a readable one names none of these. */
export function damagedNamed(
  all: readonly StoredCertificate[],
  damaged: readonly DamagedCertificate[],
  name: string,
): DamagedCertificate[] {
  const digits = digitsIn(name);
  if (digits === undefined || named(all, name)) return [];
  return damaged.filter(({ thumbprint }) => thumbprint.startsWith(digits));
}

/** The digits of a thumbprint or serial number; undefined where a name is none, or too short to be one. */
function digitsIn(name: string): string | undefined {
  const digits = hexDigitsIn(name);
  return digits !== undefined && digits.length >= FEWEST_DIGITS ? digits : undefined;
}

function fits({ thumbprint, serialNumber }: StoredCertificate, digits: string): boolean {
  return thumbprint.startsWith(digits) || isOrBegins(serialNumber, digits);
}

/**
 * A serial number is a number: cert-tool shows 32 digits of it, other programs none of the zeros in front, .NET an unsigned
 * one with `00`.
 */
function isOrBegins(serialNumber: string, digits: string): boolean {
  if (serialNumber === digits.padStart(serialNumber.length, '0')) return true;
  if ([serialNumber, `00${serialNumber}`].some((shown) => shown.startsWith(digits))) return true;
  const number = withoutZeros(digits);
  return number.length >= FEWEST_DIGITS && withoutZeros(serialNumber).startsWith(number);
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}
