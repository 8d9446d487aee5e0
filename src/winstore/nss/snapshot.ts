import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { wait } from '../../system/clock.ts';
import { writeNewFileSynced } from '../../system/files.ts';
import { reasons, storeFailed } from '../shared/failures.ts';
import { inWorkFolder } from '../shared/work-folder.ts';
import { type NssPlace, nssFailure, runNss } from './program.ts';

/** The two databases with what SQLite puts beside them while it writes, or leaves there when it is killed. */
export const CERTIFICATES = 'cert9.db';
export const KEYS = 'key4.db';
const BESIDE = ['', '-journal', '-wal'];
const FILES = [CERTIFICATES, KEYS].flatMap((name) => BESIDE.map((suffix) => `${name}${suffix}`));

/** The files of a database at one moment; what is missing is left out. */
export type Snapshot = ReadonlyMap<string, Buffer>;

/** A PKCS #11 URI that fits nothing. */
const NOBODY = 'pkcs11:id=%00';

const TRIES = 100;
/** After so many a journal is not one of a write that is going on. */
const TRIES_OF_JOURNAL = 10;
const PAUSE_MS = 20;

/**
 * The two databases as they are between two writes of anybody's.
 * @throws CertToolError `store-failed`
 */
export async function readSnapshot(place: NssPlace): Promise<Snapshot> {
  const snapshot = await settledFiles(place.database);
  return isWriting(snapshot) ? inCopy(place, async (copy) => filesIn(copy.database)) : snapshot;
}

/**
 * Has NSS's programs work on a copy, in which they may write, whatever the rights of the database, and which names no
 * modules of others, that could ask for a PIN. What a killed program left half done is taken back there.
 */
export async function inCopy<T>(place: NssPlace, work: (copy: NssPlace) => Promise<T>): Promise<T> {
  const snapshot = await settledFiles(place.database);
  return inWorkFolder(place.pendingDir, async (folder) => {
    for (const [name, content] of snapshot) await writeNewFileSynced(join(folder, name), content);
    const copy = { ...place, database: folder };
    if (isWriting(snapshot)) await mend(copy);
    return work(copy);
  });
}

/** NSS takes back only when it opens a database to write, which removing does, of what is not there. */
async function mend(copy: NssPlace): Promise<void> {
  const { error } = await runNss(copy, 'certutil', ['-D', '-n', NOBODY]);
  if (error === 'SEC_ERROR_BAD_DATABASE') throw nssFailure('certutil', error);
}

/** Whoever writes keeps a journal until all is written: two looks that are alike have seen one state. */
async function settledFiles(folder: string): Promise<Snapshot> {
  let earlier = filesIn(folder);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const now = filesIn(folder);
    if (isSame(earlier, now) && (tries >= TRIES_OF_JOURNAL || !isWriting(now))) return now;
    earlier = now;
    await wait(PAUSE_MS);
  }
  throw storeFailed(reasons.nssBusy);
}

/** Each database before its journal: so, of two looks that are alike, a look for the journal lies between. */
function filesIn(folder: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const name of FILES) {
    const content = contentOf(join(folder, name));
    if (content) found.set(name, content);
  }
  return found;
}

function contentOf(path: string): Buffer | undefined {
  try {
    const content = readFileSync(path);
    // Some settings leave a journal there, empty.
    return content.length === 0 && isJournal(basename(path)) ? undefined : content;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw storeFailed(reasons.nssUnreadable(code ?? '?'), error);
  }
}

function isWriting(snapshot: Snapshot): boolean {
  return [...snapshot.keys()].some(isJournal);
}

function isJournal(name: string): boolean {
  return name !== CERTIFICATES && name !== KEYS;
}

function isSame(one: Snapshot, other: Snapshot): boolean {
  return one.size === other.size && [...one].every(([name, content]) => other.get(name)?.equals(content));
}
