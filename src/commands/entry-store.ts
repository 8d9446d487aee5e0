import type { CertificateStore } from '../core/ports/store.ts';
import type { Deps } from './deps.ts';

/**
 * The store to work in for a login ID: without `--store` the one in which an unfinished request of this bank lies, for
 * its key is there and nowhere else; otherwise the usual one.
 */
export async function storeFor(deps: Deps, loginId: string): Promise<CertificateStore> {
  const identity = await deps.knownIdentity();
  const entry = identity && (await deps.journal.read(identity.bankId, loginId));
  return deps.store(entry?.store);
}
