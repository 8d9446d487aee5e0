import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, removeLeftovers, writeFileSynced } from './files.ts';
import { makeOwnerOnlyFolder } from './owner-only.ts';

/**
 * Loads a Node-API module that the program carries inside itself. The system loads files alone, so it is kept in a
 * folder that only this user can change, under its SHA-256, compared byte by byte before every use, and replaced when
 * it is not the same. Files of other versions are removed unless they are in use.
 * @param name what the file's name begins with
 * @throws CertToolError `store-unsafe`; the system's errors when it cannot be written or loaded
 */
export async function loadNativeModule(folder: string, name: string, bytes: Uint8Array): Promise<unknown> {
  const fileName = `${name}-${createHash('sha256').update(bytes).digest('hex')}.node`;
  const file = join(folder, fileName);
  await makeOwnerOnlyFolder(folder);
  if (!holds(file, bytes)) await replace(file, bytes);
  await removeOthers(folder, name, fileName);
  const module = { exports: {} };
  process.dlopen(module, file);
  return module.exports;
}

function holds(file: string, bytes: Uint8Array): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true && readFileSync(file).equals(bytes);
}

/** Windows does not let a file be replaced that another process has loaded: then that process has just put it there. */
async function replace(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileSynced(file, bytes);
  } catch (error) {
    if (!holds(file, bytes)) throw error;
  }
}

async function removeOthers(folder: string, name: string, current: string): Promise<void> {
  await removeLeftovers(folder);
  for (const other of await namesIn(folder)) {
    if (other === current || !other.startsWith(`${name}-`) || !other.endsWith('.node')) continue;
    await rm(join(folder, other), { force: true }).catch(() => undefined);
  }
}
