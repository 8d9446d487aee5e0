import { CertToolError } from '../../core/error.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import { withFileErrors } from '../../system/file-error.ts';
import type { OnLeftOut } from '../shared/left-out.ts';
import { MY_STORE, WindowsError, windowsFailure } from '../windows/errors.ts';
import { accountOf, keysNeedDialog } from './account.ts';
import { withStore } from './certificates.ts';
import { type KoffiLoader, loadKoffi } from './koffi.ts';
import {
  archive,
  findIn,
  install,
  keyFacts,
  listIn,
  pendingKeyHolder,
  remove,
  sign,
  signAll,
} from './operations.ts';
import { nativePending } from './pending.ts';
import { type WindowsApi, windowsApi } from './windows-api.ts';

export interface NativeStoreOptions {
  /** Owner-only folder for the requests that wait for their certificates; made when it is needed. */
  readonly pendingDir: string;
  readonly platform?: NodeJS.Platform;
  /** Where koffi comes from. */
  readonly load?: KoffiLoader;
  /** Told of certificates that a listing leaves out. */
  readonly onLeftOut?: OnLeftOut;
}

/**
 * The current user's Windows store, reached through crypt32, advapi32 and NCrypt: no process, no file with a key in it.
 * A pending key is a key of Windows' own from the start, in a container of its own, and cannot be exported.
 * Failures are `koffi-missing`, `store-missing` (not on Windows), `strong-key-protection` (`probe`), `store-failed` with Windows' code, `store-full`, and
 * for the pending requests' folder `data-folder-failed` and `store-unsafe`.
 */
export function createNativeStore(options: NativeStoreOptions): CertificateStore {
  const { pendingDir, platform = process.platform, load = loadKoffi } = options;
  let loaded: Promise<WindowsApi> | undefined;
  const api = () => {
    loaded ??= openApi(platform, load);
    return loaded;
  };
  const pending = nativePending(pendingDir, async () => pendingKeyHolder(await api()));
  const inStore = async <T>(work: (api: WindowsApi) => T | Promise<T>): Promise<T> => {
    try {
      return await withFileErrors({ folder: pendingDir }, async () => work(await api()));
    } catch (error) {
      throw error instanceof WindowsError ? windowsFailure(error, MY_STORE) : error;
    }
  };
  return {
    kind: 'native',
    probe: () =>
      inStore(async (windows) => {
        withStore(windows, 'MY', 'write', () => undefined);
        if (keysNeedDialog(windows)) throw new CertToolError('strong-key-protection');
        await pending.probe();
        const account = accountOf(windows);
        return { kind: 'native', identity: `native:${account.name}\\${MY_STORE}`, canSign: true, account };
      }),
    request: (id, wanted) => inStore(() => pending.request(id, wanted)),
    pending: () => inStore(() => pending.pending()),
    install: (id, certificate, chain, friendlyName) =>
      inStore((windows) => install(windows, () => pending.find(id), { certificate, chain, friendlyName })),
    list: () => inStore((windows) => listIn(windows, options.onLeftOut)),
    find: (thumbprint) => inStore((windows) => findIn(windows, thumbprint)),
    sign: (thumbprint, bytes) => inStore((windows) => sign(windows, thumbprint, bytes)),
    signAll: (thumbprints, bytes) => inStore((windows) => signAll(windows, thumbprints, bytes)),
    keyFacts: (thumbprint) => inStore((windows) => keyFacts(windows, thumbprint)),
    remove: (thumbprint) => inStore(async (windows) => remove(windows, thumbprint, await pending.places())),
    archive: (thumbprint, archived) => inStore((windows) => archive(windows, thumbprint, archived)),
    discard: (id) => inStore(() => pending.discard(id)),
  };
}

async function openApi(platform: NodeJS.Platform, load: KoffiLoader): Promise<WindowsApi> {
  if (platform !== 'win32') throw new CertToolError('store-missing', { params: { store: 'native' } });
  return windowsApi(await load());
}
