import { lstatSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { KeptFolder, OwnData, OwnPart, OwnWhat } from '../core/ports/own-data.ts';
import { withFileErrors } from './file-error.ts';
import { namesIn, removeLeftovers, removeSynced } from './files.ts';
import { isInside } from './inside.ts';
import { isHeld } from './lock.ts';
import { mendRights } from './mend-rights.ts';
import { ownExecutable } from './own-program.ts';
import type { AppFolders } from './paths.ts';

/** Below the data folder, in the order in which they go: what others are found by goes last. */
const IN_DATA = [
  ['login-ids', 'login-ids'],
  ['retirement', 'retirement'],
  ['renewal', 'renewal'],
  ['codes', 'codes'],
  ['refusals', 'refused'],
  ['pending-keys', 'pending-keys'],
  ['journal', 'journal'],
  ['clock', 'clock'],
  ['compiled-code', 'code'],
  ['reminder-record', 'remind'],
  ['banks', 'banks'],
  ['locks', 'locks'],
] as const satisfies readonly (readonly [OwnWhat, string])[];

/** What holds other things than those above; each goes only once it is empty. The innermost first. */
const HOLDERS = ['store/certificates', 'store/pending', 'store', 'browsers', 'sandbox'];

const CONFIG_FILE = 'config.json';
/** With the schema that explains it to editors. */
const CONFIG_FILES = [CONFIG_FILE, 'config.schema.json'];

export interface OwnDataOptions {
  readonly folders: AppFolders;
  /** Where this run writes its log. */
  readonly logFile: string | undefined;
  /** Ends the log: a line would make its file anew. */
  endLog(): void;
}

/** What is cert-tool's own in its folders, by name: whatever else somebody put there stays. */
export function ownData(options: OwnDataOptions): Omit<OwnData, 'store'> {
  const { folders, logFile, endLog } = options;
  const { data } = folders;
  const config = CONFIG_FILES.map((name): OwnPart => ({ what: 'config', path: join(folders.config, name) }));
  const named =
    logFile !== undefined &&
    [data, folders.config].some((folder) => isInside(dirname(resolve(logFile)), folder))
      ? resolve(logFile)
      : undefined;
  const possible: OwnPart[] = [
    ...IN_DATA.map(([what, name]) => ({ what, path: join(data, name) })),
    ...config,
    { what: 'log', path: join(data, 'log') },
    ...(named === undefined ? [] : [{ what: 'log' as const, path: named }]),
  ];
  const machine = join(folders.machineConfig, CONFIG_FILE);
  const practice = join(data, 'sandbox');
  return {
    kinds: [...IN_DATA.map(([what]) => what), 'config', 'log'],
    parts: () => withFileErrors({ folder: data }, async () => possible.filter(({ path }) => isThere(path))),
    remove: ({ what, path }) =>
      withFileErrors({ folder: path }, async () => {
        if (what === 'log') endLog();
        if (isThere(path)) await removeSynced(path);
      }),
    mendRights: () => withFileErrors({ folder: data }, async () => mendRights(data)),
    practiceBank: () => (isThere(practice) ? practice : undefined),
    atWork: () => withFileErrors({ folder: data }, () => atWork(data)),
    removeEmptyFolders: () => withFileErrors({ folder: data }, () => removeEmptyFolders(folders)),
    machineConfig: () => (isThere(machine) ? machine : undefined),
    executable: ownExecutable(),
  };
}

async function atWork(data: string): Promise<'practice-bank' | 'command' | undefined> {
  // First the commands: a practice bank that runs hides none of them.
  for (const name of await namesIn(join(data, 'locks'))) {
    if (await isHeld(join(data, 'locks', name))) return 'command';
  }
  return (await isHeld(join(data, 'sandbox', 'lock'))) ? 'practice-bank' : undefined;
}

async function removeEmptyFolders({ data, config }: AppFolders) {
  const removed: string[] = [];
  const kept: KeptFolder[] = [];
  for (const name of HOLDERS) await removeIfEmpty(join(data, name));
  for (const folder of new Set([data, config])) {
    if (!isThere(folder)) continue;
    await removeLeftovers(folder);
    if (await removeIfEmpty(folder)) removed.push(folder);
    else kept.push({ path: folder, holds: await namesIn(folder) });
  }
  return { removed, kept };
}

/** True when it is gone. */
async function removeIfEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    // A link to a folder, what is no folder, or a mount point is not ours to take away.
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EBUSY', 'EPERM', 'EACCES'].includes(code ?? '')) return false;
    throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
