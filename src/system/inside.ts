import * as ofThisPlatform from 'node:path';

/**
 * Whether a path is this folder or lies in it, by the names alone.
 * @param rules a platform's; between two drives of Windows no relative path leads
 */
export function isInside(
  path: string,
  folder: string,
  { relative, isAbsolute, sep }: ofThisPlatform.PlatformPath = ofThisPlatform,
): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
