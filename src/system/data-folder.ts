import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withFileErrors } from './file-error.ts';
import { checkOwnerOnlyFolder, unsafe, unsafeReasons } from './owner-only.ts';

/** What cert-tool keeps in its data folder, each a folder of its own. */
export const OWN_FOLDERS: readonly string[] = [
  ...[
    'store',
    'journal',
    'refused',
    'login-ids',
    'retirement',
    'locks',
    'banks',
    'browsers',
    'sandbox',
    'remind',
  ],
];
/** What it keeps there besides: whoever uses one of them checks it, for most runs need none. */
export const MINOR_FOLDERS: readonly string[] = ['clock', 'renewal', 'codes', 'pending-keys'];
const WRITABLE_BY_ALL = 0o002;

/**
 * Checks the data folder before anything in it is read: who may write there could put other folders in the place of
 * ours, and another config. The folder itself may be a symbolic link of the user's, those in it may not.
 * @throws CertToolError `store-unsafe`, `data-folder-failed`
 */
export function checkDataFolder(dir: string): Promise<void> {
  return withFileErrors({ folder: dir }, async () => {
    const stats = statSync(dir, { throwIfNoEntry: false });
    if (!stats) return;
    if (process.platform !== 'win32' && stats.mode & WRITABLE_BY_ALL) {
      throw unsafe(dir, unsafeReasons.othersCanWrite);
    }
    for (const name of OWN_FOLDERS) {
      const folder = join(dir, name);
      if (lstatSync(folder, { throwIfNoEntry: false })) await checkOwnerOnlyFolder(folder);
    }
  });
}
