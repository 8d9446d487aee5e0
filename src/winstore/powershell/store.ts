import { release } from 'node:os';
import type { StoredCertificate } from '../../core/certificate.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import type { Text } from '../../core/text.ts';
import { createPendingKeys } from '../pending/pending-keys.ts';
import { reasons, storeFailed } from '../shared/failures.ts';
import { isThumbprint } from '../shared/thumbprint.ts';
import { MY_STORE, WindowsError, windowsFailure } from '../windows/errors.ts';
import {
  archiveIn,
  findIn,
  installIn,
  keyFactsIn,
  listIn,
  removeIn,
  signAllIn,
  signIn,
} from './certificates.ts';
import { probeIn } from './probe.ts';
import { createDpapiSeal } from './seal.ts';
import { openPowerShell, type PowerShellOptions, Refusal } from './session.ts';

export interface PowerShellStoreOptions extends PowerShellOptions {
  /** Owner-only folder for the keys that wait for their certificates; made when it is needed. */
  readonly pendingDir: string;
  /** Windows' version as `os.release()` tells it, e.g. `10.0.19045`. */
  readonly release?: string;
  readonly platform?: NodeJS.Platform;
}

export interface PowerShellStore extends CertificateStore {
  /** Ends PowerShell. It would end with our process too, and starts anew when it is needed again. */
  close(): Promise<void>;
}

/**
 * The current user's Windows store through .NET, in one PowerShell for all operations, which the first one starts.
 * A pending key is a file sealed by DPAPI until it is imported as a PKCS#12 that never touches the disk.
 * Failures are `program-missing`, `program-failed`, `powershell-restricted`; `store-failed` with Windows' code,
 * `store-full`; those of the pending keys.
 */
export function createPowerShellStore(options: PowerShellStoreOptions): PowerShellStore {
  const powerShell = openPowerShell(options);
  const keys = createPendingKeys(options.pendingDir, createDpapiSeal(powerShell));
  const system = options.release ?? release();
  const find = async (thumbprint: string): Promise<StoredCertificate | undefined> =>
    isThumbprint(thumbprint) ? findIn(powerShell, thumbprint) : undefined;
  return {
    kind: 'powershell',
    probe: () => inStore(() => probeIn(powerShell, keys)),
    expectRequest: keys.expectRequest,
    request: (id, wanted) => inStore(() => keys.request(id, wanted)),
    pending: () => inStore(() => keys.pending()),
    install: (id, certificate, chain, friendlyName) =>
      inStore(() =>
        installIn({ powerShell, keys, release: system }, id, { certificate, chain, friendlyName }),
      ),
    list: () => inStore(() => listIn(powerShell)),
    find: (thumbprint) => inStore(() => find(thumbprint)),
    sign: (thumbprint, bytes) => inStore(() => signIn(powerShell, thumbprint, bytes)),
    signAll: (thumbprints, bytes) =>
      inStore(() => signAllIn(powerShell, thumbprints.filter(isThumbprint), bytes)),
    keyFacts: (thumbprint) =>
      inStore(async () => (isThumbprint(thumbprint) ? keyFactsIn(powerShell, thumbprint) : undefined)),
    remove: (thumbprint) =>
      inStore(async () => (isThumbprint(thumbprint) ? removeIn(powerShell, thumbprint) : undefined)),
    // .NET knows hidden certificates on Windows alone: elsewhere its setter throws PlatformNotSupportedException.
    ...((options.platform ?? process.platform) === 'win32' && {
      archive: (thumbprint: string, archived: boolean) =>
        inStore(async () => {
          if (isThumbprint(thumbprint)) await archiveIn(powerShell, thumbprint, archived);
        }),
    }),
    discard: (id) => inStore(() => keys.discard(id)),
    close: () => powerShell.close(),
  };
}

/** What Windows and the script refuse, as errors that people can meet. */
async function inStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WindowsError) throw windowsFailure(error, MY_STORE);
    if (error instanceof Refusal) throw storeFailed(refusalOf(error), error);
    throw error;
  }
}

function refusalOf({ reason }: Refusal): Text {
  if (reason === 'not-removed') return reasons.notRemoved;
  return reason === 'not-archived' ? reasons.notArchived : reasons.powerShellRefused(reason);
}
