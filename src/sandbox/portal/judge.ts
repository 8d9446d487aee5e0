import { X509Certificate } from 'node:crypto';
import { periodAt } from '../../core/renewal.ts';
import type { BankContext } from '../business/context.ts';
import { type CertificateEntry, certificateBySerialNumber } from '../records/certificates.ts';
import { findUser, type UserRecord } from '../records/users.ts';
import { PortalRefusal, type RefusalCode } from './refusal.ts';

/** Who stands at the door with a good certificate. */
export interface Visitor {
  readonly certificate: X509Certificate;
  readonly entry: CertificateEntry;
  readonly user: UserRecord;
}

/** id-kp-clientAuth (RFC 5280, 4.2.1.12). */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const SERIAL_NUMBER_DIGITS = 32;

/**
 * Judges a certificate by the bank's own records and date; what TLS thinks of it does not count, but TLS has proven
 * that the browser holds its key.
 * @throws PortalRefusal with the reason
 */
export function judge(bank: BankContext, certificate: X509Certificate | undefined): Visitor {
  if (!certificate) throw new PortalRefusal('certificate-missing');
  const entry = recordOf(bank, certificate);
  const presented = { certificate, entry };
  if (!entry) {
    throw new PortalRefusal(
      isOurs(bank, certificate) ? 'certificate-unknown' : 'certificate-other-ca',
      presented,
    );
  }
  const refusal = refusalOf(certificate, entry, bank.bankNow());
  if (refusal) throw new PortalRefusal(refusal, presented);
  const user = findUser(bank.database, entry.loginId);
  if (!user) throw new PortalRefusal('certificate-unknown', presented);
  return { certificate, entry, user };
}

function refusalOf(
  certificate: X509Certificate,
  entry: CertificateEntry,
  bankNow: Date,
): RefusalCode | undefined {
  // What Node calls keyUsage is the extended key usage.
  const purposes: readonly string[] | undefined = certificate.keyUsage;
  if (!purposes?.includes(CLIENT_AUTH)) return 'certificate-wrong-purpose';
  if (entry.revokedAt) return 'certificate-revoked';
  const period = periodAt(entry, bankNow);
  return period === 'in-date' ? undefined : `certificate-${period}`;
}

/** Byte for byte: serial number and names can be copied. */
export function recordOf(bank: BankContext, certificate: X509Certificate): CertificateEntry | undefined {
  const serialNumber = certificate.serialNumber.toLowerCase().padStart(SERIAL_NUMBER_DIGITS, '0');
  const entry = certificateBySerialNumber(bank.database, serialNumber);
  return entry && new X509Certificate(entry.pem).raw.equals(certificate.raw) ? entry : undefined;
}

/** Signed by the bank's CA of any generation. */
function isOurs(bank: BankContext, certificate: X509Certificate): boolean {
  try {
    return bank.authorities.all.some(({ chain: [issuing = ''] }) =>
      certificate.verify(new X509Certificate(issuing).publicKey),
    );
  } catch {
    // A signature of another kind than the CA's.
    return false;
  }
}
