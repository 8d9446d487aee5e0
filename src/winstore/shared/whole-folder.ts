import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  isMissing,
  removeAny,
  renameSynced,
  syncFolder,
  unfinishedPath,
  writeNewFileSynced,
} from '../../system/files.ts';

/**
 * Makes a folder with files so that it is there as a whole or not at all: prepared under another name, synced, renamed.
 * @returns false when the folder is there already, which is left as it is
 */
export async function makeWholeFolder(
  path: string,
  files: Readonly<Record<string, string>>,
): Promise<boolean> {
  const unfinished = unfinishedPath(path);
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    for (const [name, text] of Object.entries(files)) await writeNewFileSynced(join(unfinished, name), text);
    await syncFolder(unfinished);
    await renameSynced(unfinished, path);
    return true;
  } catch (error) {
    // The first error counts; what cannot be removed now is a leftover for later.
    await removeAny(unfinished).catch(() => undefined);
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Whether a folder could not be renamed because one of the new name is there already. */
export function isTaken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  // Windows answers EPERM for what Linux calls ENOTEMPTY; the caller's next look tells whether the folder is there.
  return code === 'ENOTEMPTY' || code === 'EEXIST' || (process.platform === 'win32' && code === 'EPERM');
}

/** Removes a folder so that it is there as a whole or not at all; nothing when it is not there. */
export async function removeWholeFolder(path: string): Promise<void> {
  if (isMissing(path)) return;
  const unfinished = unfinishedPath(path);
  try {
    await renameSynced(path, unfinished);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return;
  }
  await removeAny(unfinished);
  await syncFolder(dirname(path));
}

/** As much as one issue writes. */
const ROOM_NEEDED = 16 * 1024;

/** Writes for a trial, so that a full disk is found before anybody logs in. @throws the system's errors */
export async function checkRoom(folder: string): Promise<void> {
  const trial = unfinishedPath(join(folder, 'trial'));
  try {
    await writeNewFileSynced(trial, Buffer.alloc(ROOM_NEEDED));
  } finally {
    // Were it there again after a power cut, it would be a leftover like any other.
    await removeAny(trial);
  }
}
