import { lstatSync } from 'node:fs';
import { chmod, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import type { Lock } from '../../core/ports/lock.ts';
import { isUnfinished, namesIn, removeLeftovers, removeSynced, writeFileSynced } from '../../system/files.ts';
import { acquireLock } from '../../system/lock.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolder } from '../../system/owner-only.ts';
import {
  isPracticeBankFolder,
  MARKER_FILE,
  MARKER_FORMAT,
  MARKER_KIND,
  type PracticeBankIdentity,
} from './identity.ts';

const LOCK_FOLDER = 'lock';
const DATABASE_FILE = 'bank.sqlite';
const CA_FILE = 'tls-ca.pem';
const OWN_NAMES =
  /^(bank\.sqlite(-wal|-shm|-journal|\.lock)?|tls-ca\.pem|practice-bank\.json|clock\.json|added-users\.json|endpoint\.json|outbox)$/;

export function databaseFile(dir: string): string {
  return join(dir, DATABASE_FILE);
}

/** The certificate to trust for the practice bank's TLS, PEM. */
export function caFileOf(dir: string): string {
  return join(dir, CA_FILE);
}

/**
 * The practice bank's lock on its data folder: one process at a time.
 * @throws CertToolError `practice-bank-busy`, and those of `acquireLock`
 */
export function lockFolder(dir: string, waitMs: number): Promise<Lock> {
  return acquireLock(join(dir, LOCK_FOLDER), { waitMs, busy: () => new CertToolError('practice-bank-busy') });
}

/**
 * Makes the folder, which is no link and nobody else's, ready for a practice bank and marks it as one's. The caller
 * holds its lock.
 */
export async function prepareFolder(dir: string): Promise<void> {
  await removeLeftovers(dir);
  await makeOwnerOnlyFolder(dir);
  await chmod(dir, 0o700);
  if (!isPracticeBankFolder(dir)) await writeMarker(dir, {});
}

export async function writeIdentity(dir: string, identity: PracticeBankIdentity): Promise<void> {
  const { bankId, chain, chains, rules } = identity;
  await writeMarker(dir, { bankId, chain, former: chains.slice(1), rules });
}

/** @throws CertToolError `store-unsafe` for a folder that is a symbolic link, or that others own or can change */
export async function refuseLink(dir: string): Promise<void> {
  if (lstatSync(dir, { throwIfNoEntry: false })) await checkOwnerOnlyFolder(dir);
}

/** Removes the practice bank; the emptied folder stays, because the lock is in it. The caller holds that. */
export async function emptyFolder(dir: string): Promise<void> {
  await refuseForeign(dir);
  // The marker goes last: an interrupted removal can be repeated.
  for (const name of await namesIn(dir)) {
    if (name !== LOCK_FOLDER && name !== MARKER_FILE) await removeSynced(join(dir, name));
  }
  await removeSynced(join(dir, MARKER_FILE));
}

/** Takes back the folder of a lock in a folder that turned out to be somebody else's. */
export async function removeLockFolder(dir: string): Promise<void> {
  // Not empty: another process tries its luck and will clean up after itself.
  await rmdir(join(dir, LOCK_FOLDER)).catch(() => undefined);
}

async function writeMarker(dir: string, identity: object): Promise<void> {
  const marker = { kind: MARKER_KIND, format: MARKER_FORMAT, ...identity };
  await writeFileSynced(join(dir, MARKER_FILE), `${JSON.stringify(marker, undefined, 2)}\n`);
}

/** Only names of the practice bank's own, its database or its marker among them: the marker's content is damaged. */
function isDamagedPracticeBank(names: readonly string[]): boolean {
  const areOwn = names.every((name) => OWN_NAMES.test(name));
  return areOwn && (names.includes(DATABASE_FILE) || names.includes(MARKER_FILE));
}

/** @throws CertToolError `not-a-practice-bank` for a folder that holds something else */
export async function refuseForeign(dir: string): Promise<void> {
  const names = (await namesIn(dir)).filter((name) => name !== LOCK_FOLDER && !isUnfinished(name));
  if (names.length > 0 && !isPracticeBankFolder(dir) && !isDamagedPracticeBank(names)) {
    throw new CertToolError('not-a-practice-bank', { params: { folder: dir } });
  }
}
