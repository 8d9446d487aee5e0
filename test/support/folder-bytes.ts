import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of all files in a folder, relative to it, with slashes. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** The bytes of all files in a folder, base64 by path. */
export function bytesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesIn(folder).map((path) => [path, readFileSync(join(folder, path)).toString('base64')]),
  );
}
