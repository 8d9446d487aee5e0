import type { BankIdentity } from '../core/bank-identity.ts';
import type { StoredCertificate } from '../core/certificate.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { byAge, type Found, type Holding, holdingOf, isOfSameUser, isUsable } from '../holdings/holding.ts';
import { tryKey, untriedKey } from '../pki/trial.ts';

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

/** Has the store sign with the keys of our certificates; those of others are not touched. In the order that was given. */
export async function tryKeys(
  store: Pick<CertificateStore, 'sign'>,
  certificates: readonly StoredCertificate[],
  { banks, now, untilOneWorks }: Trials,
): Promise<Found[]> {
  const untried = certificates.map((each) =>
    holdingOf({ certificate: each, ...untriedKey(each) }, banks, now),
  );
  const found = new Map<StoredCertificate, Found>(untried.map((each) => [each.certificate, each]));
  const working = new Map<string, Holding[]>();
  for (const holding of untried.toSorted(byAge)) {
    const { certificate, subject } = holding;
    if (!subject) continue;
    const newer = working.get(subject.loginId) ?? [];
    const isDecided = holding.state === 'expired' || newer.some((other) => isOfSameUser(holding, other));
    if (untilOneWorks && isDecided) continue;
    const tried = { ...holding, ...(await tryKey(store, certificate)) };
    found.set(certificate, tried);
    if (isUsable(tried)) working.set(subject.loginId, [...newer, tried]);
  }
  return [...found.values()].map(({ certificate, key, refusal }) => ({ certificate, key, refusal }));
}
