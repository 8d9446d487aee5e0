import { join } from 'node:path';
import type { KeyRequest, PendingRequest } from '../core/ports/store.ts';
import { generateKey, publicKeyHashOf } from '../pki/keys.ts';
import { checkOwnerOnlyFolder, namesIn, readIfThere } from '../system/files.ts';
import { makeWholeFolder, removeWholeFolder } from './file-folder.ts';
import {
  isRequestId,
  KEY_FILE,
  pendingFolder,
  REQUEST_FILE,
  reasons,
  requestFolder,
  storeFailed,
} from './file-layout.ts';

/** A pending request with its private key, PKCS#8 PEM. */
interface PendingKey extends PendingRequest {
  readonly privateKeyPem: string;
}

/** Makes key and request, or returns those of an earlier call. The folder for pending keys must be there. */
export async function requestIn(dir: string, id: string, wanted: KeyRequest): Promise<PendingRequest> {
  const folder = requestFolder(dir, id);
  const earlier = await readPending(dir, id);
  if (earlier) return withoutKey(earlier);
  // node-forge is slow to load; only who makes a request needs it.
  const [{ createRequest }, key] = await Promise.all([import('../pki/csr.ts'), generateKey(wanted.keySize)]);
  const csr = createRequest(key.privateKeyPem, wanted.loginId);
  if (await makeWholeFolder(folder, { [KEY_FILE]: key.privateKeyPem, [REQUEST_FILE]: csr })) {
    return { id, csr, publicKeyHash: key.publicKeyHash };
  }
  const other = await readPending(dir, id);
  if (!other) throw storeFailed(reasons.damagedRequest);
  return withoutKey(other);
}

/** The requests that can be read; what else is in the folder is left out. */
export async function pendingIn(dir: string): Promise<PendingRequest[]> {
  const found: PendingRequest[] = [];
  for (const id of (await namesIn(pendingFolder(dir))).filter(isRequestId)) {
    const pending = await readPending(dir, id).catch(() => undefined);
    if (pending) found.push(withoutKey(pending));
  }
  return found;
}

/**
 * One pending key; undefined when there is none under this id.
 * @throws CertToolError `store-failed` when it is damaged; the system's errors
 */
export async function readPending(dir: string, id: string): Promise<PendingKey | undefined> {
  const folder = requestFolder(dir, id);
  const [privateKeyPem, csr] = await Promise.all([
    readIfThere(join(folder, KEY_FILE), { ownFolder: true }),
    readIfThere(join(folder, REQUEST_FILE), { ownFolder: true }),
  ]);
  if (privateKeyPem === undefined && csr === undefined) return undefined;
  await checkOwnerOnlyFolder(folder);
  if (privateKeyPem === undefined || csr === undefined) throw storeFailed(reasons.damagedRequest);
  try {
    return { id, csr, privateKeyPem, publicKeyHash: publicKeyHashOf(privateKeyPem) };
  } catch {
    // Not even as a cause: the library's message could quote the key.
    throw storeFailed(reasons.damagedRequest);
  }
}

export function discardIn(dir: string, id: string): Promise<void> {
  return removeWholeFolder(requestFolder(dir, id));
}

function withoutKey({ id, csr, publicKeyHash }: PendingKey): PendingRequest {
  return { id, csr, publicKeyHash };
}
