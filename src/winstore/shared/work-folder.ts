import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeAny, unfinishedPath } from '../../system/files.ts';
import { makeOwnerOnlyFolder } from '../../system/owner-only.ts';

/**
 * Gives an owner-only folder for a program to work in. It is gone afterwards, and after a kill at the next start.
 * @param pendingDir the folder of pending keys, whose probe removes what killed processes left
 */
export async function inWorkFolder<T>(pendingDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  await makeOwnerOnlyFolder(pendingDir);
  const folder = unfinishedPath(join(pendingDir, 'work'));
  mkdirSync(folder, { mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    // What cannot be removed now is a leftover for the next start, and must not hide the first error.
    await removeAny(folder).catch(() => undefined);
  }
}
