import type { X509Certificate } from 'node:crypto';
import { periodAt } from '../../core/renewal.ts';
import {
  confirm,
  type RequestResult,
  renewCertificate,
  requestCertificate,
} from '../business/certificates.ts';
import type { BankContext } from '../business/context.ts';
import { logInAtOnce } from '../business/login-at-once.ts';
import { Problem } from '../business/problem.ts';
import { commonNameOf } from '../ca/common-name.ts';
import { recordOf } from '../portal/judge.ts';
import { type CertificateEntry, decidingCertificate } from '../records/certificates.ts';

/** A request for a certificate, and what it shows of who asks. */
export interface Asked {
  /** PKCS#10, PEM. */
  readonly csr: string;
  readonly login: { readonly loginId: string; readonly field: string } | undefined;
  /** Whose key the connection has proved. */
  readonly certificate: X509Certificate | undefined;
}

/**
 * A certificate for whoever logs in by password. There is nobody to confirm it later: it counts at once.
 * @param isHeld it is to wait: it is not issued, once who asks is known
 * @returns PEM; undefined for one that has to wait @throws Problem
 */
export async function enroll(bank: BankContext, asked: Asked, isHeld: boolean): Promise<string | undefined> {
  const loginId = await loggedIn(bank, asked);
  if (isHeld) return undefined;
  return counting(bank, loginId, await requestCertificate(bank, loginId, { csr: asked.csr }));
}

/**
 * The successor of a certificate: of the one that the connection shows, or of the one that counts for whoever logs in by
 * password. What it replaces does not count any more, and can still fetch the successor again. Otherwise as `enroll`.
 */
export async function reenroll(
  bank: BankContext,
  asked: Asked,
  isHeld: boolean,
): Promise<string | undefined> {
  const predecessor = await predecessorOf(bank, asked);
  if (isHeld) return undefined;
  const { loginId, serialNumber, pem } = predecessor;
  const request = { csr: asked.csr, otherName: commonNameOf(pem) };
  return counting(bank, loginId, await renewCertificate(bank, loginId, serialNumber, request));
}

async function counting(bank: BankContext, loginId: string, { certificate }: RequestResult): Promise<string> {
  if (!certificate.confirmed) await confirm(bank, loginId, certificate.serialNumber);
  return certificate.pem;
}

/** @throws Problem `credentials-refused` without a password */
async function loggedIn(bank: BankContext, { login }: Asked): Promise<string> {
  if (!login) throw new Problem('credentials-refused');
  await logInAtOnce(bank, login.loginId, login.field);
  return login.loginId;
}

async function predecessorOf(bank: BankContext, asked: Asked): Promise<CertificateEntry> {
  const shown = asked.certificate && recordOf(bank, asked.certificate);
  if (shown) {
    if (shown.revokedAt && !shown.superseded) throw new Problem('certificate-revoked');
    if (periodAt(shown, bank.bankNow()) !== 'in-date') throw new Problem('certificate-expired');
    return shown;
  }
  const current = decidingCertificate(bank.database, await loggedIn(bank, asked));
  if (!current) throw new Problem('not-found');
  return current;
}
