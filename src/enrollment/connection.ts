import type { BankIdentity } from '../core/bank-identity.ts';
import type { Bank, BankStatus } from '../core/ports/bank.ts';

/** A bank that has said who it is. */
export interface Connection {
  readonly bank: Bank;
  readonly identity: BankIdentity;
  readonly status: BankStatus;
  /** This PC's time when the status came. */
  readonly statusAt: Date;
}
