import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { RequestedSubject } from '../core/ports/store.ts';
import { readCertificate, readSubject } from '../pki/certificate.ts';
import type { Entry, Predecessor } from './journal.ts';
import { hasWorkingKey } from './local.ts';
import { type Run, StartAnew } from './ports.ts';

/**
 * The entry of this run: the open one, or a new one, written before its key exists. One that nothing was sent for
 * becomes what is wanted now.
 */
export async function openEntry(run: Run): Promise<Entry> {
  const { ports, wanted, entry } = run;
  if (entry && (entry.step !== 'key' || isFor(entry, run))) return entry;
  const isNewRequest = entry && requestedSubject(run);
  // The key's request names what the certificate is to name that it was meant for.
  if (isNewRequest) await ports.store.discard(entry.id);
  run.entry = await ports.journal.write({
    version: 1,
    bankId: run.identity.bankId,
    loginId: wanted.loginId,
    ...purposeOf(run),
    store: run.probe.identity,
    id: (isNewRequest ? undefined : entry?.id) ?? ports.newId(),
    keySize: entry?.keySize ?? wanted.keySize,
    step: 'key',
    startedAt: ports.now().toISOString(),
  });
  return run.entry;
}

type Purpose = Pick<Entry, 'kind' | 'predecessor' | 'keepPredecessor'>;

function purposeOf({ wanted: { renewal } }: Run): Purpose {
  if (!renewal) return { kind: 'issue' };
  const predecessor = predecessorOf(renewal.certificate);
  return { kind: 'renewal', predecessor, ...(renewal.keepOld ? { keepPredecessor: true } : {}) };
}

/** What the journal keeps of the certificate that a renewal replaces. */
export function predecessorOf({ thumbprint, serialNumber }: StoredCertificate): Predecessor {
  return { thumbprint, serialNumber };
}

function isFor(entry: Entry, run: Run): boolean {
  const purpose = purposeOf(run);
  return (
    entry.kind === purpose.kind &&
    entry.predecessor?.thumbprint === purpose.predecessor?.thumbprint &&
    entry.keepPredecessor === purpose.keepPredecessor
  );
}

/** The entry's key and request: made now, or seen to be there still. Throws `StartAnew` when the key is lost. */
export async function prepareKey(run: Run, entry: Entry): Promise<Entry> {
  if (entry.step === 'key') {
    const { csr, publicKeyHash } = await run.ports.store.request(entry.id, {
      loginId: entry.loginId,
      keySize: entry.keySize,
      subject: requestedSubject(run),
    });
    return { ...entry, csr, publicKeyHash };
  }
  if (await keyIsThere(run, entry)) return entry;
  throw new StartAnew(new CertToolError('key-lost'));
}

/** By a protocol that wants it so, a successor's request names what the certificate names that it replaces. */
function requestedSubject({ wanted: { renewal }, connection }: Run): RequestedSubject | undefined {
  const isKept = renewal && connection?.bank.withoutLogin?.keepsSubject;
  return isKept ? readSubject(renewal.certificate.pem) : undefined;
}

async function keyIsThere(run: Run, entry: Entry): Promise<boolean> {
  if (entry.certificate !== undefined) {
    const here = await run.ports.store.find(readCertificate(entry.certificate).thumbprint);
    if (here && (await hasWorkingKey(run, here))) return true;
  }
  const pending = await run.ports.store.pending();
  return pending.some(({ id, publicKeyHash }) => id === entry.id && publicKeyHash === entry.publicKeyHash);
}

/** Removes the entry and its pending key; never the key of an installed certificate. */
export async function discardEntry(run: Run): Promise<void> {
  const { entry } = run;
  if (!entry) return;
  await run.ports.store.discard(entry.id);
  await run.ports.journal.clear(entry);
  run.entry = undefined;
}

/** An entry made with another store cannot be finished with this one. */
export function checkStore(run: Run): void {
  const { entry } = run;
  if (entry && entry.store !== run.probe.identity) {
    throw new CertToolError('pending-in-other-store', {
      params: { loginId: entry.loginId, store: entry.store },
    });
  }
}
