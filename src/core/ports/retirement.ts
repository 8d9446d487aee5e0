import type { Role } from './bank.ts';

/**
 * How it stands with a user whose certificates are, or were, on a PC that is given up. `planned`: nothing was done yet.
 * `removed`: there was nothing to revoke, and what was here is gone. `kept`: it is not sure that what is here is dead.
 */
export type StandingOutcome =
  | 'planned'
  | 'revoked'
  | 'revocation-pending'
  | 'others-must-revoke'
  | 'removed'
  | 'kept';

export interface Standing {
  readonly loginId: string;
  /** As the bank told them. */
  readonly name?: string;
  readonly role?: Role;
  /** Of the certificate that was the bank's current one; otherwise the newest here. */
  readonly serialNumber?: string;
  readonly outcome: StandingOutcome;
  /** Since when the revocation counts, or from when on it will. */
  readonly when?: Date;
  /** With `removed` and `kept`: the user has another certificate already, on another PC. */
  readonly isElsewhere?: true;
  /** With `revoked`: by the bank's list alone. Nobody could ask whether the user has another certificate already. */
  readonly isByList?: true;
  /** No certificate of the user is on this PC any more. */
  readonly removedHere: boolean;
}

/**
 * What was done of giving up this PC, bank by bank: whose certificate is gone already has to be on the next sheet again.
 * No secret is in it.
 */
export interface RetirementRecord {
  /** Nothing where the file is damaged: it is written anew. Throws `newer-data` when a later build wrote it. */
  read(bankId: string): Promise<readonly Standing[]>;
  /** Returns when it is on the disk. */
  write(bankId: string, standings: readonly Standing[]): Promise<void>;
  forget(bankId: string): Promise<void>;
}
