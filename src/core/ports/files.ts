/** Small files that must survive a power cut, as the journal needs them. Implemented in system. */
export interface SyncedFolder {
  /** Undefined when there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** Writes atomically, owner-only, and returns when the bytes are on the disk. */
  write(name: string, text: string): Promise<void>;
  /** Returns when the removal is on the disk; nothing when there is no such file. */
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
}
