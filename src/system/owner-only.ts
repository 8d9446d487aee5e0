import { accessSync, constants, lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';
import { readIfThere, syncFolder, syncFolderAtOnce } from './files.ts';

/**
 * The text of a file that is for this user alone, such as a private key; undefined when there is no such file.
 * @throws CertToolError `store-unsafe` when others can read or change it. Otherwise the system's errors, a symbolic
 * link among them.
 */
export async function readOwnerOnlyFile(path: string): Promise<string | undefined> {
  const text = await readIfThere(path, { ownFolder: true });
  if (text === undefined || process.platform === 'win32') return text;
  const { mode, uid } = lstatSync(path);
  if (uid !== process.geteuid?.()) throw ownedByOther(path, uid);
  if (mode & 0o077)
    throw unsafe(path, mode & 0o022 ? unsafeReasons.othersCanWrite : unsafeReasons.othersCanRead);
  return text;
}

/**
 * Makes a folder for this user alone, its missing parents too (0700), and checks one that is there already.
 * @throws CertToolError `store-unsafe` for a symbolic link, somebody else's folder, or one that others can change; a
 * symbolic link among the parents must be the user's or root's. Otherwise the system's errors, for `fileError`.
 * @param synced it is on the disk when this returns; its parents always are, which others find made and take for lasting
 */
export async function makeOwnerOnlyFolder(path: string, { synced = true } = {}): Promise<void> {
  const folder = resolve(path);
  for (const made of makeAndCheck(folder)) if (synced || made !== folder) await syncFolder(dirname(made));
}

/** The same, not synced, at once. */
export function makeOwnerOnlyFolderAtOnce(path: string): void {
  const folder = resolve(path);
  for (const made of makeAndCheck(folder)) if (made !== folder) syncFolderAtOnce(dirname(made));
}

/** Returns the folders that it made, the outermost first. */
function makeAndCheck(folder: string): string[] {
  checkParents(folder);
  // Looked at before it is made: mkdir would follow a symbolic link.
  const there = lstatSync(folder, { throwIfNoEntry: false });
  const made = there ? [] : makeFoldersAtOnce(folder, 0o700);
  checkAtOnce(folder);
  return made;
}

/**
 * Makes a folder and its missing parents, returns the first that it made, and all of them are on the disk then. One by one:
 * Node's recursive form tries for ever where the system says of a parent that it is not there and cannot be made either, as
 * in /proc.
 * @throws the system's errors
 */
export async function makeFolders(folder: string, mode: number): Promise<string | undefined> {
  const all = makeFoldersAtOnce(folder, mode);
  for (const made of all) await syncFolder(dirname(made));
  return all[0];
}

function makeFoldersAtOnce(folder: string, mode: number): string[] {
  const missing: string[] = [];
  for (let path = resolve(folder); !statSync(path, { throwIfNoEntry: false }); path = dirname(path)) {
    missing.unshift(path);
    if (path === dirname(path)) break;
  }
  for (const path of missing) {
    try {
      mkdirSync(path, { mode });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Said of a folder whose parent is there.
      if (code === 'ENOENT') throw Object.assign(error as Error, { code: 'ENOTSUP' });
      // Made by another process at the same time.
      if (code !== 'EEXIST') throw error;
    }
  }
  return missing;
}

/** The check of `makeOwnerOnlyFolder` for a folder that must be there. */
export async function checkOwnerOnlyFolder(folder: string): Promise<void> {
  checkAtOnce(folder);
}

function checkAtOnce(folder: string): void {
  const stats = lstatSync(folder);
  if (stats.isSymbolicLink()) throw unsafe(folder, unsafeReasons.symbolicLink);
  if (!stats.isDirectory()) throw unsafe(folder, unsafeReasons.noFolder, movedAway(folder));
  if (process.platform === 'win32') return;
  if (stats.uid !== process.geteuid?.()) throw ownedByOther(folder, stats.uid);
  if (stats.mode & 0o022) throw unsafe(folder, unsafeReasons.othersCanWrite);
}

function checkParents(folder: string): void {
  if (process.platform === 'win32') return;
  for (let parent = dirname(folder); parent !== dirname(parent); parent = dirname(parent)) {
    const stats = lstatSync(parent, { throwIfNoEntry: false });
    const trusted = stats?.uid === 0 || stats?.uid === process.geteuid?.();
    if (stats?.isSymbolicLink() && !trusted) throw unsafe(parent, unsafeReasons.otherOwner);
  }
}

/** `store-unsafe` for a file or folder. @param remedy where something else helps than other rights */
export function unsafe(folder: string, detail: Text, remedy?: Text): CertToolError {
  return new CertToolError('store-unsafe', { params: { store: folder, detail }, ...(remedy && { remedy }) });
}

/** `store-unsafe` for what somebody else owns. Root's is most likely this user's own, from a run with sudo. */
export function ownedByOther(path: string, uid: number): CertToolError {
  return uid === 0
    ? unsafe(path, unsafeReasons.rootOwns, givenBack(path))
    : unsafe(path, unsafeReasons.otherOwner);
}

/**
 * Why this user may not read a file, where that is because root owns it, or the folder that it is in: `detail` without a stop at
 * its end. Undefined where another reason holds.
 */
export function rootsOwn(file: string): { readonly detail: Text; readonly remedy: Text } | undefined {
  if (process.platform === 'win32' || process.geteuid?.() === 0) return undefined;
  const found = nearestStats(file);
  if (found?.stats.uid !== 0 || isUsable(found.path)) return undefined;
  const { ja, en } = unsafeReasons.rootOwns;
  const detail = { ja: ja.replace(/。$/, ''), en: en.replace(/\.$/, '') };
  return { detail, remedy: givenBack(found.path) };
}

/** Of a file in a folder that may not be entered the folder's. */
function nearestStats(file: string): { readonly path: string; readonly stats: Stats } | undefined {
  for (let path = resolve(file); ; path = dirname(path)) {
    try {
      return { path, stats: statSync(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EACCES' || path === dirname(path)) return undefined;
    }
  }
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

export const unsafeReasons = {
  symbolicLink: { ja: 'シンボリックリンクです。', en: 'it is a symbolic link.' },
  noFolder: { ja: 'フォルダではありません。', en: 'it is not a folder.' },
  otherOwner: { ja: 'ほかのユーザが所有しています。', en: 'another user owns it.' },
  rootOwns: { ja: '管理者(root)が所有しています。', en: 'the administrator (root) owns it.' },
  othersCanRead: { ja: 'ほかのユーザが読み取れます。', en: 'other users can read it.' },
  othersCanWrite: { ja: 'ほかのユーザが書き込めます。', en: 'other users can write to it.' },
};

function movedAway(path: string): Text {
  return {
    ja: `${path} を別の場所に移してから、もう一度実行してください。フォルダは自動で作成されます。`,
    en: `Move ${path} away and run the command again: the folder is made by itself.`,
  };
}

function givenBack(path: string): Text {
  return {
    ja: `以前に sudo を付けて実行した可能性があります。「sudo chown -R <ユーザ名> ${path}」で自分の所有に戻し、以後は sudo を付けずに実行してください。`,
    en: `cert-tool may have been run with sudo before. Give it back to yourself, "sudo chown -R <you> ${path}", and run cert-tool without sudo from now on.`,
  };
}
