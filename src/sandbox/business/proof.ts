import { constants, verify, X509Certificate } from 'node:crypto';
import { recordAct } from '../records/audit.ts';
import { certificateBySerialNumber, isLive, markUsed } from '../records/certificates.ts';
import type { BankContext } from './context.ts';
import { Problem } from './problem.ts';
import type { Session } from './sessions.ts';

/** What is signed begins so: the signature is then good for nothing else. */
const PREFIX = 'cert-tool proof v1\n';

/**
 * Takes the proof that a session sits at the PC of its login ID's certificate.
 * @param signature base64; RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2) over the prefix and the session's challenge
 * @throws Problem `proof-refused`
 */
export function prove(bank: BankContext, session: Session, serialNumber: string, signature: string): void {
  const { loginId, challenge } = session;
  const good = isGoodProof(bank, loginId, serialNumber, {
    text: Buffer.from(PREFIX + challenge),
    signature: Buffer.from(signature, 'base64'),
  });
  recordAct(bank.database, bank.now(), loginId, good ? 'proven' : 'proof-refused', serialNumber);
  if (!good) throw new Problem('proof-refused');
  markUsed(bank.database, serialNumber, bank.bankNow());
  session.provenBy = serialNumber;
}

function isGoodProof(
  bank: BankContext,
  loginId: string,
  serialNumber: string,
  signed: { text: Buffer; signature: Buffer },
): boolean {
  const certificate = certificateBySerialNumber(bank.database, serialNumber);
  const counts =
    certificate?.loginId === loginId && certificate.confirmed && isLive(certificate, bank.bankNow());
  if (!counts) return false;
  const { publicKey } = new X509Certificate(certificate.pem);
  if (publicKey.asymmetricKeyType !== 'rsa') return false;
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PADDING };
  return verify('sha256', signed.text, key, signed.signature);
}

/** Whether a session has shown, in its time, to hold a key of its login ID. */
export function isProven({ provenBy }: Session): boolean {
  return provenBy !== undefined;
}

/** Whether the proof is still worth something: not once an administrator has revoked its certificate. */
export function proofStands(bank: BankContext, { provenBy }: Session): boolean {
  const certificate = provenBy && certificateBySerialNumber(bank.database, provenBy);
  return certificate ? !certificate.revokedAt || certificate.superseded : false;
}
