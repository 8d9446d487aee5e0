import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { byAge, type Found, type Holding, isOfSameUser, isUsable, judgeOf } from '../holdings/holding.ts';
import { tryAll, untriedKey } from '../pki/trial.ts';

export interface Trials {
  /** Of these banks and of unknown ones the certificates of one user are known by. */
  readonly banks: readonly BankIdentity[];
  readonly now: Date;
  /**
   * Try a user's keys from the newest down to the first one that works: what is older or has expired decides nothing.
   * Otherwise each key is tried.
   */
  readonly untilOneWorks: boolean;
}

/**
 * Has the store sign with the keys of our certificates; those of others and of hidden ones are not touched. In the order that was given. The
 * store is opened once, with `untilOneWorks` three times at the most.
 */
export async function tryKeys(
  store: Pick<CertificateStore, 'sign' | 'signAll'>,
  certificates: readonly StoredCertificate[],
  { banks, now, untilOneWorks }: Trials,
): Promise<Found[]> {
  const judge = judgeOf(banks, now);
  const untried = certificates.map((each) => judge({ certificate: each, ...untriedKey(each) }));
  const found = new Map<StoredCertificate, Found>(untried.map((each) => [each.certificate, each]));
  const working = new Map<string, Holding[]>();
  let left = untried.filter(({ subject, state }) => subject && state !== 'archived').toSorted(byAge);
  if (untilOneWorks) left = left.filter(({ state }) => state !== 'expired');
  for (let turns = 0; left.length > 0; turns += 1) {
    // Few have more than one that does not work.
    const turn = untilOneWorks && turns < 2 ? newestOf(left) : left;
    const trials = await tryAll(
      store,
      turn.map(({ certificate }) => certificate),
    );
    for (const [at, holding] of turn.entries()) {
      const tried = { ...holding, ...trials[at] };
      found.set(holding.certificate, tried);
      if (isUsable(tried)) add(working, tried);
    }
    const done = new Set(turn);
    left = left.filter((each) => !done.has(each) && !sameUserIn(working, each));
  }
  return [...found.values()].map(({ certificate, key, refusal }) => ({ certificate, key, refusal }));
}

type ByLoginId = Map<string, Holding[]>;

/** Of each user the first one. */
function newestOf(holdings: readonly Holding[]): Holding[] {
  const newest: ByLoginId = new Map();
  return holdings.filter((each) => !sameUserIn(newest, each) && add(newest, each));
}

function sameUserIn(known: ByLoginId, holding: Holding): boolean {
  const others = known.get(holding.subject?.loginId ?? '') ?? [];
  return others.some((other) => isOfSameUser(holding, other));
}

function add(known: ByLoginId, holding: Holding): ByLoginId {
  const loginId = holding.subject?.loginId ?? '';
  return known.set(loginId, [...(known.get(loginId) ?? []), holding]);
}
