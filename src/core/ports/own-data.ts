import type { CertificateStore } from './store.ts';

/** What cert-tool keeps for this user, in the words of `cert-tool uninstall --json`. */
export type OwnWhat =
  | 'login-ids'
  | 'retirement'
  | 'renewal'
  | 'codes'
  | 'refusals'
  | 'pending-keys'
  | 'journal'
  | 'clock'
  | 'compiled-code'
  | 'reminder-record'
  | 'banks'
  | 'locks'
  | 'config'
  | 'log';

/** A file or folder that is there. */
export interface OwnPart {
  readonly what: OwnWhat;
  readonly path: string;
}

/** A folder of cert-tool's that stays, and the names in it. */
export interface KeptFolder {
  readonly path: string;
  readonly holds: readonly string[];
}

/** The folders of cert-tool for this user, and this program itself, as far as they can be taken away. */
export interface OwnData {
  /** Each kind of thing once, in the order in which they go. */
  readonly kinds: readonly OwnWhat[];
  /**
   * Takes from others what rights they have to the folders, and returns what was changed. Throws `store-unsafe` where something in
   * them is not this user's, or is a link: then nothing is changed; `data-folder-failed`.
   */
  mendRights(): Promise<readonly string[]>;
  /** Those that are there. Throws `data-folder-failed`. */
  parts(): Promise<readonly OwnPart[]>;
  /** Nothing when it is gone. Throws `data-folder-failed`. */
  remove(part: OwnPart): Promise<void>;
  /** The practice bank's folder, where it is there. */
  practiceBank(): string | undefined;
  /** Another cert-tool that is at work in these folders: the practice bank, or any other command. */
  atWork(): Promise<'practice-bank' | 'command' | undefined>;
  /** The store of files in the data folder, whichever is used otherwise. */
  store(): Promise<CertificateStore>;
  /** Removes the folders themselves where nothing is left in them; tells those that stay. Throws `data-folder-failed`. */
  removeEmptyFolders(): Promise<{
    readonly removed: readonly string[];
    readonly kept: readonly KeptFolder[];
  }>;
  /** The config of the whole PC, which administrators deploy, where it is there. */
  machineConfig(): string | undefined;
  /** The single executable that runs; undefined where Node runs a package. */
  readonly executable: string | undefined;
}
