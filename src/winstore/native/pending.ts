import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuseNewer } from '../../core/newer-data.ts';
import type { KeyRequest, PendingRequest, RequestedSubject } from '../../core/ports/store.ts';
import {
  namesIn,
  readIfThere,
  removeAny,
  removeLeftovers,
  renameSynced,
  syncFolder,
  unfinishedPath,
  writeNewFileSynced,
} from '../../system/files.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolder } from '../../system/owner-only.ts';
import { isRequestId, leaveOutDamaged, REQUEST_FILE, requestFolder } from '../pending/pending-keys.ts';
import { reasons, storeFailed } from '../shared/failures.ts';
import { checkRoom, isTaken, removeWholeFolder } from '../shared/whole-folder.ts';
import { isMissingKey } from '../windows/errors.ts';
import type { KeyPlace } from './keys.ts';

/** A pending request and where Windows keeps its key. */
export interface NativePending extends PendingRequest {
  readonly place: KeyPlace;
}

/** What the pending requests need of Windows' keys. */
export interface PendingKeyHolder {
  /** A place that no key has had yet. */
  newPlace(): KeyPlace;
  create(place: KeyPlace, keySize: number): void;
  /** Makes the request of a key that does not leave its place. @returns PEM */
  /** @param named as `createRequest` of pki has it */
  csr(place: KeyPlace, named: string | RequestedSubject): Promise<string>;
  publicKeyHash(place: KeyPlace): string;
  /** Removes the key; nothing when it is gone. Left alone when a certificate of the store uses it. */
  removeUnlessUsed(place: KeyPlace): void;
}

const PLACE_FILE = 'key.json';
/** Not written: files of the first version have none. */
const VERSION = 1;

/**
 * Pending requests: each in an owner-only folder of its own, `<folder>/<id>/key.json`, which names the key's place, and
 * `request.pem`. A key's place is on the disk before the key is made, under the name of something unfinished, so that
 * a kill at any moment leaves either a request or what the next `probe` clears away with its key.
 */
export function nativePending(folder: string, keys: () => Promise<PendingKeyHolder>) {
  const checked = async () => {
    if (existsSync(folder)) await checkOwnerOnlyFolder(folder);
  };
  const find = async (id: string): Promise<NativePending | undefined> => {
    const kept = await readRequest(requestFolder(folder, id));
    return kept && withKey(id, kept, await keys());
  };
  return {
    async find(id: string): Promise<NativePending | undefined> {
      await checked();
      return find(id);
    },
    async probe(): Promise<void> {
      await makeOwnerOnlyFolder(folder);
      await removeLeftovers(folder, async (path) => removeKeyOf(path, await keys()));
      await checkRoom(folder);
    },
    async request(id: string, wanted: KeyRequest): Promise<PendingRequest> {
      const path = requestFolder(folder, id);
      await makeOwnerOnlyFolder(folder);
      const kept = await readRequest(path);
      const earlier = kept && withKey(id, kept, await keys());
      if (earlier) return withoutPlace(earlier);
      if (kept) await removeWholeFolder(path);
      await make(path, wanted, await keys());
      const made = await find(id);
      if (!made) throw storeFailed(reasons.damagedRequest);
      return withoutPlace(made);
    },
    async pending(): Promise<PendingRequest[]> {
      await checked();
      const found: PendingRequest[] = [];
      for (const id of (await namesIn(folder)).filter(isRequestId)) {
        const pending = await find(id).catch(leaveOutDamaged);
        if (pending) found.push(withoutPlace(pending));
      }
      return found;
    },
    async discard(id: string): Promise<void> {
      const path = requestFolder(folder, id);
      await checked();
      await removeKeyOf(path, await keys());
      await removeWholeFolder(path);
    },
    /** The places of all pending keys. */
    async places(): Promise<KeyPlace[]> {
      const all = (await namesIn(folder)).filter(isRequestId).map((id) => readPlace(join(folder, id)));
      return (await Promise.all(all)).filter((place) => place !== undefined);
    },
  };
}

async function make(
  path: string,
  { keySize, loginId, subject }: KeyRequest,
  keys: PendingKeyHolder,
): Promise<void> {
  const [unfinished, place] = [unfinishedPath(path), keys.newPlace()];
  mkdirSync(unfinished, { mode: 0o700 });
  await writeNewFileSynced(join(unfinished, PLACE_FILE), JSON.stringify(place));
  await syncFolder(unfinished);
  try {
    keys.create(place, keySize);
    await writeNewFileSynced(join(unfinished, REQUEST_FILE), await keys.csr(place, subject ?? loginId));
    await renameSynced(unfinished, path);
  } catch (error) {
    await removeUnfinished(unfinished, place, keys);
    if (!isTaken(error)) throw error;
  }
}

/** Never throws: the first error counts, and what cannot be removed now is a leftover for later. */
async function removeUnfinished(path: string, place: KeyPlace, keys: PendingKeyHolder): Promise<void> {
  try {
    keys.removeUnlessUsed(place);
    await removeAny(path);
  } catch {
    return;
  }
}

async function removeKeyOf(path: string, keys: PendingKeyHolder): Promise<void> {
  const place = await readPlace(path);
  if (place) keys.removeUnlessUsed(place);
}

interface Kept {
  readonly csr: string;
  readonly place: KeyPlace;
}

/** Undefined when there is none. @throws CertToolError `store-failed` when it is damaged */
async function readRequest(path: string): Promise<Kept | undefined> {
  const csr = await readIfThere(join(path, REQUEST_FILE), { ownFolder: true });
  const place = await readPlace(path);
  if (csr !== undefined && place) return { csr, place };
  if (!existsSync(path)) return undefined;
  throw storeFailed(reasons.damagedRequest);
}

/** Undefined when there is none, or garbage. @throws CertToolError `newer-data` */
async function readPlace(path: string): Promise<KeyPlace | undefined> {
  const file = join(path, PLACE_FILE);
  const text = await readIfThere(file, { ownFolder: true });
  const value = text === undefined ? undefined : parse(text);
  if (!value) return undefined;
  refuseNewer(value, VERSION, file);
  const { container, provider, providerType, keySpec } = value;
  // CryptoAPI would take an empty name for the user's default container.
  if (!container || typeof container !== 'string' || typeof provider !== 'string') return undefined;
  return {
    container,
    provider,
    providerType: Number(providerType),
    keySpec: Number(keySpec),
    machine: false,
  };
}

function parse(text: string): Partial<KeyPlace> | undefined {
  try {
    return (JSON.parse(text) as Partial<KeyPlace> | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Undefined when the key is gone: the request is of no use any more. */
function withKey(id: string, { csr, place }: Kept, keys: PendingKeyHolder): NativePending | undefined {
  try {
    return { id, csr, publicKeyHash: keys.publicKeyHash(place), place };
  } catch (error) {
    if (isMissingKey(error)) return undefined;
    throw error;
  }
}

function withoutPlace({ id, csr, publicKeyHash }: NativePending): PendingRequest {
  return { id, csr, publicKeyHash };
}
