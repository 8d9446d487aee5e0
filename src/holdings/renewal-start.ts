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

/**
 * From when a certificate can be renewed: as its bank has said of this very one, else by the days of the bank's rules, else
 * as is usual.
 * @param banks those whose CA issued it; where several share one, the most generous counts
 */
export function renewalStartOf(
  certificate: StoredCertificate,
  banks: readonly BankIdentity[],
  kept: KeptStarts,
): RenewalStart {
  const days = banks.flatMap(({ rules }) => rules?.renewalDays ?? []);
  const byRules = days.length > 0 ? renewableFrom(certificate, Math.max(...days)) : undefined;
  const own = kept.get(certificate.thumbprint);
  if (own) return { from: own, isSure: !byRules || own <= byRules };
  if (byRules) return { from: byRules, isSure: days.length === banks.length };
  return { from: usuallyRenewableFrom(certificate), isSure: false };
}
