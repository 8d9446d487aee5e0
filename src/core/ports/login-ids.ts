/** The login IDs of one bank that were used on this PC. */
export interface RememberedLoginIds {
  readonly bankId: string;
  /** The last used first. */
  readonly loginIds: readonly string[];
}

/**
 * The login IDs with which somebody logged in here: no secrets. A bank cannot look up a forgotten one, and the
 * certificate that tells it goes when the PC is changed.
 */
export interface LoginIdMemory {
  /** Of one bank, the last used first. Nothing where the file is damaged. Throws `newer-data`. */
  of(bankId: string): Promise<readonly string[]>;
  /** Of all banks. */
  all(): Promise<readonly RememberedLoginIds[]>;
  /** Returns when it is on the disk. */
  remember(bankId: string, loginId: string): Promise<void>;
  /** @param loginIds all of the bank's where left out */
  forget(bankId: string, loginIds?: readonly string[]): Promise<void>;
}
