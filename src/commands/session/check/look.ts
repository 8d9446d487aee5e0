import type { StoredCertificate } from '../../../core/certificate.ts';
import type { CertificateStore, DamagedCertificate } from '../../../core/ports/store.ts';
import { tryKeys } from '../../../enrollment/try-keys.ts';
import { unfinishedHere } from '../../../enrollment/unfinished-here.ts';
import { type Due, holdingsOf } from '../../../holdings/holdings.ts';
import { untriedKey } from '../../../pki/trial.ts';
import type { Deps } from '../../deps.ts';
import { type Banks, banksHere } from '../../show/bank-names.ts';
import type { Checked, Listed } from './found.ts';

/** All that is here, in the store's order. */
export type Looked = Omit<Listed, 'shown'>;

/** What certificates of a store mean. @param tries whether each of our keys is to sign */
export async function lookAt(
  deps: Deps,
  store: CertificateStore,
  certificates: readonly StoredCertificate[],
  { banks, tries }: { readonly banks: Banks; readonly tries: boolean },
): Promise<Looked> {
  const now = deps.now();
  const { unfinished, ...journal } = await unfinishedHere(deps.journal, certificates, banks.all);
  const known = { banks: banks.all, unfinished, now, kept: await deps.renewals.all() };
  const found = tries
    ? await tryKeys(store, certificates, { ...known, untilOneWorks: false })
    : certificates.map((certificate) => ({ certificate, ...untriedKey(certificate) }));
  const judgedAt = (moment: Date) => holdingsOf(found, { ...known, now: moment });
  return { holdings: judgedAt(now), banks, judgedAt, ...journal };
}

/** Those of a store whose files are damaged, or the files of their CA. */
export async function damagedIn(
  store: CertificateStore,
  certificates: readonly StoredCertificate[],
): Promise<DamagedCertificate[]> {
  const damaged = (await store.damaged?.(certificates)) ?? [];
  // What is hidden needs no chain.
  const shown = certificates.filter(({ archived }) => !archived);
  return [...damaged, ...((await store.damagedChains?.(shown)) ?? [])];
}

/** What `list --check` looks at, without an order and without what is nobody's business. */
export async function lookForCheck(deps: Deps, due: Due): Promise<Checked> {
  const store = await deps.store();
  const certificates = await store.list();
  const looked = await lookAt(deps, store, certificates, { banks: await banksHere(deps), tries: true });
  const shown = looked.holdings.filter(({ subject, state }) => subject !== undefined && state !== 'archived');
  const damaged = await damagedIn(store, certificates);
  return { ...looked, shown, store: store.kind, damaged, clock: await deps.clock.last(), due };
}
