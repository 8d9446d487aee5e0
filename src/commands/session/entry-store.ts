import { CertToolError } from '../../core/error.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import type { Entry } from '../../enrollment/journal.ts';
import type { Deps } from '../deps.ts';

/**
 * The store to work in for a login ID: without `--store` the one in which an unfinished request of this bank lies, for
 * its key is there and nowhere else; otherwise the usual one.
 */
export async function storeFor(deps: Deps, loginId: string): Promise<CertificateStore> {
  const identity = await deps.knownIdentity();
  const entry = identity && (await entryOf(deps, identity.bankId, loginId));
  return deps.store(entry?.store);
}

/** What a damaged entry says of its store nobody can read; the flow decides what becomes of it. */
async function entryOf({ journal }: Deps, bankId: string, loginId: string): Promise<Entry | undefined> {
  try {
    return await journal.read(bankId, loginId);
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'damaged-entry') return undefined;
    throw error;
  }
}
