import type { CertToolError } from '../error.ts';
import type { Text } from '../text.ts';

/** The two config files: the user's, and the one that administrators deploy for every user of the PC. */
export type ConfigOwner = 'user' | 'machine';

/** A config file as it is found. */
export interface FoundConfigFile {
  readonly owner: ConfigOwner;
  readonly path: string;
  readonly isThere: boolean;
  /** Why it does not count, although it is there. */
  readonly whyUnused?: Text;
  /** What is wrong with it. */
  readonly fault?: CertToolError;
}

/** A setting as it holds for this run. */
export interface ShownSetting {
  /** As `cert-tool config set` takes it, e.g. `bank`, `remove.archive`, `profiles.<name>.bank`. */
  readonly name: string;
  /** Left out where nothing is set and there is no default. */
  readonly value?: unknown;
  readonly from: 'option' | 'environment' | ConfigOwner | 'default';
  /** The option, the variable, or the file's path. */
  readonly place?: string;
  /** The profile that has it, where it is not that of the file as a whole. */
  readonly profile?: string;
  /** The machine's config locks it. */
  readonly isLocked: boolean;
}

/** What became of a setting in the user's config file. */
export interface ChangedSetting {
  readonly file: string;
  /** The value that is set; undefined where it was taken away. */
  readonly value?: unknown;
  /** False where the file had no such setting, and was not changed. */
  readonly isChanged: boolean;
  /** What holds from now on, without this run's options. Undefined where the file cannot be used for another reason. */
  readonly holds?: ShownSetting;
  /** The setting by whose lock the value does not hold: it, what it is a member of, or another one. */
  readonly lockedBy?: string;
}

/** The config files of this run, for `cert-tool config`. */
export interface Config {
  files(): readonly FoundConfigFile[];
  /** Every setting, in the order of the documentation. */
  shown(): Promise<readonly ShownSetting[]>;
  /**
   * Writes the user's file, which must not be there yet, with what was typed of its settings, and the schema beside it. Returns
   * their paths. Throws `invalid-option` where it is there, `data-folder-failed`.
   */
  init(): Promise<{ readonly file: string; readonly schema: string }>;
  /**
   * Sets a setting in the user's file; all else there stays as it is.
   * Throws `invalid-option` for a name that is none, a value that cannot be used, or one with which the file could not be used any more; `unusable-path`, `invalid-config`,
   * `unreadable-file`, `data-folder-failed`.
   */
  set(name: string, words: readonly string[]): Promise<ChangedSetting>;
  /** Takes one away, likewise; a member that is no setting too. */
  unset(name: string): Promise<ChangedSetting>;
}
