import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';

/** That a certificate which was named by its thumbprint is none of the bank that is set. */
export function otherBank({ issuer }: StoredCertificate): CertToolError {
  return new CertToolError('other-bank', { params: { issuer } });
}
