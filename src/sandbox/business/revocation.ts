import type { RevocationReason } from '../../core/ports/bank.ts';
import { recordAct } from '../records/audit.ts';
import {
  certificateBySerialNumber,
  currentCertificate,
  revokeCertificate,
  unconfirmedCertificate,
} from '../records/certificates.ts';
import { findUser, type UserRecord } from '../records/users.ts';
import type { BankContext } from './context.ts';
import { checkConfirmationPassword } from './login.ts';
import { Problem, type ProblemCode } from './problem.ts';
import { proofStands } from './proof.ts';
import type { Session } from './sessions.ts';

export interface RevocationOrder {
  /** Whose certificate. */
  readonly loginId: string;
  readonly serialNumber: string;
  /** Of the one who revokes. */
  readonly confirmationPassword: string;
  readonly reason?: RevocationReason;
}

/**
 * Revokes a user's certificate, the unconfirmed one beside it included, for an administrator or the master user. What
 * was revoked so before is answered the same again.
 * @throws Problem in this order: `master-certificate`, `not-permitted`, `proof-required`, `not-found`,
 * `confirmation-refused`, `account-locked`, `nothing-to-revoke`, `certificate-changed`, `not-found`
 */
export async function revoke(
  bank: BankContext,
  session: Session,
  order: RevocationOrder,
): Promise<{ user: UserRecord; revokedAt: Date }> {
  const user = permittedTarget(bank, session, order.loginId);
  // Not inside the other's turn: they may be the same person's.
  await checkConfirmationPassword(bank, session.loginId, order.confirmationPassword);
  return bank.serializer.run(user.loginId, async () => {
    const earlier = revokedBefore(bank, order);
    if (earlier) return { user, revokedAt: earlier };
    refuseOther(bank, session, order);
    const revokedAt = bank.bankNow();
    bank.database.transaction(() => revokeAll(bank, session, order, revokedAt));
    return { user, revokedAt };
  });
}

function permittedTarget(bank: BankContext, session: Session, loginId: string): UserRecord {
  const target = findUser(bank.database, loginId);
  if (target?.role === 'master') throw refuse(bank, session, 'master-certificate', loginId);
  requireAdministrator(bank, session);
  if (!target) throw refuse(bank, session, 'not-found');
  return target;
}

/**
 * For the acts that are an administrator's or the master user's, at the PC of their certificate.
 * @throws Problem `not-permitted`, `proof-required`
 */
export function requireAdministrator(bank: BankContext, session: Session): void {
  if (findUser(bank.database, session.loginId)?.role === 'general')
    throw refuse(bank, session, 'not-permitted');
  if (!proofStands(bank, session)) throw new Problem('proof-required');
}

/** When this certificate was revoked by such a request before. */
function revokedBefore(bank: BankContext, { loginId, serialNumber }: RevocationOrder): Date | undefined {
  const named = certificateBySerialNumber(bank.database, serialNumber);
  return named?.loginId === loginId && !named.superseded ? named.revokedAt : undefined;
}

/** Only the certificate that `GET /users` shows can be revoked. */
function refuseOther(bank: BankContext, session: Session, { loginId, serialNumber }: RevocationOrder): void {
  const current = currentCertificate(bank.database, loginId, bank.bankNow());
  if (current?.serialNumber === serialNumber) return;
  if (!current) throw refuse(bank, session, 'nothing-to-revoke', loginId);
  const named = certificateBySerialNumber(bank.database, serialNumber);
  throw refuse(bank, session, named?.loginId === loginId ? 'certificate-changed' : 'not-found', loginId);
}

function revokeAll(bank: BankContext, session: Session, order: RevocationOrder, revokedAt: Date): void {
  const { loginId, serialNumber, reason = 'unspecified' } = order;
  const unconfirmed = unconfirmedCertificate(bank.database, loginId, revokedAt)?.serialNumber;
  for (const each of new Set([serialNumber, unconfirmed ?? serialNumber])) {
    revokeCertificate(bank.database, each, revokedAt, reason);
    const detail = `${each} ${reason}, by ${session.loginId}`;
    recordAct(bank.database, bank.now(), loginId, 'certificate-revoked', detail);
  }
}

function refuse(bank: BankContext, session: Session, code: ProblemCode, target = ''): Problem {
  recordAct(
    bank.database,
    bank.now(),
    session.loginId,
    'administration-refused',
    `${code} ${target}`.trimEnd(),
  );
  return new Problem(code);
}
