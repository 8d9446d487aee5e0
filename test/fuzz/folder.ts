import type { SyncedFolder } from '../../src/core/ports/files.ts';

/** A folder whose every file holds this text; what is written is let go. */
export function folderOf(text: string, names: readonly string[]): SyncedFolder {
  return {
    read: async () => text,
    write: async () => undefined,
    remove: async () => undefined,
    names: async () => [...names],
  };
}
