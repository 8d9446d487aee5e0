import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOwnerOnlyFolder, unfinishedPath } from '../../system/files.ts';

/**
 * Gives an owner-only folder for a program to work in. It is gone afterwards, and after a kill at the next start.
 * @param pendingDir the folder of pending keys, whose probe removes what killed processes left
 */
export async function inWorkFolder<T>(pendingDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  await makeOwnerOnlyFolder(pendingDir);
  const folder = unfinishedPath(join(pendingDir, 'work'));
  await mkdir(folder, { mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    // What cannot be removed now is a leftover for the next start, and must not hide the first error.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
