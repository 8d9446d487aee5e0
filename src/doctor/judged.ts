import { holdingsOf, type JudgedHolding } from '../holdings/holdings.ts';
import type { Inventory, Probes } from './probes.ts';

/** What this PC holds, judged; each time the same. */
export interface Judged extends Inventory {
  /** Ours, hidden ones too; of the login ID alone that was asked about. */
  readonly holdings: readonly JudgedHolding[];
}

export async function judged(probes: Probes): Promise<Judged> {
  const inventory = await probes.inventory();
  const { found, banks, kept, unfinished } = inventory;
  const all = holdingsOf(found, { banks, kept, unfinished, now: probes.now() });
  const { loginId } = probes;
  const holdings = all.filter(
    ({ subject }) => subject !== undefined && (loginId === undefined || subject.loginId === loginId),
  );
  return { ...inventory, holdings };
}

/** Those that somebody logs in with: the current one of each user. */
export async function currentOnes(probes: Probes): Promise<readonly JudgedHolding[]> {
  const { holdings, set } = await judged(probes);
  return holdings.filter((each) => each.current && !isOfOtherBank(each, set));
}

/** Of a bank that is known, and is not the one that is set. */
export function isOfOtherBank({ bankIds }: JudgedHolding, set: Inventory['set']): boolean {
  return set !== undefined && bankIds.length > 0 && !bankIds.includes(set.bankId);
}

export function loginIdOf({ subject }: JudgedHolding): string {
  return subject?.loginId ?? '';
}
