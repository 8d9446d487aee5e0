import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownedByOther } from './owner-only.ts';

const ALL = constants.R_OK | constants.W_OK | constants.X_OK;

/** A folder in which files are to be written. */
export interface Room {
  /** The folder, or the nearest one above it that is there. */
  readonly folder: string;
  /** What is free for this user, in octets. */
  readonly free: number;
  /** How many files can still be made; left out where the file system counts none. */
  readonly files?: number;
}

/**
 * Whether this user may write to a folder, or make it, as far as that can be seen without writing: rights, and whether the file system
 * is read-only. On Windows the system tells little of rights before something is written.
 * @throws CertToolError `store-unsafe` for a folder that is another user's and therefore of no use; the system's errors, for
 * `fileError`
 */
export function lookForRoom(wanted: string): Room {
  let folder = wanted;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  // Of one above it root may well be the owner.
  if (folder === wanted) checkUse(folder, ALL);
  else accessSync(folder, ALL);
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  return { folder, free: bavail * bsize, ...(files > 0 && { files: ffree }) };
}

/**
 * Whether this user may do so with a folder of cert-tool's.
 * @param mode of `fs.constants` @throws CertToolError `store-unsafe` where the reason is that it is another user's; the system's errors
 */
export function checkUse(folder: string, mode: number): void {
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
  try {
    accessSync(folder, mode);
  } catch (error) {
    const { uid } = statSync(folder);
    const isForeign = process.platform !== 'win32' && uid !== process.geteuid?.();
    throw isForeign ? ownedByOther(folder, uid) : error;
  }
}
