import { CertToolError } from '../../core/error.ts';
import type { BankUser } from '../../core/ports/bank.ts';
import { BankRefusal } from '../../core/ports/bank-refusals.ts';
import type { AtWork } from '../session/administration.ts';
import { detailsAtBank, unknownToBank } from '../session/revoking.ts';
import { isRevoked, type RevocationTarget } from './target.ts';

/** A certificate by its user and its serial number. */
interface Named {
  readonly loginId: string;
  readonly serialNumber: string;
}

/** What is to be revoked, or why there is nothing to revoke. */
type LookedUp = RevocationTarget | (Named & { readonly user?: BankUser; readonly error: CertToolError });

/**
 * What the bank says of certificates, in their order; asked one by one where its list of users does not tell.
 * @param users all that the bank has
 */
export async function lookUp<T extends Named>(
  atWork: AtWork,
  users: readonly BankUser[],
  all: readonly T[],
): Promise<(T & LookedUp)[]> {
  const byLoginId = new Map(users.map((user) => [user.loginId, user]));
  const found: (T & LookedUp)[] = [];
  for (const named of all) found.push({ ...named, ...(await lookUpOne(atWork, byLoginId, named)) });
  return found;
}

async function lookUpOne(
  { session, connection }: AtWork,
  users: ReadonlyMap<string, BankUser>,
  { loginId, serialNumber }: Named,
): Promise<LookedUp> {
  const named = { loginId, serialNumber };
  const user = users.get(loginId);
  if (!user) return { ...named, error: new CertToolError('user-not-found', { params: { loginId } }) };
  if (user.certificate.serialNumber === serialNumber) return { ...named, user, isRevoked: isRevoked(user) };
  try {
    const details = await detailsAtBank(session, serialNumber);
    // Of one about which the bank tells nothing it is asked all the same: it revokes no other.
    if (!details) return { ...named, user, isRevoked: false };
    if (details.loginId !== loginId) return { ...named, user, error: unknownToBank(connection, named) };
    if (details.revocationReason === 'superseded') {
      return { ...named, user, error: new CertToolError('certificate-changed', { params: { loginId } }) };
    }
    return { ...named, user, isRevoked: details.state === 'revoked', revokedAt: details.revokedAt };
  } catch (error) {
    if (!(error instanceof BankRefusal)) throw error;
    return { ...named, user, error: unknownToBank(connection, named, error) };
  }
}
