import type { BankUser } from '../../core/ports/bank.ts';
import { periodAt } from '../../core/renewal.ts';
import type { BankHere, UserHere } from './look.ts';

/**
 * What is to be done for a user: nothing until the bank's time has come; revoke their certificate; remove what is
 * revoked already; ask the bank what of the certificates here is dead; leave it to others to revoke; or remove what only
 * who runs the CA can revoke.
 */
export type Intent =
  | { readonly kind: 'wait' | 'others' | 'remove' }
  | { readonly kind: 'revoke' | 'revoked'; readonly serialNumber: string }
  | { readonly kind: 'check'; readonly isElsewhere: boolean };

/**
 * Nothing but the certificates of this PC is revoked: who has moved to another one already keeps theirs.
 * @param listed the company's users, as far as whoever logged in may see them
 */
export function intentOf(
  { dead, status, revokes }: BankHere,
  { loginId, certificates, serialNumbers, earlier }: UserHere,
  listed: readonly BankUser[] | undefined,
): Intent {
  const user = listed?.find((each) => each.loginId === loginId);
  const isElsewhere = user !== undefined && hasOther(user, serialNumbers);
  const isDead = certificates.every(({ certificate }) => dead.has(certificate.thumbprint));
  if (certificates.length > 0 && isDead && !isElsewhere) {
    return { kind: 'revoked', serialNumber: earlier?.serialNumber ?? serialNumbers[0] ?? '' };
  }
  if (!revokes) return { kind: 'remove' };
  if (isWaiting(earlier, status.time)) return { kind: 'wait' };
  if (!user) {
    const areExpired =
      certificates.length > 0 &&
      certificates.every(({ certificate }) => periodAt(certificate, status.time) === 'expired');
    const needsNone = areExpired && status.rules?.expiredNeedsRevocation !== true;
    return needsNone ? { kind: 'check', isElsewhere: false } : { kind: 'others' };
  }
  const { serialNumber, state, unconfirmed } = user.certificate;
  if (serialNumber === undefined) return { kind: 'check', isElsewhere: false };
  if (!serialNumbers.includes(serialNumber)) return { kind: 'check', isElsewhere };
  if (state === 'revoked' && !unconfirmed) return { kind: 'revoked', serialNumber };
  const needsNone = state === 'expired' && status.rules?.expiredNeedsRevocation === false;
  return needsNone ? { kind: 'check', isElsewhere: false } : { kind: 'revoke', serialNumber };
}

/** They have a certificate that works, and it is none of this PC's. */
function hasOther({ certificate }: BankUser, serialNumbers: readonly string[]): boolean {
  const { serialNumber, state } = certificate;
  const isGood = state === 'issued' || state === 'renewable';
  return isGood && serialNumber !== undefined && !serialNumbers.includes(serialNumber);
}

/** The bank has taken a revocation that does not count yet. */
export function isWaiting(earlier: UserHere['earlier'], now: Date): boolean {
  return earlier?.outcome === 'revocation-pending' && earlier.when !== undefined && now < earlier.when;
}
