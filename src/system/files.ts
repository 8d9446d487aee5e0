import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CertToolError } from '../core/error.ts';
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
 */
export async function removeLeftovers(
  folder: string,
  before: (path: string) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!isUnfinished(name) || (await ownerLives(UNFINISHED, name))) continue;
    await before(join(folder, name));
    await rm(join(folder, name), { recursive: true, force: true });
  }
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
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes a file that must not exist yet and syncs its content; its name is not synced yet. */
export async function writeNewFileSynced(
  path: string,
  data: string | Uint8Array,
  { mode = 0o600 }: { mode?: number } = {},
): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Renames within one file system and returns when that is on the disk. */
export async function renameSynced(from: string, to: string): Promise<void> {
  await unlessHeld(() => rename(from, to));
  await syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await syncFolder(dirname(from));
}

/** Removes a file or a whole folder and returns when that is on the disk; nothing when it is not there. */
export async function removeSynced(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await syncFolder(dirname(path));
}

/** Returns when the folder's names are on the disk. Windows syncs them itself and cannot be asked to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(ignoreMissing);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
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
  const links = ownFolder ? (constants.O_NOFOLLOW ?? 0) : 0;
  // Without blocking: a pipe in the place of the file would keep the program waiting for ever.
  const file = unlessMissing(() => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | links));
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() && !stats.isDirectory()) throw unreadable(path, noFile);
    if (stats.size > LARGEST_KEPT_MIB * 1024 * 1024) throw unreadable(path, tooLarge);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

const noFile = { ja: '通常のファイルではありません', en: 'it is no ordinary file' };
const tooLarge = {
  ja: `大きすぎます(上限は ${LARGEST_KEPT_MIB} MiB)`,
  en: `it is too large (the limit is ${LARGEST_KEPT_MIB} MiB)`,
};

function unreadable(file: string, detail: Text): CertToolError {
  return new CertToolError('unreadable-file', { params: { file, detail } });
}

/**
 * The text of a file that is for this user alone, such as a private key; undefined when there is no such file.
 * @throws CertToolError `store-unsafe` when others can read or change it. Otherwise the system's errors, a symbolic
 * link among them.
 */
export async function readOwnerOnlyFile(path: string): Promise<string | undefined> {
  const text = await readIfThere(path, { ownFolder: true });
  if (text === undefined || process.platform === 'win32') return text;
  const { mode, uid } = lstatSync(path);
  if (uid !== process.geteuid?.()) throw unsafe(path, unsafeReasons.otherOwner);
  if (mode & 0o077)
    throw unsafe(path, mode & 0o022 ? unsafeReasons.othersCanWrite : unsafeReasons.othersCanRead);
  return text;
}

/** The names in a folder; none when it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  return unlessMissing(() => readdirSync(folder)) ?? [];
}

/**
 * Makes a folder for this user alone, its missing parents too (0700), and checks one that is there already.
 * @throws CertToolError `store-unsafe` for a symbolic link, somebody else's folder, or one that others can change; a
 * symbolic link among the parents must be the user's or root's. Otherwise the system's errors, for `fileError`.
 */
export async function makeOwnerOnlyFolder(path: string): Promise<void> {
  const folder = resolve(path);
  await checkParents(folder);
  // Looked at before it is made: mkdir would follow a symbolic link.
  const there = unlessMissing(() => lstatSync(folder));
  const firstMade = there ? undefined : await makeFolders(folder, 0o700);
  await checkOwnerOnlyFolder(folder);
  if (!firstMade) return;
  for (let made = folder; made.length >= firstMade.length; made = dirname(made))
    await syncFolder(dirname(made));
}

/**
 * Makes a folder and its missing parents, and returns the first that it made. One by one: Node's recursive form tries for
 * ever where the system says of a parent that it is not there and cannot be made either, as in /proc.
 * @throws the system's errors
 */
export async function makeFolders(folder: string, mode: number): Promise<string | undefined> {
  const missing: string[] = [];
  for (let path = resolve(folder); !unlessMissing(() => statSync(path)); path = dirname(path)) {
    missing.unshift(path);
    if (path === dirname(path)) break;
  }
  for (const path of missing) {
    await mkdir(path, { mode }).catch((error: NodeJS.ErrnoException) => {
      // Said of a folder whose parent is there.
      if (error.code === 'ENOENT') throw Object.assign(error, { code: 'ENOTSUP' });
      // Made by another process at the same time.
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return missing[0];
}

/** The check of `makeOwnerOnlyFolder` for a folder that must be there. */
export async function checkOwnerOnlyFolder(folder: string): Promise<void> {
  const stats = lstatSync(folder);
  if (stats.isSymbolicLink()) throw unsafe(folder, unsafeReasons.symbolicLink);
  if (!stats.isDirectory()) throw unsafe(folder, unsafeReasons.noFolder);
  if (process.platform === 'win32') return;
  if (stats.uid !== process.geteuid?.()) throw unsafe(folder, unsafeReasons.otherOwner);
  if (stats.mode & 0o022) throw unsafe(folder, unsafeReasons.othersCanWrite);
}

async function checkParents(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  for (let parent = dirname(folder); parent !== dirname(parent); parent = dirname(parent)) {
    const stats = unlessMissing(() => lstatSync(parent));
    const trusted = stats?.uid === 0 || stats?.uid === process.geteuid?.();
    if (stats?.isSymbolicLink() && !trusted) throw unsafe(parent, unsafeReasons.otherOwner);
  }
}

/** What is read here is small, and node:fs answers at once where node:fs/promises takes longer to load than to read. */
function unlessMissing<T>(read: () => T): T | undefined {
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

/** `store-unsafe` for a file or folder. */
export function unsafe(folder: string, detail: Text): CertToolError {
  return new CertToolError('store-unsafe', { params: { store: folder, detail } });
}

export const unsafeReasons = {
  symbolicLink: { ja: 'シンボリックリンクです。', en: 'it is a symbolic link.' },
  noFolder: { ja: 'フォルダではありません。', en: 'it is not a folder.' },
  otherOwner: { ja: 'ほかのユーザが所有しています。', en: 'another user owns it.' },
  othersCanRead: { ja: 'ほかのユーザが読み取れます。', en: 'other users can read it.' },
  othersCanWrite: { ja: 'ほかのユーザが書き込めます。', en: 'other users can write to it.' },
};
