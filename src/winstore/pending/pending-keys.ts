import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateRecord } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import type { KeyRequest, PendingRequest } from '../../core/ports/store.ts';
import { type GeneratedKey, type KeySource, keySource, publicKeyHashOf } from '../../pki/keys.ts';
import { type FilePlace, withFileErrors } from '../../system/file-error.ts';
import { namesIn, readIfThere, removeLeftovers } from '../../system/files.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolder } from '../../system/owner-only.ts';
import { reasons, storeFailed } from '../shared/failures.ts';
import type { Seal } from '../shared/seal.ts';
import { checkRoom, makeWholeFolder, removeWholeFolder } from '../shared/whole-folder.ts';

export interface PendingKeys {
  /** Makes the folder, removes what killed processes left in it, and sees whether there is room. */
  probe(): Promise<void>;
  /** As for `CertificateStore`. */
  expectRequest(keySize: number): void;
  /** Makes key and request, or returns those of an earlier call. */
  request(id: string, wanted: KeyRequest): Promise<PendingRequest>;
  /** The requests that can be read; what else is in the folder is left out. */
  pending(): Promise<PendingRequest[]>;
  /** Undefined when there is none under this id. */
  key(id: string): Promise<KeptKey | undefined>;
  discard(id: string): Promise<void>;
}

/** A key, and which one it is. Reading a private key is dear, so it is not read twice to find that out. */
export type KeptKey = Pick<GeneratedKey, 'privateKeyPem' | 'publicKeyHash'>;

type PendingKey = PendingRequest & KeptKey;

const KEY_FILE = 'key.pem';
export const REQUEST_FILE = 'request.pem';
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const PLAIN_KEY = /^-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** Whatever a key is sealed by says so at its beginning, so that an earlier build leaves it to a later one. */
const MARK = /^[a-z][a-z0-9-]*:/;

/** Errors that mean: this one cannot be read, now or later. */
const DAMAGED: readonly string[] = ['store-failed', 'store-unsafe', 'key-lost'];

/**
 * Keys that wait for their certificates, each in an owner-only folder of its own: `<folder>/<id>/key.pem`, as PKCS#8
 * or sealed, and `request.pem`. All operations are repeatable after a kill and throw, besides what `seal` throws:
 * `store-failed` for an id that is no safe file name and for a damaged key; `newer-data` for one that is sealed in a way
 * not known here; `store-unsafe`; the errors of `place`.
 * @param folder made when it is needed, its parents too
 * @param place what a failed file operation is reported for
 */
export function createPendingKeys(folder: string, seal?: Seal, place: FilePlace = { folder }): PendingKeys {
  const inFolder = <T>(work: () => Promise<T>) => withFileErrors(place, work);
  const checked = <T>(work: () => Promise<T>) =>
    inFolder(async () => {
      if (existsSync(folder)) await checkOwnerOnlyFolder(folder);
      return work();
    });
  const read = (id: string) => readPending(folder, id, seal);
  const source = keySource();
  return {
    probe: () =>
      inFolder(async () => {
        await makeOwnerOnlyFolder(folder);
        await removeLeftovers(folder);
        await checkRoom(folder);
      }),
    expectRequest: source.expect,
    request: (id, wanted) =>
      inFolder(async () => {
        const path = requestFolder(folder, id);
        await makeOwnerOnlyFolder(folder);
        const earlier = await read(id);
        return earlier ? withoutKey(earlier) : makeRequest(path, id, wanted, { seal, read, source });
      }),
    pending: () =>
      checked(async () => {
        const found: PendingRequest[] = [];
        for (const id of (await namesIn(folder)).filter(isRequestId)) {
          const pending = await read(id).catch(leaveOutDamaged);
          if (pending) found.push(withoutKey(pending));
        }
        return found;
      }),
    key: (id) => checked(() => read(id)),
    discard: (id) => checked(() => removeWholeFolder(requestFolder(folder, id))),
  };
}

/**
 * The pending key of this certificate as PKCS#8 PEM.
 * @throws CertToolError `store-failed` when there is none or it is another's
 */
export async function privateKeyFor(
  keys: PendingKeys,
  id: string,
  { publicKeyHash }: Pick<CertificateRecord, 'publicKeyHash'>,
): Promise<string> {
  const key = await keys.key(id);
  if (!key) throw storeFailed(reasons.noPendingKey);
  if (key.publicKeyHash !== publicKeyHash) throw storeFailed(reasons.otherKey);
  return key.privateKeyPem;
}

interface Making {
  readonly seal: Seal | undefined;
  readonly source: KeySource;
  read(id: string): Promise<PendingKey | undefined>;
}

async function makeRequest(
  path: string,
  id: string,
  wanted: KeyRequest,
  { seal, read, source }: Making,
): Promise<PendingRequest> {
  // node-forge is slow to load; only who makes a request needs it.
  const [{ createRequest }, key] = await Promise.all([
    import('../../pki/csr.ts'),
    source.generate(wanted.keySize),
  ]);
  const csr = createRequest(key.privateKey, wanted.subject ?? wanted.loginId);
  const kept = seal ? await seal.seal(key.privateKeyPem) : key.privateKeyPem;
  if (await makeWholeFolder(path, { [KEY_FILE]: kept, [REQUEST_FILE]: csr })) {
    return { id, csr, publicKeyHash: key.publicKeyHash };
  }
  const other = await read(id);
  if (!other) throw storeFailed(reasons.damagedRequest);
  return withoutKey(other);
}

/** One pending key; undefined when there is none under this id. */
async function readPending(folder: string, id: string, seal?: Seal): Promise<PendingKey | undefined> {
  const path = requestFolder(folder, id);
  const [kept, csr] = await Promise.all([
    readIfThere(join(path, KEY_FILE), { ownFolder: true }),
    readIfThere(join(path, REQUEST_FILE), { ownFolder: true }),
  ]);
  if (kept === undefined && csr === undefined) return undefined;
  await checkOwnerOnlyFolder(path);
  if (kept === undefined || csr === undefined) throw storeFailed(reasons.damagedRequest);
  const privateKeyPem = await unsealed(kept, join(path, KEY_FILE), seal);
  try {
    return { id, csr, privateKeyPem, publicKeyHash: publicKeyHashOf(privateKeyPem) };
  } catch {
    // Not even as a cause: the library's message could quote the key.
    throw storeFailed(reasons.damagedRequest);
  }
}

async function unsealed(kept: string, file: string, seal: Seal | undefined): Promise<string> {
  if (PLAIN_KEY.test(kept)) return kept;
  if (seal && kept.startsWith(seal.mark)) return seal.open(kept);
  if (MARK.test(kept)) throw new CertToolError('newer-data', { params: { file } });
  throw storeFailed(reasons.damagedRequest);
}

/** Whether this can be a request's name: a safe file name. */
export function isRequestId(name: string): boolean {
  return REQUEST_ID.test(name);
}

/** The folder of a pending key. @throws CertToolError `store-failed` when the id is no safe file name */
export function requestFolder(folder: string, id: string): string {
  if (!isRequestId(id)) throw storeFailed(reasons.badId);
  return join(folder, id);
}

/** What cannot be opened only now, because a program failed, must not pass for a key that is gone. */
export function leaveOutDamaged(error: unknown): undefined {
  if (error instanceof CertToolError && !DAMAGED.includes(error.errorName)) throw error;
  return undefined;
}

function withoutKey({ id, csr, publicKeyHash }: PendingKey): PendingRequest {
  return { id, csr, publicKeyHash };
}
