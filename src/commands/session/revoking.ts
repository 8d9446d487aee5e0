import type { ErrorName } from '../../core/catalogue/index.ts';
import { CertToolError } from '../../core/error.ts';
import type { BankSession, CertificateDetails, Revocation } from '../../core/ports/bank.ts';
import { BankRefusal, UnknownRefusal } from '../../core/ports/bank-refusals.ts';
import { supportSentence } from '../../core/support.ts';
import type { Connection } from '../../enrollment/connection.ts';
import { untilTaken } from '../../enrollment/login.ts';
import { forgetRefusals, sendSecret } from '../../enrollment/send-secret.ts';
import type { AtWork } from './administration.ts';

/** Asks for the confirmation password once, and again where a person typed a wrong one. */
export function confirmationAsked({ deps, secrets, loginId, connection }: AtWork) {
  const { refusals, now } = deps;
  const { bankId } = connection.identity;
  let confirmation: string | undefined;
  return <T>(act: (confirmation: string) => Promise<T>): Promise<T> =>
    untilTaken(secrets, 'confirmation', async (retry) => {
      if (retry || confirmation === undefined) confirmation = await secrets.confirmation(retry);
      const secret = confirmation;
      const sending = { bankId, loginId, kind: 'confirmation', secret } as const;
      const done = await sendSecret({ secrets, refusals, now }, sending, () => act(secret));
      await forgetRefusals({ refusals }, sending, 'confirmation');
      return done;
    });
}

/** What goes wrong with one user alone stops no other; the same password or the same line would fail again, and count. */
export function stopsAll(error: CertToolError): boolean {
  return !OF_ONE_USER.includes(error.errorName) && !(error instanceof UnknownRefusal);
}

const OF_ONE_USER: readonly ErrorName[] = [
  'user-not-found',
  'master-certificate',
  'nothing-to-revoke',
  'certificate-changed',
  'revocation-pending',
  'unknown-to-bank',
  'not-permitted',
  'busy',
  'finish-first',
  // One's own that is left says nothing of why.
  'not-tried',
];

/** Of others' certificates it may say nothing at all, and nothing once one's own is revoked. */
const TELLS_NOTHING: readonly ErrorName[] = ['not-permitted', 'session-ended'];

/** What the bank says of a certificate; undefined where it tells nothing. @throws BankRefusal `not-found` */
export async function detailsAtBank(
  { states }: Pick<BankSession, 'states'>,
  serialNumber: string,
): Promise<CertificateDetails | undefined> {
  try {
    return await states?.certificate(serialNumber);
  } catch (error) {
    if (error instanceof CertToolError && TELLS_NOTHING.includes(error.errorName)) return undefined;
    throw error;
  }
}

/**
 * Has the bank revoke a user's certificate.
 * @throws CertToolError `unknown-to-bank`; what `Administration.revoke` throws
 */
export async function revokeAtBank(
  { administration, connection }: AtWork,
  { loginId, serialNumber }: { readonly loginId: string; readonly serialNumber: string },
  confirmationPassword: string,
): Promise<Revocation> {
  try {
    return await administration.revoke(loginId, { serialNumber, confirmationPassword });
  } catch (error) {
    if (!(error instanceof BankRefusal)) throw error;
    throw unknownToBank(connection, { loginId, serialNumber }, error);
  }
}

/** The bank has no such certificate of this user. */
export function unknownToBank(
  { status }: Connection,
  named: { readonly loginId: string; readonly serialNumber: string },
  cause?: BankRefusal,
): CertToolError {
  const { loginId, serialNumber } = named;
  const support = supportSentence(status.support);
  return new CertToolError('unknown-to-bank', { params: { loginId, serialNumber, support }, cause });
}
