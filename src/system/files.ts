import {
  closeSync,
  constants,
  fstatSync,
  fsync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rename,
  unlink,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { NO_FILE } from '../core/given-path.ts';
import type { Text } from '../core/text.ts';
import { unlessHeld } from './held-files.ts';
import { isOwnedName, ownedName, ownerLives } from './process-identity.ts';

/** Names of files and folders that are still being written begin so; the process that writes follows. */
const UNFINISHED = '.unfinished-';

/** A path beside `path` for something unfinished. Once its process is dead, `removeLeftovers` takes it for garbage. */
export function unfinishedPath(path: string): string {
  return join(dirname(path), ownedName(UNFINISHED));
}

export function isUnfinished(name: string): boolean {
  return isOwnedName(UNFINISHED, name);
}

/**
 * Removes what killed processes left unfinished in this folder. Nothing when there is no such folder.
 * @param before done for each, for what it stands for elsewhere
 * @param untouchedSince where other PCs may write, too, whose processes nobody can look for here: what is newer stays
 */
export async function removeLeftovers(
  folder: string,
  before: (path: string) => Promise<void> = async () => undefined,
  { untouchedSince }: { readonly untouchedSince?: Date } = {},
): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!isUnfinished(name) || (await ownerLives(UNFINISHED, name))) continue;
    if (untouchedSince && isNewer(join(folder, name), untouchedSince)) continue;
    await before(join(folder, name));
    await removeAny(join(folder, name));
  }
}

function isNewer(path: string, moment: Date): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.mtime > moment;
}

/**
 * Writes a file so that at any moment either the old or the new content is there, and returns when the new one is on
 * the disk. A symbolic link at the path is replaced, never followed.
 * @throws the system's errors, for `fileError`
 */
export async function writeFileSynced(
  path: string,
  data: string | Uint8Array,
  { mode = 0o600 }: { mode?: number } = {},
): Promise<void> {
  const unfinished = unfinishedPath(path);
  try {
    await writeNewFileSynced(unfinished, data, { mode });
    await renameSynced(unfinished, path);
  } catch (error) {
    // The first error counts; what cannot be removed now is a leftover for later.
    await removeAny(unfinished).catch(() => undefined);
    throw error;
  }
}

/** Writes a file that must not exist yet and syncs its content; its name is not synced yet. */
export async function writeNewFileSynced(
  path: string,
  data: string | Uint8Array,
  { mode = 0o600 }: { mode?: number } = {},
): Promise<void> {
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, data);
    await elsewhere((done) => fsync(file, done));
  } finally {
    closeSync(file);
  }
}

/**
 * Waits on another thread for what takes its time while others sync, so that the users of a list do not wait for one
 * another's. The rest of writing a small file is done at once: another thread's answer would take longer.
 */
function elsewhere(work: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve()));
  });
}

/** Renames within one file system and returns when that is on the disk. */
export async function renameSynced(from: string, to: string): Promise<void> {
  await unlessHeld(() => elsewhere((done) => rename(from, to, done)));
  await syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await syncFolder(dirname(from));
}

/** Removes a file or a whole folder and returns when that is on the disk; nothing when it is not there. */
export async function removeSynced(path: string): Promise<void> {
  await removeAny(path);
  await syncFolder(dirname(path));
}

/** Removes a file or a whole folder; nothing when it is not there. @throws the system's errors */
export async function removeAny(path: string): Promise<void> {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) await rm(path, { recursive: true, force: true });
  else if (stats) await elsewhere((done) => unlink(path, done)).catch(ignoreMissing);
}

/** Returns when the folder's names are on the disk. Windows syncs them itself and cannot be asked to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = unlessMissing(() => openSync(folder, 'r'));
  if (opened === undefined) return;
  try {
    await elsewhere((done) => fsync(opened, done));
  } finally {
    closeSync(opened);
  }
}

/** The same for those who cannot wait for another thread. */
export function syncFolderAtOnce(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = unlessMissing(() => openSync(folder, 'r'));
  if (opened === undefined) return;
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** More than any file that cert-tool keeps; a wrong one in its place must not fill the memory. */
const LARGEST_KEPT_MIB = 16;

/**
 * A file's text, or undefined when there is no such file. `ownFolder`: a symbolic link is an error, not followed.
 * @throws CertToolError `unreadable-file` for what is no ordinary file, or too large. Otherwise the system's errors.
 */
export async function readIfThere(path: string, { ownFolder = false } = {}): Promise<string | undefined> {
  return readKept(path, { ownFolder })?.toString('utf8');
}

/** The same at once, as bytes. */
export function readKept(path: string, { ownFolder = false } = {}): Buffer | undefined {
  if (isMissing(path)) return undefined;
  const links = ownFolder ? (constants.O_NOFOLLOW ?? 0) : 0;
  // Without blocking: a pipe in the place of the file would keep the program waiting for ever.
  const file = unlessMissing(() => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | links));
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() && !stats.isDirectory()) throw unreadable(path, NO_FILE);
    if (stats.size > LARGEST_KEPT_MIB * 1024 * 1024) throw unreadable(path, tooLarge);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

const tooLarge = {
  ja: `大きすぎます(上限は ${LARGEST_KEPT_MIB} MiB)`,
  en: `it is too large (the limit is ${LARGEST_KEPT_MIB} MiB)`,
};

function unreadable(file: string, detail: Text): CertToolError {
  return new CertToolError('unreadable-file', { params: { file, detail } });
}

/** The names in a folder; none when it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  return isMissing(folder) ? [] : (unlessMissing(() => readdirSync(folder)) ?? []);
}

/**
 * Whether nothing is at this path, as far as can be seen. Asked before something is read that mostly is not there: an error
 * of Node's takes longer to make than such a file to read.
 */
export function isMissing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** What is read here is small, and node:fs answers at once where node:fs/promises takes longer to load than to read. */
export function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    return ignoreMissing(error as NodeJS.ErrnoException);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
