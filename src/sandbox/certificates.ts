import { checkRequest } from './ca/csr.ts';
import type { BankContext } from './context.ts';
import { Problem } from './problem.ts';
import { recordAct } from './records/audit.ts';
import {
  addCertificate,
  type CertificateEntry,
  certificateByPublicKey,
  certificateBySerialNumber,
  confirmCertificate,
  decidingCertificate,
  isLive,
  nextSequence,
  revokeCertificate,
  unconfirmedCertificate,
} from './records/certificates.ts';
import { findUser } from './records/users.ts';

/**
 * Gives the login ID a certificate for the key of this request: the one it has already (natural idempotence, checked
 * before every rule), or a new, unconfirmed one. It is on the disk when this returns.
 * @param csr PKCS#10, PEM
 * @throws Problem `csr-refused`, `key-used`, `certificate-exists`
 */
export function requestCertificate(
  bank: BankContext,
  loginId: string,
  csr: string,
): Promise<{ certificate: CertificateEntry; isNew: boolean }> {
  return bank.serializer.run(loginId, async () => {
    const request = await checkRequest(csr, loginId);
    if (!request) throw refuse(bank, loginId, 'csr-refused');
    const known = certificateByPublicKey(bank.database, request.publicKeyHash);
    if (known) {
      if (known.loginId !== loginId || !isLive(known, bank.bankNow()))
        throw refuse(bank, loginId, 'key-used');
      recordAct(bank.database, bank.now(), loginId, 'certificate-fetched-again', known.serialNumber);
      return { certificate: known, isNew: false };
    }
    const current = decidingCertificate(bank.database, loginId);
    if (current && isLive(current, bank.bankNow())) throw refuse(bank, loginId, 'certificate-exists');
    return { certificate: await issue(bank, loginId, request), isNew: true };
  });
}

async function issue(
  bank: BankContext,
  loginId: string,
  request: { publicKey: Buffer; publicKeyHash: string },
): Promise<CertificateEntry> {
  const authority = await bank.authority();
  const sequence = nextSequence(bank.database, loginId);
  const issuedAt = bank.bankNow();
  const made = await authority.issue({
    loginId,
    sequence,
    publicKey: request.publicKey,
    issuedAt,
    crlUrl: bank.crlUrl(),
  });
  const certificate = { ...made, loginId, publicKeyHash: request.publicKeyHash, confirmed: false };
  bank.database.transaction(() => {
    const earlier = unconfirmedCertificate(bank.database, loginId, issuedAt);
    if (earlier) supersede(bank, loginId, earlier.serialNumber);
    addCertificate(bank.database, { ...certificate, sequence });
    recordAct(bank.database, bank.now(), loginId, 'certificate-issued', made.serialNumber);
  });
  return { ...certificate, revokedAt: undefined, revocationReason: undefined, noticeSent: false };
}

/**
 * The owner says that the certificate is installed and signs. Repeatable. What it replaces is revoked as superseded.
 * @throws Problem `not-found`, `certificate-revoked`
 */
export function confirm(bank: BankContext, loginId: string, serialNumber: string): void {
  bank.database.transaction(() => confirmWithin(bank, loginId, serialNumber));
}

/**
 * `confirm` inside a transaction of the caller's.
 * @returns true when it was unconfirmed until now
 * @throws Problem `not-found`, `certificate-revoked`
 */
export function confirmWithin(bank: BankContext, loginId: string, serialNumber: string): boolean {
  const certificate = certificateBySerialNumber(bank.database, serialNumber);
  if (certificate?.loginId !== loginId) throw new Problem('not-found');
  if (certificate.revokedAt) throw new Problem('certificate-revoked');
  if (certificate.confirmed) return false;
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
  revokeCertificate(bank.database, serialNumber, bank.bankNow(), 'superseded');
  recordAct(bank.database, bank.now(), loginId, 'certificate-superseded', serialNumber);
}

function refuse(
  bank: BankContext,
  loginId: string,
  code: 'csr-refused' | 'key-used' | 'certificate-exists',
): Problem {
  recordAct(bank.database, bank.now(), loginId, 'request-refused', code);
  return new Problem(code);
}
