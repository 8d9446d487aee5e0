import type { CertToolError } from '../../core/error.ts';
import type { BankUser } from '../../core/ports/bank.ts';

/** A user and the certificate that is to be revoked. */
export interface RevocationTarget {
  readonly loginId: string;
  readonly user: BankUser;
  readonly serialNumber: string;
  /** The bank says that it is revoked already: there is nothing to ask it for. */
  readonly isRevoked: boolean;
  /** Since when, where that is known already. */
  readonly revokedAt?: Date | undefined;
  readonly error?: undefined;
}

/** What was named, or why there is nothing to revoke for it. */
export type Target =
  | RevocationTarget
  | { readonly loginId: string; readonly user?: BankUser; readonly error: CertToolError };

export function isToBeRevoked<T extends Target>(target: T): target is T & RevocationTarget {
  return target.error === undefined && !target.isRevoked;
}

/** The certificate that the bank shows for the user is revoked. */
export function isRevoked({ certificate: { state, unconfirmed } }: BankUser): boolean {
  return state === 'revoked' && !unconfirmed;
}
