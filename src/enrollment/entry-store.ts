import { CertToolError, toCertToolError } from '../core/error.ts';
import type { CertificateStore, StoreProbe } from '../core/ports/store.ts';
import { readCertificate } from '../pki/certificate.ts';
import type { Entry } from './journal.ts';
import type { UnopenedPorts } from './ports.ts';

export interface OpenedStore {
  readonly store: CertificateStore;
  readonly probe: StoreProbe;
  /** The entry that was asked about; where another store than it says holds its key, with that one. */
  readonly entry: Entry | undefined;
}

/**
 * Opens the store of an entry. A key is found by its id: where the store that the entry names is gone or does not hold
 * it, and the present one does, the folder was moved, and the present one is the store.
 * @throws CertToolError what keeps the entry's store from being opened
 */
export async function openStoreOf(
  { openStore }: Pick<UnopenedPorts, 'openStore'>,
  entry: Entry | undefined,
): Promise<OpenedStore> {
  const open = async (resume?: string): Promise<OpenedStore> => {
    const store = await openStore(resume);
    return { store, probe: await store.probe(), entry };
  };
  if (!entry) return open();
  const named = await open(entry.store).catch(storeFailure);
  const isGone = named instanceof CertToolError;
  if (!isGone && (await isStoreOf(named, entry))) return here(named, entry);
  const present = await open().catch(unlessCancelled);
  // Where nothing was sent yet, nothing is lost with a key that is gone.
  const mayBegin = isGone && entry.step === 'key';
  if (present && (mayBegin || (await holdsKeyOf(present.store, entry)))) return here(present, entry);
  if (isGone) throw named;
  return named;
}

function storeFailure(thrown: unknown): CertToolError {
  const failure = toCertToolError(thrown);
  if (failure.kind === 'store-failed') return failure;
  throw failure;
}

/** Another store that cannot be opened either is no news; the wish to end is. */
function unlessCancelled(thrown: unknown): undefined {
  if (thrown instanceof CertToolError && thrown.isCancellation) throw thrown;
}

/** A key that was never made, or not kept in the entry yet, is looked for where the entry says. */
async function isStoreOf({ store, probe }: OpenedStore, entry: Entry): Promise<boolean> {
  return (entry.step === 'key' && probe.identity === entry.store) || holdsKeyOf(store, entry);
}

function here(opened: OpenedStore, entry: Entry): OpenedStore {
  return { ...opened, entry: { ...entry, store: opened.probe.identity } };
}

/** Whether the entry's key waits in this store, or its certificate is there. */
async function holdsKeyOf(store: CertificateStore, entry: Entry): Promise<boolean> {
  const pending = await store.pending();
  const { id, publicKeyHash, certificate } = entry;
  if (pending.some((each) => each.id === id && (!publicKeyHash || each.publicKeyHash === publicKeyHash)))
    return true;
  return (
    certificate !== undefined && (await store.find(readCertificate(certificate).thumbprint)) !== undefined
  );
}
