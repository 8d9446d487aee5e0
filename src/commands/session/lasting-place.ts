import { CertToolError } from '../../core/error.ts';
import type { StoreProbe } from '../../core/ports/store.ts';
import { isSent } from '../../holdings/unfinished.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';

/**
 * Refuses to begin, before anything is asked, where a certificate would not stay; warns only where that is wanted. A request of
 * this store that was sent is finished all the same. The practice bank's certificates may go at any time.
 * @throws CertToolError `place-not-lasting`
 */
export async function checkPlace(
  deps: Deps,
  { hereAnyway }: { readonly hereAnyway?: boolean | undefined },
): Promise<void> {
  if (deps.settings.sandbox) return;
  const store = await usableStore(deps);
  const detail = store && (await deps.desktop.whyNotLasting(store));
  if (!detail) return;
  const error = new CertToolError('place-not-lasting', { params: { detail } });
  const sent = (await deps.journal.contents()).entries.filter(isSent);
  const isBegun = sent.some((entry) => entry.store === store.identity);
  if (!hereAnyway && !isBegun) throw error;
  warn(deps, error);
}

/** What keeps a store from being used is said where it is; a request that was begun may lie in another one. */
async function usableStore(deps: Deps): Promise<StoreProbe | undefined> {
  try {
    return await (await deps.store()).probe();
  } catch (error) {
    if (error instanceof CertToolError && error.kind === 'store-failed') return undefined;
    throw error;
  }
}
