import { lstatSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { OutputFile } from '../core/ports/files.ts';
import { readIfThere, removeLeftovers, writeFileSynced } from './files.ts';

/** A file that the user has named for a result. */
export function outputFile(given: string): OutputFile {
  const path = resolve(given);
  return {
    path,
    found() {
      const stats = statsOf(path);
      if (stats) return stats.isFile() ? 'file' : 'no-file';
      return statsOf(dirname(path)) ? 'nothing' : 'no-folder';
    },
    read: () => readIfThere(path, { ownFolder: true }).catch(() => undefined),
    async write(text) {
      // What a killed run was writing lies beside it.
      await removeLeftovers(dirname(path));
      await writeFileSynced(path, text);
    },
  };
}

/** Undefined also where a file stands in the place of a folder. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
