import { constants, lstatSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { OutputFile } from '../core/ports/files.ts';
import { systemClock } from './clock.ts';
import { removeAny, removeLeftovers, syncFolder, writeFileSynced, writeNewFileSynced } from './files.ts';

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
    beginning: () => beginningOf(path).catch(() => undefined),
    create: (data) => createWhole(path, data),
    async write(text, readers = 'owner') {
      // What a killed run was writing lies beside it; what another PC writes, too, where the folder is shared.
      await removeLeftovers(dirname(path), undefined, { untouchedSince: anHourAgo() });
      await writeFileSynced(path, text, { mode: readers === 'all' ? 0o644 : 0o600 });
    },
  };
}

/** Whole, or not at all. */
async function createWhole(path: string, data: Uint8Array): Promise<void> {
  try {
    await writeNewFileSynced(path, data);
  } catch (error) {
    // What is there already is somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) await removeAny(path);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Nobody writes a result for so long, and no clocks of PCs are so far apart. */
function anHourAgo(): Date {
  return new Date(systemClock().getTime() - 60 * 60 * 1000);
}

// Neither a link nor a pipe that has come in the file's place.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

const BEGINNING_BYTES = 1024;

async function beginningOf(path: string): Promise<string> {
  const file = await open(path, FLAGS);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Undefined also where a file stands in the place of a folder. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
