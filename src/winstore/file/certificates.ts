import { createPrivateKey, sign } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import type { CertificateRecord, StoredCertificate } from '../../core/certificate.ts';
import { holderOf } from '../../core/certificate-name.ts';
import { CertToolError } from '../../core/error.ts';
import type { ClientKey } from '../../core/ports/store.ts';
import { MalformedDer, readCertificate } from '../../pki/certificate.ts';
import { keptOctets } from '../../pki/kept-octets.ts';
import { publicKeyHashOf } from '../../pki/keys.ts';
import { readIfThere, removeSynced, syncFolder, writeNewFileSynced } from '../../system/files.ts';
import { inlineLess } from '../../system/optimize-less.ts';
import { checkOwnerOnlyFolder, readOwnerOnlyFile } from '../../system/owner-only.ts';
import { type PendingKeys, privateKeyFor } from '../pending/pending-keys.ts';
import { readIssued, reasons, storeFailed } from '../shared/failures.ts';
import { isThumbprint } from '../shared/thumbprint.ts';
import { makeWholeFolder, removeWholeFolder } from '../shared/whole-folder.ts';
import {
  ARCHIVED_FILE,
  CERTIFICATE_FILE,
  CHAIN_FILE,
  certificateFile,
  certificatesFolder,
  friendlyNameIn,
  KEY_FILE,
} from './layout.ts';

const READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** Hardly a certificate is larger: one buffer for all of them. */
const buffer = Buffer.allocUnsafe(64 * 1024);
/** So many certificates are worth telling the engine. */
const MANY = 1000;
/** What is larger is cut off and then left out. */
const LARGEST = 16 * 1024 * 1024;

/** Joins the pending key and its certificate in a folder of their own; an earlier join that works is kept. */
export async function installIn(
  dir: string,
  keys: PendingKeys,
  id: string,
  certificate: string,
  chain: readonly string[],
  friendlyName: string,
): Promise<StoredCertificate> {
  const record = readIssued(certificate);
  const folder = join(certificatesFolder(dir), record.thumbprint);
  const earlier = findIn(dir, record.thumbprint);
  if (earlier && (await workingKey(dir, earlier))) return shownIn(dir, earlier);
  const privateKeyPem = await privateKeyFor(keys, id, record);
  // What is left has no working key: a removal or a foreign program left it half.
  await removeWholeFolder(folder);
  await makeWholeFolder(folder, {
    [KEY_FILE]: privateKeyPem,
    [CHAIN_FILE]: chain.join(''),
    [CERTIFICATE_FILE]: certificateFile(record.pem, friendlyName),
  });
  const stored = findIn(dir, record.thumbprint);
  if (!stored) throw storeFailed(reasons.notReadBack);
  return stored;
}

/** The same certificate, shown where it was hidden. */
async function shownIn(dir: string, certificate: StoredCertificate): Promise<StoredCertificate> {
  if (!certificate.archived) return certificate;
  await archiveIn(dir, certificate.thumbprint, false);
  return findIn(dir, certificate.thumbprint) ?? certificate;
}

/**
 * Hides or shows a certificate. @throws CertToolError `store-failed` for one that cannot be read, `store-unsafe` for a
 * symbolic link
 */
export async function archiveIn(dir: string, thumbprint: string, archived: boolean): Promise<void> {
  if (!isThumbprint(thumbprint)) return;
  const folder = join(certificatesFolder(dir), thumbprint);
  if (!lstatSync(folder, { throwIfNoEntry: false })) return;
  await checkOwnerOnlyFolder(folder);
  const certificate = findIn(dir, thumbprint);
  if (!certificate) throw storeFailed(reasons.badCertificate);
  if ((certificate.archived ?? false) === archived) return;
  const mark = join(folder, ARCHIVED_FILE);
  if (!archived) return removeSynced(mark);
  await writeNewFileSynced(mark, '').catch((error: NodeJS.ErrnoException) => {
    // Another run was quicker.
    if (error.code !== 'EEXIST') throw error;
  });
  await syncFolder(folder);
}

/**
 * All certificates. Synchronous inside: for thousands of small files that is many times quicker.
 * @throws the system's errors for the folder as a whole; a single certificate is left out when it cannot be read
 */
export function listIn(dir: string): StoredCertificate[] {
  const folder = certificatesFolder(dir);
  const found: StoredCertificate[] = [];
  if (!existsSync(folder)) return found;
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.length > MANY) inlineLess();
  for (const entry of entries) {
    if (!entry.isDirectory() || !isThumbprint(entry.name)) continue;
    const certificate = readStored(folder, entry.name, keptOctets);
    if (certificate) found.push(certificate);
  }
  return found;
}

export function findIn(dir: string, thumbprint: string): StoredCertificate | undefined {
  if (!isThumbprint(thumbprint)) return undefined;
  const folder = certificatesFolder(dir);
  const stats = lstatSync(join(folder, thumbprint), { throwIfNoEntry: false });
  return stats?.isDirectory() ? readStored(folder, thumbprint) : undefined;
}

/** Signs by RSASSA-PKCS1-v1_5 with SHA-256. @throws CertToolError `key-unusable` */
export async function signIn(dir: string, thumbprint: string, bytes: Uint8Array): Promise<Uint8Array> {
  const certificate = findIn(dir, thumbprint);
  const key = certificate && (await workingKey(dir, certificate));
  const loginId = certificate ? holderOf(certificate) : thumbprint;
  if (!key) throw new CertToolError('key-unusable', { params: { loginId } });
  try {
    return sign('sha256', bytes, key);
  } catch (cause) {
    // Of an algorithm that knows no such signature, as Ed25519 and X25519.
    throw new CertToolError('key-unusable', { params: { loginId }, cause });
  }
}

/** The key with certificate and chain as PEM; undefined where it does not work. @throws CertToolError `store-unsafe` */
export async function tlsKeyIn(dir: string, thumbprint: string): Promise<ClientKey | undefined> {
  const certificate = findIn(dir, thumbprint);
  const key = certificate && (await workingKey(dir, certificate));
  if (!key) return undefined;
  const chain = readIfThere(join(certificatesFolder(dir), thumbprint, CHAIN_FILE), { ownFolder: true });
  return {
    key: String(key.export({ type: 'pkcs8', format: 'pem' })),
    certificate: certificate.pem + ((await chain) ?? ''),
  };
}

/** Removes the key, then all the rest. @throws CertToolError `store-unsafe` for a symbolic link */
export async function removeIn(dir: string, thumbprint: string): Promise<void> {
  if (!isThumbprint(thumbprint)) return;
  const folder = join(certificatesFolder(dir), thumbprint);
  if (!lstatSync(folder, { throwIfNoEntry: false })) return;
  await checkOwnerOnlyFolder(folder);
  await removeSynced(join(folder, KEY_FILE));
  await removeWholeFolder(folder);
}

/**
 * The private key, if it is there and is the certificate's.
 * @throws CertToolError `store-unsafe` when others can read or change it
 */
export async function workingKey(
  dir: string,
  { thumbprint, publicKeyHash }: Pick<CertificateRecord, 'thumbprint' | 'publicKeyHash'>,
) {
  const folder = join(certificatesFolder(dir), thumbprint);
  const pem = await readOwnerOnlyFile(join(folder, KEY_FILE));
  if (pem === undefined) return undefined;
  await checkOwnerOnlyFolder(folder);
  try {
    const key = createPrivateKey(pem);
    return publicKeyHashOf(key) === publicKeyHash ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined when it cannot be read as the certificate that it should be. @param keep as for `readCertificate` */
export function readStored(
  folder: string,
  thumbprint: string,
  keep?: typeof keptOctets,
): StoredCertificate | undefined {
  const location = `${folder}/${thumbprint}`;
  try {
    const text = readSmallFile(`${location}/${CERTIFICATE_FILE}`);
    const record = readCertificate(text, keep);
    if (record.thumbprint !== thumbprint) return undefined;
    // Field by field: another object for each would be felt in a listing of thousands.
    const stored = record as { -readonly [Key in keyof StoredCertificate]: StoredCertificate[Key] };
    stored.hasPrivateKey = existsSync(`${location}/${KEY_FILE}`);
    stored.friendlyName = friendlyNameIn(text);
    stored.location = location;
    if (existsSync(`${location}/${ARCHIVED_FILE}`)) stored.archived = true;
    return stored;
  } catch (error) {
    if (error instanceof MalformedDer || (error as NodeJS.ErrnoException).syscall) return undefined;
    throw error;
  }
}

/** Certificate files are ASCII. */
function readSmallFile(path: string): string {
  const descriptor = openSync(path, READ_NO_LINK);
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    if (length < buffer.length) return buffer.toString('latin1', 0, length);
    const large = Buffer.alloc(Math.min(fstatSync(descriptor).size, LARGEST));
    return large.toString('latin1', 0, readSync(descriptor, large, 0, large.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
