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

/** The bank's time now: its last answer's, and what has passed since. @param now this PC's time */
export function bankTimeOf({ status, statusAt }: Pick<Connection, 'status' | 'statusAt'>, now: Date): Date {
  return new Date(status.time.getTime() + now.getTime() - statusAt.getTime());
}
