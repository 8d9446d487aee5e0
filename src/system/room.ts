import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** A folder in which files are to be written. */
export interface Room {
  /** The folder, or the nearest one above it that is there. */
  readonly folder: string;
  /** What is free for this user, in octets. */
  readonly free: number;
}

/**
 * Whether this user may write to a folder, or make it, as far as that can be seen without writing: rights, and whether the file system
 * is read-only. On Windows the system tells little of rights before something is written.
 * @throws the system's errors, for `fileError`
 */
export function lookForRoom(wanted: string): Room {
  let folder = wanted;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  const { bavail, bsize } = statfsSync(folder);
  return { folder, free: bavail * bsize };
}
