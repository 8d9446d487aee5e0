import { join } from 'node:path';
import { namesIn, readIfThere, removeSynced, writeFileSynced } from '../../system/files.ts';
import { makeOwnerOnlyFolder } from '../../system/owner-only.ts';

/** A certificate that is being removed: its key is to follow. */
export interface RemovalNote {
  readonly thumbprint: string;
  readonly keyId: string;
  readonly database: string;
}

/** Between the requests, none of which can have this name. */
const NAME = /^removing-[0-9a-f]{40}\.json$/;

const fileOf = (folder: string, { thumbprint }: RemovalNote) => join(folder, `removing-${thumbprint}.json`);

/** Notes, before the certificate goes, that its key has to go too: on the disk when this returns. */
export async function keepNote(folder: string, note: RemovalNote): Promise<void> {
  await makeOwnerOnlyFolder(folder);
  await writeFileSynced(fileOf(folder, note), JSON.stringify(note));
}

export function removeNote(folder: string, note: RemovalNote): Promise<void> {
  return removeSynced(fileOf(folder, note));
}

/** The removals in this database that were not finished. */
export async function notesIn(folder: string, database: string): Promise<RemovalNote[]> {
  const names = (await namesIn(folder)).filter((name) => NAME.test(name));
  const texts = await Promise.all(names.map((name) => readIfThere(join(folder, name))));
  const notes = texts.flatMap((text) => (text === undefined ? [] : (noteIn(text) ?? [])));
  return notes.filter((note) => note.database === database);
}

/** The note of a text; undefined for what is none: it names no key that could be removed. */
export function noteIn(text: string): RemovalNote | undefined {
  const { thumbprint, keyId, database } = membersIn(text);
  const isNote = [thumbprint, keyId, database].every((each) => typeof each === 'string');
  return isNote
    ? { thumbprint: String(thumbprint), keyId: String(keyId), database: String(database) }
    : undefined;
}

function membersIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
