/** A file that the user has named for a result, outside of cert-tool's own folders. */
export interface OutputFile {
  /** Its absolute path. */
  readonly path: string;
  /** What is there: nothing, a file, something else, or not even a folder to write it into. */
  found(): 'nothing' | 'file' | 'no-file' | 'no-folder';
  /** How the file that is there begins, by which ours are told from others; undefined where it cannot be read. */
  beginning(): Promise<string | undefined>;
  /**
   * Writes it whole: at any moment the old or the new text is there. Throws the system's errors.
   * @param readers its owner alone, or whoever its folder lets in
   */
  write(text: string, readers?: 'owner' | 'all'): Promise<void>;
  /** Writes a new one, for its owner alone; nothing that is there is touched. Throws the system's errors. */
  create(data: Uint8Array): Promise<void>;
}

/** A file of the user's that lines of JSON are appended to, one as soon as there is something to say. */
export interface LinesFile {
  /** Its absolute path. */
  readonly path: string;
  /** Throws `unwritable-results`. */
  write(value: object): void;
  close(): void;
}

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
