import { isNotable, isWellAhead } from '../core/clock-difference.ts';
import { holdingsOf, type JudgedHolding } from '../holdings/holdings.ts';
import { clockDifference, countingTime } from './bank-clock.ts';
import type { AtBank, Inventory, Probes } from './probes.ts';

/** What this PC holds, judged; each time the same. */
export interface Judged extends Inventory {
  /** Ours, hidden ones too; of the login ID alone that was asked about. By the bank's time, where it is known. */
  readonly holdings: readonly JudgedHolding[];
  /** Undefined where the bank does not answer. */
  readonly said: AtBank | undefined;
}

export async function judged(probes: Probes): Promise<Judged> {
  const inventory = await probes.inventory();
  const { found, banks, kept, unfinished } = inventory;
  const [now, said] = await Promise.all([countingTime(probes), probes.atBank()]);
  const all = holdingsOf(found, { banks, kept, unfinished, now });
  const { loginId } = probes;
  const holdings = all.filter(
    ({ subject }) => subject !== undefined && (loginId === undefined || subject.loginId === loginId),
  );
  return { ...inventory, holdings, said };
}

/** Those that somebody logs in with: the current one of each user, unless the bank has revoked it. */
export async function currentOnes(probes: Probes): Promise<readonly JudgedHolding[]> {
  const found = await judged(probes);
  return found.holdings.filter(
    (each) => each.current && !isOfOtherBank(each, found) && !isRevoked(each, found),
  );
}

/**
 * By whose time it has still to begin: by both, of which the PC's is right; by the bank's, or what stands in for it; by the PC's
 * alone where that clock is behind, for browsers go by it.
 */
export async function notBegunBy(
  probes: Probes,
  { certificate: { notBefore } }: JudgedHolding,
): Promise<'both' | 'bank' | 'pc' | undefined> {
  if (isWellAhead(notBefore, await countingTime(probes))) {
    const difference = await clockDifference(probes).catch(() => undefined);
    return difference && !isNotable(difference) ? 'both' : 'bank';
  }
  return isWellAhead(notBefore, probes.now()) ? 'pc' : undefined;
}

/** Not of the bank that is set: of another one that is known, or, as that bank says, of none of its CAs. */
export function isOfOtherBank(
  { bankIds, certificate }: JudgedHolding,
  { set, said }: Pick<Judged, 'set' | 'said'>,
): boolean {
  if (said?.others.has(certificate.thumbprint)) return true;
  return set !== undefined && bankIds.length > 0 && !bankIds.includes(set.bankId);
}

/** On a list of the bank's. */
export function isRevoked({ certificate }: JudgedHolding, { said }: Pick<Judged, 'said'>): boolean {
  return said?.revoked.has(certificate.thumbprint) === true;
}

export function loginIdOf({ subject }: JudgedHolding): string {
  return subject?.loginId ?? '';
}
