import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import { renewableFrom, usuallyRenewableFrom } from '../core/renewal.ts';

/** What the banks have said of single certificates: from when each can be renewed, by thumbprint. */
export type KeptStarts = ReadonlyMap<string, Date>;

/** When a certificate becomes renewable. */
export interface RenewalStart {
  readonly from: Date;
  /** The bank has said so, and nothing else that it said allows it earlier: before that it need not be asked. */
  readonly isSure: boolean;
}

/** What the banks of one CA have said of renewals. */
export interface RenewalRules {
  /** Before the end; undefined where none has said anything. */
  readonly days: number | undefined;
  /** Each of them has said something. */
  readonly areWhole: boolean;
}

/** @param banks where several share a CA, the most generous counts */
export function renewalRulesOf(banks: readonly BankIdentity[]): RenewalRules {
  const days = banks.flatMap(({ rules }) => rules?.renewalDays ?? []);
  return { days: days.length > 0 ? Math.max(...days) : undefined, areWhole: days.length === banks.length };
}

/**
 * From when a certificate can be renewed: as its bank has said of this very one, else by the days of the bank's rules, else
 * as is usual. A bank that renews from the first day on has not said when one is due, nor one that names a time after the end:
 * then as is usual, too.
 * @param rules of the banks whose CA issued it
 */
export function renewalStartOf(
  certificate: StoredCertificate,
  rules: RenewalRules,
  kept: KeptStarts,
): RenewalStart {
  const { days } = rules;
  const byRules = days === undefined ? undefined : renewableFrom(certificate, days);
  const told = kept.get(certificate.thumbprint);
  const own = told && told <= certificate.notAfter ? told : undefined;
  if (isFromBirth(certificate, own ?? byRules)) {
    return { from: usuallyRenewableFrom(certificate), isSure: false };
  }
  if (own) return { from: own, isSure: !byRules || own <= byRules };
  if (byRules) return { from: byRules, isSure: rules.areWhole };
  return { from: usuallyRenewableFrom(certificate), isSure: false };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Banks date certificates back by some hours at most. */
function isFromBirth({ notBefore }: StoredCertificate, from: Date | undefined): boolean {
  return from !== undefined && from.getTime() < notBefore.getTime() + DAY_MS;
}
