import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { daysLeft, inDate } from '../core/renewal.ts';
import type { Entry } from '../enrollment/journal.ts';
import { trialSignature } from '../pki/trial.ts';

export interface CheckedCertificate {
  readonly certificate: StoredCertificate;
  /**
   * By a trial signature; undefined for certificates that are not ours, whose keys are not touched, and where the store
   * cannot sign.
   */
  readonly keyUsable?: boolean;
  readonly superseded?: boolean;
  /** Why the store cannot or will not use the key. */
  readonly refusal?: CertToolError;
}

/** The certificates whose CN has the bank's shape and that are for client authentication. */
export function isOurs(certificate: StoredCertificate): boolean {
  return certificate.forClientAuthentication && bankSubjectOf(certificate) !== undefined;
}

/** Tries each of our keys with a signature, and tells which certificates a newer one has replaced. */
export async function checkCertificates(
  store: CertificateStore,
  certificates: readonly StoredCertificate[],
  unfinished: readonly Entry[],
  now: Date,
): Promise<CheckedCertificate[]> {
  const checked: CheckedCertificate[] = [];
  for (const certificate of certificates) {
    checked.push(isOurs(certificate) ? await tryKey(store, certificate) : { certificate });
  }
  return checked.map((each) => ({ ...each, superseded: isSuperseded(each, checked, unfinished, now) }));
}

/**
 * A key that others can read or change counts as unusable: it is to be looked at, and not to be used. One that nobody
 * can try is left as it is.
 */
async function tryKey(store: CertificateStore, certificate: StoredCertificate): Promise<CheckedCertificate> {
  try {
    const keyUsable = certificate.hasPrivateKey && (await trialSignature(store, certificate));
    return { certificate, keyUsable };
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    if (error.errorName === 'signing-not-possible') return { certificate, refusal: error };
    if (error.errorName !== 'store-unsafe') throw error;
    return { certificate, keyUsable: false, refusal: error };
  }
}

/**
 * Same issuer (name and key identifier) and login ID, a newer one that is in date and signs (where the store cannot
 * sign, one that has a key), and no unfinished request of that login ID.
 */
function isSuperseded(
  { certificate }: CheckedCertificate,
  all: readonly CheckedCertificate[],
  unfinished: readonly Entry[],
  now: Date,
): boolean {
  const loginId = bankSubjectOf(certificate)?.loginId;
  if (loginId === undefined || unfinished.some((entry) => entry.loginId === loginId)) return false;
  return all.some(
    ({ certificate: other, keyUsable = isOurs(other) && other.hasPrivateKey }) =>
      keyUsable &&
      inDate(other, now) &&
      other.notBefore > certificate.notBefore &&
      bankSubjectOf(other)?.loginId === loginId &&
      other.issuer === certificate.issuer &&
      other.authorityKeyId === certificate.authorityKeyId,
  );
}

/** Due within the days, out of date, or with a key that is missing or does not work; superseded ones never count. */
export function needsAttention(checked: CheckedCertificate, now: Date, days: number): boolean {
  const { certificate, keyUsable = certificate.hasPrivateKey, superseded } = checked;
  if (superseded || !isOurs(certificate)) return false;
  return !keyUsable || !inDate(certificate, now) || daysLeft(certificate.notAfter, now) < days;
}
