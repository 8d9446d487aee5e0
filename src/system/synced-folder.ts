import { lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SyncedFolder } from '../core/ports/files.ts';
import { withFileErrors } from './file-error.ts';
import {
  isUnfinished,
  namesIn,
  readIfThere,
  removeLeftovers,
  removeSynced,
  writeFileSynced,
} from './files.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolder } from './owner-only.ts';

/**
 * An owner-only folder of small files that survive a power cut. It is made by the first write, which also clears
 * what killed writes left behind.
 * @throws CertToolError `data-folder-failed`, `store-unsafe`
 */
export function syncedFolder(dir: string): SyncedFolder {
  const inFolder = <T>(work: () => Promise<T>) => withFileErrors({ folder: dir }, work);
  let ready: Promise<void> | undefined;
  const prepare = async () => {
    await makeOwnerOnlyFolder(dir);
    await removeLeftovers(dir);
  };
  /** For what makes nothing: a folder that is not there is empty. */
  const checked = <T>(work: () => Promise<T>) =>
    inFolder(async () => {
      if (lstatSync(dir, { throwIfNoEntry: false })) await checkOwnerOnlyFolder(dir);
      return work();
    });
  return {
    read: (name) => checked(async () => readIfThere(pathOf(dir, name), { ownFolder: true })),
    write: (name, text) =>
      inFolder(async () => {
        ready ??= prepare();
        await ready.catch((error) => {
          ready = undefined;
          throw error;
        });
        await writeFileSynced(pathOf(dir, name), text);
      }),
    remove: (name) => checked(async () => removeSynced(pathOf(dir, name))),
    names: () => checked(async () => (await namesIn(dir)).filter((name) => !isUnfinished(name))),
  };
}

function pathOf(dir: string, name: string): string {
  if (name !== basename(name) || name === '' || name === '.' || name === '..') {
    throw new TypeError(`not a file name: ${JSON.stringify(name)}`);
  }
  return join(dir, name);
}
