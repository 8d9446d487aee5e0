import type { StoredCertificate } from '../../core/certificate.ts';
import { toCertToolError } from '../../core/error.ts';
import { learnGenerations } from '../../enrollment/generations.ts';
import type { Entry } from '../../enrollment/journal.ts';
import { type Trials, tryKeys } from '../../enrollment/try-keys.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import type { Found } from '../../holdings/holding.ts';
import { holdingsOf } from '../../holdings/holdings.ts';
import { requestNeeding } from '../../holdings/unfinished.ts';
import type { Deps } from '../deps.ts';
import { atBank } from '../session/at-bank.ts';
import { warn } from '../show/warnings.ts';
import type { RenewableHere } from './choice.ts';

/** What is here of the bank of this run, each key tried. */
export async function lookHere(deps: Deps): Promise<RenewableHere> {
  const store = await deps.store();
  const certificates = await store.list();
  const { identity, now } = await atBank(deps, async (connection) => {
    const { identity, status } = await learnGenerations(deps, connection, certificates);
    return { identity, now: status.time };
  });
  const { entries, unfinished } = await unfinishedHere(deps.journal, certificates, [identity]);
  const ofBank = entries.filter(({ bankId }) => bankId === identity.bankId);
  const trials = { banks: [identity], now, untilOneWorks: true };
  const found = await tryKeys(store, certificates, trials);
  const elsewhere = await inOtherStores(deps, ofBank, certificates, trials);
  const kept = await deps.renewals.all();
  const holdings = holdingsOf([...found, ...elsewhere], { banks: [identity], unfinished, now, kept });
  return { holdings, identity, now };
}

/** What unfinished renewals need that were begun in another store than the usual one. */
async function inOtherStores(
  deps: Deps,
  entries: readonly Entry[],
  certificates: readonly StoredCertificate[],
  trials: Trials,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const entry of entries.filter(({ kind }) => kind === 'renewal')) {
    const isOfEntry = (each: StoredCertificate) => requestNeeding(each, [entry]) !== undefined;
    if (certificates.some(isOfEntry)) continue;
    try {
      const store = await deps.store(entry.store);
      found.push(...(await tryKeys(store, (await store.list()).filter(isOfEntry), trials)));
    } catch (error) {
      // The others can be renewed all the same.
      warn(deps, toCertToolError(error));
    }
  }
  return found;
}
