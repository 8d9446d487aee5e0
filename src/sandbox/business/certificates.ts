import { inDate, renewableFrom } from '../../core/renewal.ts';
import { type AcceptedRequest, checkRequest } from '../ca/csr.ts';
import { recordAct } from '../records/audit.ts';
import {
  addCertificate,
  type CertificateEntry,
  certificateByPublicKey,
  certificateBySerialNumber,
  certificateState,
  confirmCertificate,
  countHolders,
  decidingCertificate,
  hasConfirmedSuccessor,
  isLive,
  nextSequence,
  supersedeCertificate,
  unconfirmedCertificate,
} from '../records/certificates.ts';
import { pendingRevocation } from '../records/pending-revocations.ts';
import { renewalDaysOf } from '../records/rules.ts';
import { findUser } from '../records/users.ts';
import type { BankContext } from './context.ts';
import { Problem, type ProblemCode, type ProblemExtras } from './problem.ts';

/** What is asked for. */
export interface CertificateRequest {
  /** PKCS#10, PEM. */
  readonly csr: string;
  /** What the company calls the PC. */
  readonly device?: string | undefined;
  /** Of a successor: the CN of what it replaces, which may stand in its request in the login ID's place. */
  readonly otherName?: string | undefined;
}

/** A certificate that was asked for. */
export interface RequestResult {
  readonly certificate: CertificateEntry;
  /** False when it was there already. */
  readonly isNew: boolean;
}

/**
 * Gives the login ID a certificate for the key of this request: the one it has already (natural idempotence, checked
 * before every rule), or a new, unconfirmed one. It is on the disk when this returns.
 * @throws Problem `csr-refused`, `key-used`, `certificate-exists`, `revocation-pending`, `expired-not-revoked`,
 * `contract-full`
 */
export function requestCertificate(
  bank: BankContext,
  loginId: string,
  { csr, device }: CertificateRequest,
): Promise<RequestResult> {
  return bank.serializer.run(loginId, async () => {
    const request = await checkRequest(csr, loginId);
    if (!request) throw refuse(bank, loginId, 'csr-refused');
    const known = knownByKey(bank, loginId, request);
    if (known) return { certificate: known, isNew: false };
    refuseByRules(bank, loginId);
    return { certificate: await issue(bank, loginId, { ...request, device }), isNew: true };
  });
}

/**
 * Gives the login ID a successor of its certificate, like `requestCertificate`. The session has proven to hold a key.
 * @throws Problem `not-found`, `csr-refused`, `key-used`, `already-renewed`, `certificate-revoked`,
 * `certificate-expired`, `too-early`
 */
export function renewCertificate(
  bank: BankContext,
  loginId: string,
  serialNumber: string,
  { csr, device, otherName }: CertificateRequest,
): Promise<RequestResult> {
  return bank.serializer.run(loginId, async () => {
    const predecessor = certificateBySerialNumber(bank.database, serialNumber);
    if (predecessor?.loginId !== loginId) throw refuse(bank, loginId, 'not-found');
    const request = await checkRequest(csr, loginId, otherName);
    if (!request) throw refuse(bank, loginId, 'csr-refused');
    if (request.publicKeyHash === predecessor.publicKeyHash) throw refuse(bank, loginId, 'key-used');
    const known = knownByKey(bank, loginId, request);
    if (known) return { certificate: known, isNew: false };
    refuseRenewal(bank, predecessor);
    return { certificate: await issue(bank, loginId, { ...request, device }, serialNumber), isNew: true };
  });
}

/** What stands in the way of another certificate. */
function refuseByRules(bank: BankContext, loginId: string): void {
  const now = bank.bankNow();
  const { expiredNeedsRevocation, certificatesPerContract } = bank.rules();
  const current = decidingCertificate(bank.database, loginId);
  if (current && isLive(current, now)) {
    refusePending(bank, current);
    throw refuse(bank, loginId, 'certificate-exists');
  }
  if (current && !current.revokedAt && !inDate(current, now) && expiredNeedsRevocation) {
    refusePending(bank, current);
    throw refuse(bank, loginId, 'expired-not-revoked');
  }
  // Counting looks at all certificates, so it is done where there is a limit alone.
  if (certificatesPerContract === undefined) return;
  if (countHolders(bank.database, now, loginId) >= certificatesPerContract) {
    throw refuse(bank, loginId, 'contract-full');
  }
}

function refusePending(bank: BankContext, { loginId, serialNumber }: CertificateEntry): void {
  const pending = pendingRevocation(bank.database, serialNumber);
  if (!pending) return;
  throw refuse(bank, loginId, 'revocation-pending', { effectiveAt: pending.effectiveAt.toISOString() });
}

/** The rules about states. */
function refuseRenewal(bank: BankContext, predecessor: CertificateEntry): void {
  const { loginId, serialNumber } = predecessor;
  const renewalDays = renewalDaysOf(bank.rules());
  const state = certificateState(predecessor, bank.bankNow(), renewalDays);
  if (hasConfirmedSuccessor(bank.database, serialNumber)) throw refuse(bank, loginId, 'already-renewed');
  if (state === 'revoked') throw refuse(bank, loginId, 'certificate-revoked');
  if (state === 'expired') throw refuse(bank, loginId, 'certificate-expired');
  refusePending(bank, predecessor);
  if (state === 'issued') {
    const from = renewableFrom(predecessor, renewalDays).toISOString();
    throw refuse(bank, loginId, 'too-early', { renewableFrom: from });
  }
}

/**
 * Natural idempotence: the certificate of this key, if the login ID has one.
 * @throws Problem `key-used` when it is another's, revoked or expired
 */
function knownByKey(
  bank: BankContext,
  loginId: string,
  { publicKeyHash }: AcceptedRequest,
): CertificateEntry | undefined {
  const known = certificateByPublicKey(bank.database, publicKeyHash);
  if (!known) return undefined;
  if (known.loginId !== loginId || !isLive(known, bank.bankNow())) throw refuse(bank, loginId, 'key-used');
  recordAct(bank.database, bank.now(), loginId, 'certificate-fetched-again', known.serialNumber);
  return known;
}

async function issue(
  bank: BankContext,
  loginId: string,
  { device, ...request }: AcceptedRequest & Pick<CertificateRequest, 'device'>,
  predecessor?: string,
): Promise<CertificateEntry> {
  const authority = await bank.authorities.signing();
  const sequence = nextSequence(bank.database, loginId);
  const issuedAt = bank.bankNow();
  const made = await authority.issue({
    loginId,
    sequence,
    publicKey: request.publicKey,
    issuedAt,
    crlUrl: bank.crlUrl(),
    validityDays: bank.rules().validityDays,
  });
  const certificate = { ...made, loginId, publicKeyHash: request.publicKeyHash, confirmed: false };
  bank.database.transaction(() => {
    const earlier = unconfirmedCertificate(bank.database, loginId, issuedAt);
    if (earlier) supersede(bank, loginId, earlier.serialNumber);
    addCertificate(bank.database, { ...certificate, sequence, predecessor, device });
    const act = predecessor ? 'certificate-renewed' : 'certificate-issued';
    recordAct(bank.database, bank.now(), loginId, act, made.serialNumber);
  });
  const unrevoked = { revokedAt: undefined, revocationReason: undefined, superseded: false };
  return { ...certificate, ...unrevoked, noticeSent: false, device, lastUsedAt: undefined };
}

/**
 * The owner says that the certificate is installed and signs. Repeatable. What it replaces is revoked as superseded.
 * @throws Problem `not-found`, `certificate-revoked`, `certificate-expired`
 */
export function confirm(bank: BankContext, loginId: string, serialNumber: string): Promise<void> {
  return bank.serializer.run(loginId, async () => {
    bank.database.transaction(() => confirmWithin(bank, loginId, serialNumber));
  });
}

/**
 * `confirm` inside a transaction, and the serializer, of the caller's.
 * @returns true when it was unconfirmed until now
 * @throws Problem `not-found`, `certificate-revoked`, `certificate-expired`
 */
export function confirmWithin(bank: BankContext, loginId: string, serialNumber: string): boolean {
  const certificate = certificateBySerialNumber(bank.database, serialNumber);
  if (certificate?.loginId !== loginId) throw new Problem('not-found');
  if (certificate.revokedAt) throw new Problem('certificate-revoked');
  if (certificate.confirmed) return false;
  if (!isLive(certificate, bank.bankNow())) throw new Problem('certificate-expired');
  const replaced = confirmCertificate(bank.database, certificate, bank.bankNow());
  for (const other of replaced) supersede(bank, loginId, other);
  recordAct(bank.database, bank.now(), loginId, 'certificate-confirmed', serialNumber);
  return true;
}

/**
 * A certificate for its owner, administrators and the master user; for others it does not exist.
 * @throws Problem `not-found`
 */
export function certificateFor(bank: BankContext, loginId: string, serialNumber: string): CertificateEntry {
  const certificate = certificateBySerialNumber(bank.database, serialNumber);
  const seesAll = findUser(bank.database, loginId)?.role !== 'general';
  if (!certificate || !(seesAll || certificate.loginId === loginId)) throw new Problem('not-found');
  return certificate;
}

export function supersede(bank: BankContext, loginId: string, serialNumber: string): void {
  supersedeCertificate(bank.database, serialNumber, bank.bankNow());
  recordAct(bank.database, bank.now(), loginId, 'certificate-superseded', serialNumber);
}

function refuse(bank: BankContext, loginId: string, code: ProblemCode, extras: ProblemExtras = {}): Problem {
  recordAct(bank.database, bank.now(), loginId, 'request-refused', code);
  return new Problem(code, extras);
}
