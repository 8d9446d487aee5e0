import type { StoredCertificate } from '../core/certificate.ts';
import { holderOf } from '../core/certificate-name.ts';
import { CertToolError } from '../core/error.ts';

/** That a certificate which is wanted is here, but hidden, and how it is shown again. */
export function hiddenError(certificate: StoredCertificate): CertToolError {
  const { serialNumber } = certificate;
  return new CertToolError('certificate-hidden', {
    params: { loginId: holderOf(certificate), serialNumber },
  });
}
