import type { BankIdentity } from '../core/bank-identity.ts';
import {
  type BankSubject,
  bankSubjectOf,
  type CertificateRecord,
  type KeyState,
  type StoredCertificate,
} from '../core/certificate.ts';
import type { CertToolError } from '../core/error.ts';
import { type LocalState, stateAt } from '../core/renewal.ts';
import { belongsToBank } from '../pki/bank-certificate.ts';
import {
  type KeptStarts,
  type RenewalRules,
  type RenewalStart,
  renewalRulesOf,
  renewalStartOf,
} from './renewal-start.ts';

/** What dates tell, and `archived` of one that is hidden: it stays here and counts nowhere. */
export type HoldingState = LocalState | 'archived';

/** A certificate of the store and what was found out about its key. */
export interface Found {
  readonly certificate: StoredCertificate;
  readonly key: KeyState;
  /** Why the store cannot or will not use the key. */
  readonly refusal?: CertToolError | undefined;
}

/** A certificate of this PC, judged by itself. */
export interface Holding extends Found {
  /** Undefined for what is none of ours: another shape of CN, or not for client authentication. */
  readonly subject: BankSubject | undefined;
  /** The known banks whose CA issued it: none, or several where banks share a CA. */
  readonly bankIds: readonly string[];
  /** By its dates and by what its bank has said of renewals, unless it is hidden. */
  readonly state: HoldingState;
  readonly renewal: RenewalStart;
}

/** Judges a certificate by itself. Parameters as for `judgeOf`. */
export function holdingOf(
  found: Found,
  banks: readonly BankIdentity[],
  now: Date,
  kept?: KeptStarts,
): Holding {
  return judgeOf(banks, now, kept)(found);
}

/**
 * The same for many: whose CA issued a certificate is found out once for all of that CA.
 * @param banks those that are asked about
 * @param kept what was said of single certificates; may be left out where it does not matter which ones can be renewed
 */
export function judgeOf(
  banks: readonly BankIdentity[],
  now: Date,
  kept: KeptStarts = new Map(),
): (found: Found) => Holding {
  const issuers = new Map<string, Issuer>();
  return ({ certificate, key, refusal }) => {
    const name = issuerName(certificate);
    const issuer = issuers.get(name) ?? issuerOf(certificate, banks);
    issuers.set(name, issuer);
    const renewal = renewalStartOf(certificate, issuer.rules, kept);
    return {
      certificate,
      key,
      refusal,
      subject: certificate.forClientAuthentication ? bankSubjectOf(certificate) : undefined,
      bankIds: issuer.bankIds,
      state: certificate.archived ? 'archived' : stateAt(certificate, now, renewal.from),
      renewal,
    };
  };
}

/** What is the same of all certificates of a CA. */
interface Issuer {
  readonly bankIds: readonly string[];
  readonly rules: RenewalRules;
}

function issuerOf(certificate: CertificateRecord, banks: readonly BankIdentity[]): Issuer {
  const own = banks.filter((bank) => belongsToBank(certificate, bank));
  return { bankIds: own.map(({ bankId }) => bankId), rules: renewalRulesOf(own) };
}

/** By what `belongsToBank` goes by. */
function issuerName({ authorityKeyId, issuer }: CertificateRecord): string {
  return authorityKeyId ?? `name:${issuer}`;
}

/** The certificates whose CN has the bank's shape and that are for client authentication. */
export function isOurs(certificate: CertificateRecord): boolean {
  return certificate.forClientAuthentication && bankSubjectOf(certificate) !== undefined;
}

/** As far as anybody knows: a key that nobody could try passes for one that works. */
export function hasGoodKey({ key }: Pick<Holding, 'key'>): boolean {
  return key === 'works' || key === 'untried';
}

/** One can log in with it: in date, with a good key. */
export function isUsable(holding: Pick<Holding, 'key' | 'state'>): boolean {
  return hasGoodKey(holding) && (holding.state === 'issued' || holding.state === 'renewable');
}

/** Certificates of one user at one bank; where the bank is unknown, of one CA. */
export function isOfSameUser(one: Holding, other: Holding): boolean {
  if (one.subject === undefined || one.subject.loginId !== other.subject?.loginId) return false;
  if (one.bankIds.length > 0 || other.bankIds.length > 0) {
    return one.bankIds.some((bankId) => other.bankIds.includes(bankId));
  }
  const [{ issuer, authorityKeyId }, rival] = [one.certificate, other.certificate];
  return issuer === rival.issuer && authorityKeyId === rival.authorityKeyId;
}

/**
 * The order in which one user's certificates were issued, negative where the first is the newer one. Their beginning
 * does not always tell: a certificate that is handed over to another PC keeps its dates.
 */
export function byAge(one: Holding, other: Holding): number {
  const begins = other.certificate.notBefore.getTime() - one.certificate.notBefore.getTime();
  return begins || compare(other.subject?.issuedAt ?? '', one.subject?.issuedAt ?? '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
