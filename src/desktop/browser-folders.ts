import { createHash } from 'node:crypto';
import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from '../core/ports/desktop.ts';
import { withFileErrors } from '../system/file-error.ts';
import { namesIn, readIfThere, removeSynced, writeFileSynced } from '../system/files.ts';
import { checkOwnerOnlyFolder, makeOwnerOnlyFolder } from '../system/owner-only.ts';

/** Whose folder it is. */
export interface FolderOwner {
  readonly bankId: string;
  readonly loginId: string;
}

/** The folders in which browsers keep what belongs to one login ID of one bank. */
export interface BrowserFolder extends Partial<FolderOwner> {
  readonly folder: string;
  /** A browser that uses it is open. */
  readonly inUse: boolean;
}

/** Says whose folder it is; no browser looks at it. */
const NOTE = 'cert-tool.json';
const VERSION = 1;

/**
 * The folder for a browser's data of this login ID, made if need be, for this user alone. Each browser has one of its own:
 * none reads another one's.
 * @param dir the folder of all of them @throws CertToolError `data-folder-failed`, `store-unsafe`
 */
export function browserFolder(dir: string, owner: FolderOwner, browser: BrowserName): Promise<string> {
  const ofUser = join(dir, nameOf(owner));
  const folder = join(ofUser, browser);
  return withFileErrors({ folder }, async () => {
    await makeOwnerOnlyFolder(dir);
    await makeOwnerOnlyFolder(ofUser);
    const note = JSON.stringify({ version: VERSION, bankId: owner.bankId, loginId: owner.loginId });
    const path = join(ofUser, NOTE);
    if ((await readIfThere(path, { ownFolder: true })) !== note) await writeFileSynced(path, note);
    await makeOwnerOnlyFolder(folder);
    return folder;
  });
}

/** Short: Windows allows a whole path 260 characters, and browsers need 150 of them. */
function nameOf({ bankId, loginId }: FolderOwner): string {
  return createHash('sha256').update(`${bankId}\0${loginId}`).digest('hex').slice(0, 16);
}

/**
 * All folders that browsers were given by `browserFolder`.
 * @param dir the folder of all of them @throws CertToolError `data-folder-failed`, `store-unsafe`
 */
export function browserFolders(dir: string): Promise<BrowserFolder[]> {
  return withFileErrors({ folder: dir }, async () => {
    const names = await namesIn(dir);
    if (names.length > 0) await checkOwnerOnlyFolder(dir);
    return Promise.all(names.map((name) => folderAt(join(dir, name))));
  });
}

async function folderAt(folder: string): Promise<BrowserFolder> {
  const owner = ownerIn(await readIfThere(join(folder, NOTE), { ownFolder: true }).catch(() => undefined));
  const browsers = await namesIn(folder).catch(() => []);
  return { folder, ...owner, inUse: browsers.some((name) => isInUse(join(folder, name))) };
}

function ownerIn(note: string | undefined): Partial<FolderOwner> {
  try {
    const { bankId, loginId } = JSON.parse(note ?? '{}') as Record<string, unknown>;
    return typeof bankId === 'string' && typeof loginId === 'string' ? { bankId, loginId } : {};
  } catch {
    return {};
  }
}

/** Browsers lock their folder: on Windows by a file that goes with them, elsewhere by a link to `<host>-<process>`. */
function isInUse(folder: string): boolean {
  if (process.platform === 'win32') return isThere(join(folder, 'lockfile'));
  try {
    const [, id = ''] = /-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock'))) ?? [];
    return id !== '' && process.kill(Number(id), 0);
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Removes one of `browserFolders` with all that browsers keep in it, sessions and choices; nothing when it is gone.
 * @throws CertToolError `data-folder-failed`
 */
export function removeBrowserFolder({ folder }: Pick<BrowserFolder, 'folder'>): Promise<void> {
  return withFileErrors({ folder }, () => removeSynced(folder));
}
