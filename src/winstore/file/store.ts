import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import type { CertificateStore, StoreProbe } from '../../core/ports/store.ts';
import { withFileErrors } from '../../system/file-error.ts';
import { removeLeftovers } from '../../system/files.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolder } from '../../system/owner-only.ts';
import { createPendingKeys, type PendingKeys } from '../pending/pending-keys.ts';
import { checkRoom } from '../shared/whole-folder.ts';
import { archiveIn, findIn, installIn, listIn, removeIn, signIn, tlsKeyIn } from './certificates.ts';
import { damagedChainsIn, damagedIn, repairIn } from './damage.ts';
import { certificatesFolder, pendingFolder } from './layout.ts';

export interface FileStoreOptions {
  readonly dir: string;
  /** Make missing parent folders too. Without it a missing parent is `store-missing`: most likely a typing error. */
  readonly makeParents?: boolean;
}

/**
 * A store of PEM files in an owner-only folder for each certificate. The keys are not encrypted: what protects them is
 * that only the user can open the folder, as with SSH keys.
 */
export function createFileStore({ dir: given, makeParents = false }: FileStoreOptions): CertificateStore {
  const dir = resolve(given);
  const keys = createPendingKeys(pendingFolder(dir), undefined, { store: dir });
  const inStore = <T>(work: () => Promise<T>) => withFileErrors({ store: dir }, work);
  const opened = <T>(work: () => T | Promise<T>) =>
    inStore(async () => {
      await openFolders(dir, makeParents);
      return work();
    });
  /** For what makes nothing: a store that was never written to is empty. */
  const checked = <T>(work: () => T | Promise<T>) =>
    inStore(async () => {
      await checkFolders(dir, makeParents);
      return work();
    });
  return {
    kind: 'file',
    probe: () => inStore(() => probe(dir, makeParents, keys)),
    expectRequest: keys.expectRequest,
    request: (id, wanted) => opened(() => keys.request(id, wanted)),
    pending: () => checked(() => keys.pending()),
    install: (id, certificate, chain, friendlyName) =>
      opened(() => installIn(dir, keys, id, certificate, chain, friendlyName)),
    archive: (thumbprint, archived) => checked(() => archiveIn(dir, thumbprint, archived)),
    list: () => checked(() => listIn(dir)),
    find: (thumbprint) => checked(() => findIn(dir, thumbprint)),
    damaged: (listed = []) => checked(() => damagedIn(dir, listed)),
    damagedChains: (certificates) => checked(() => damagedChainsIn(dir, certificates)),
    repair: (certificate, chain, friendlyName) =>
      checked(() => repairIn(dir, certificate, chain, friendlyName)),
    sign: (thumbprint, bytes) => checked(() => signIn(dir, thumbprint, bytes)),
    tlsKey: (thumbprint) => checked(() => tlsKeyIn(dir, thumbprint)),
    remove: (thumbprint) => checked(() => removeIn(dir, thumbprint)),
    discard: (id) => checked(() => keys.discard(id)),
  };
}

async function probe(dir: string, makeParents: boolean, keys: PendingKeys): Promise<StoreProbe> {
  await openFolders(dir, makeParents);
  for (const folder of [dir, certificatesFolder(dir)]) await removeLeftovers(folder);
  await checkRoom(certificatesFolder(dir));
  await keys.probe();
  return { kind: 'file', identity: `file:${dir}`, canSign: true };
}

async function openFolders(dir: string, makeParents: boolean): Promise<void> {
  await checkParent(dir, makeParents);
  for (const folder of foldersOf(dir)) await makeOwnerOnlyFolder(folder);
}

async function checkFolders(dir: string, makeParents: boolean): Promise<void> {
  await checkParent(dir, makeParents);
  for (const folder of foldersOf(dir)) if (existsSync(folder)) await checkOwnerOnlyFolder(folder);
}

async function checkParent(dir: string, makeParents: boolean): Promise<void> {
  if (makeParents) return;
  if (!isFolder(dirname(dir))) throw new CertToolError('store-missing', { params: { store: dir } });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function foldersOf(dir: string): string[] {
  return [dir, certificatesFolder(dir), pendingFolder(dir)];
}
