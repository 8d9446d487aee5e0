import { CertToolError } from '../core/error.ts';
import type { CertificateStore, StoreKind } from '../core/ports/store.ts';
import { createFileStore } from './file.ts';

export interface StoreWish {
  /** `--store`. */
  readonly kind: StoreKind | 'auto';
  /** `--store-dir`, for the file store. */
  readonly dir?: string | undefined;
  /** The file store's folder without `--store-dir`. */
  readonly defaultDir: string;
  readonly platform: NodeJS.Platform;
  readonly sandbox: boolean;
}

/**
 * Which certificate store to use. `auto`: with the practice bank always `file`; on Windows that of Windows; elsewhere
 * `file`.
 * @throws CertToolError `store-not-available` for the stores that are not there yet
 */
export function selectStore(wish: StoreWish): CertificateStore {
  const kind = wish.kind === 'auto' ? usualKind(wish) : wish.kind;
  if (kind !== 'file') throw new CertToolError('store-not-available', { params: { store: kind } });
  return wish.dir === undefined
    ? createFileStore({ dir: wish.defaultDir, makeParents: true })
    : createFileStore({ dir: wish.dir });
}

function usualKind({ platform, sandbox }: StoreWish): StoreKind {
  return platform === 'win32' && !sandbox ? 'powershell' : 'file';
}
