import type { RevocationReason } from '../../core/ports/bank.ts';
import { recordAct } from '../records/audit.ts';
import {
  type CertificateEntry,
  certificateBySerialNumber,
  currentCertificate,
  decidingCertificate,
  revokeCertificate,
  unconfirmedCertificate,
} from '../records/certificates.ts';
import {
  addPendingRevocation,
  isRevocationDue,
  pendingRevocation,
  takeDueRevocations,
} from '../records/pending-revocations.ts';
import { findUser, type UserRecord } from '../records/users.ts';
import type { BankContext } from './context.ts';
import { checkConfirmationPassword } from './login.ts';
import { Problem, type ProblemCode } from './problem.ts';
import { proofStands } from './proof.ts';
import type { Session } from './sessions.ts';

const MINUTE_MS = 60 * 1000;

export interface RevocationOrder {
  /** Whose certificate. */
  readonly loginId: string;
  readonly serialNumber: string;
  /** Of the one who revokes. */
  readonly confirmationPassword: string;
  readonly reason?: RevocationReason;
}

/** What became of it: revoked, or revoked once that time has come by the bank's date. */
export type RevocationResult = { readonly user: UserRecord } & (
  | { readonly revokedAt: Date }
  | { readonly effectiveAt: Date }
);

/**
 * Revokes a user's certificate, the unconfirmed one beside it included, for an administrator or the master user; where
 * revocations take time, has it revoked after that. What was asked for so before is answered the same again.
 * @throws Problem in this order: `master-certificate`, `not-permitted`, `proof-required`, `not-found`,
 * `confirmation-refused`, `account-locked`, `nothing-to-revoke`, `certificate-changed`, `not-found`
 */
export async function revoke(
  bank: BankContext,
  session: Session,
  order: RevocationOrder,
): Promise<RevocationResult> {
  const user = permittedTarget(bank, session, order.loginId);
  // Not inside the other's turn: they may be the same person's.
  await checkConfirmationPassword(bank, session.loginId, order.confirmationPassword);
  return bank.serializer.run(user.loginId, async () => {
    const earlier = askedBefore(bank, order);
    if (earlier) return { user, ...earlier };
    refuseOther(bank, session, order);
    const now = bank.bankNow();
    const { revocationMinutes } = bank.rules();
    if (revocationMinutes === 0) {
      bank.database.transaction(() => revokeAll(bank, session, order, now));
      return { user, revokedAt: now };
    }
    const effectiveAt = new Date(now.getTime() + revocationMinutes * MINUTE_MS);
    bank.database.transaction(() => revokeLater(bank, session, order, effectiveAt));
    return { user, effectiveAt };
  });
}

/** Revokes what was asked for and counts by now. Called before whatever looks at states. */
export function settleRevocations(bank: BankContext): void {
  const { database } = bank;
  if (!isRevocationDue(database, bank.bankNow())) return;
  database.transaction(() => {
    for (const { serialNumber, effectiveAt, reason } of takeDueRevocations(database, bank.bankNow())) {
      const named = certificateBySerialNumber(database, serialNumber);
      // Meanwhile another one may have taken its place.
      if (!named || named.revokedAt) continue;
      revokeCertificate(database, serialNumber, effectiveAt, reason);
      recordAct(database, bank.now(), named.loginId, 'certificate-revoked', `${serialNumber} ${reason}`);
    }
  });
}

function permittedTarget(bank: BankContext, session: Session, loginId: string): UserRecord {
  const target = findUser(bank.database, loginId);
  if (target?.role === 'master' && !mayRevokeMaster(bank, session, loginId)) {
    throw refuse(bank, session, 'master-certificate', loginId);
  }
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

function unrevoked(bank: BankContext, loginId: string): CertificateEntry | undefined {
  const deciding = decidingCertificate(bank.database, loginId);
  return deciding?.revokedAt ? undefined : deciding;
}

function mayRevokeMaster(bank: BankContext, session: Session, loginId: string): boolean {
  const by = bank.rules().masterRevocableBy;
  if (session.loginId === loginId) return by.includes('self');
  const role = findUser(bank.database, session.loginId)?.role;
  return (role === 'master' || role === 'administrator') && by.includes(role);
}

/** What became of such a request before. */
function askedBefore(
  bank: BankContext,
  { loginId, serialNumber }: RevocationOrder,
): { revokedAt: Date } | { effectiveAt: Date } | undefined {
  const named = certificateBySerialNumber(bank.database, serialNumber);
  if (named?.loginId !== loginId || named.superseded) return undefined;
  if (named.revokedAt) return { revokedAt: named.revokedAt };
  const pending = pendingRevocation(bank.database, serialNumber);
  return pending && { effectiveAt: pending.effectiveAt };
}

/** Only the certificate that `GET /users` shows can be revoked; an expired one where it stands in the way of another. */
function refuseOther(bank: BankContext, session: Session, { loginId, serialNumber }: RevocationOrder): void {
  const current =
    currentCertificate(bank.database, loginId, bank.bankNow()) ??
    (bank.rules().expiredNeedsRevocation ? unrevoked(bank, loginId) : undefined);
  if (current?.serialNumber === serialNumber) return;
  if (!current) throw refuse(bank, session, 'nothing-to-revoke', loginId);
  const named = certificateBySerialNumber(bank.database, serialNumber);
  throw refuse(bank, session, named?.loginId === loginId ? 'certificate-changed' : 'not-found', loginId);
}

function revokeAll(bank: BankContext, session: Session, order: RevocationOrder, revokedAt: Date): void {
  const { loginId, reason = 'unspecified' } = order;
  for (const each of meant(bank, order)) {
    revokeCertificate(bank.database, each, revokedAt, reason);
    const detail = `${each} ${reason}, by ${session.loginId}`;
    recordAct(bank.database, bank.now(), loginId, 'certificate-revoked', detail);
  }
}

function revokeLater(bank: BankContext, session: Session, order: RevocationOrder, effectiveAt: Date): void {
  const { loginId, reason = 'unspecified' } = order;
  for (const serialNumber of meant(bank, order)) {
    addPendingRevocation(bank.database, { serialNumber, effectiveAt, reason });
    const detail = `${serialNumber} ${reason}, by ${session.loginId}, ${effectiveAt.toISOString()}`;
    recordAct(bank.database, bank.now(), loginId, 'revocation-asked', detail);
  }
}

/** The serial numbers that a revocation is about: the named one's, and the unconfirmed one's beside it. */
function meant(bank: BankContext, { loginId, serialNumber }: RevocationOrder): Set<string> {
  const unconfirmed = unconfirmedCertificate(bank.database, loginId, bank.bankNow())?.serialNumber;
  return new Set([serialNumber, unconfirmed ?? serialNumber]);
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
