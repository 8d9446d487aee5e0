import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { unsafe, unsafeReasons } from './owner-only.ts';

interface Found {
  readonly path: string;
  readonly stats: Stats;
}

/**
 * Makes a folder and all in it this user's alone, as far as others may read or write there. On Windows the profile's rights do that.
 * @returns what was changed
 * @throws CertToolError `store-unsafe` for what another user owns, or a link: who could write there may have put it there, and
 * nothing is changed; otherwise the system's errors
 */
export function mendRights(folder: string): string[] {
  if (process.platform === 'win32' || !lstatSync(folder, { throwIfNoEntry: false })) return [];
  const found = everythingIn(folder);
  for (const { path, stats } of found) {
    if (stats.isSymbolicLink()) throw unsafe(path, unsafeReasons.symbolicLink);
    if (stats.uid !== process.geteuid?.()) throw unsafe(path, unsafeReasons.otherOwner);
  }
  const open = found.filter(({ stats }) => (stats.mode & 0o077) !== 0);
  for (const { path, stats } of open) chmodSync(path, stats.mode & 0o700);
  return open.map(({ path }) => path);
}

function everythingIn(path: string): Found[] {
  const stats = lstatSync(path);
  const inside = stats.isDirectory()
    ? readdirSync(path).flatMap((name) => everythingIn(join(path, name)))
    : [];
  return [{ path, stats }, ...inside];
}
