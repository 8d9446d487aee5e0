import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';

/** Shorter beginnings of a thumbprint or serial number would be guesses. */
const FEWEST_DIGITS = 6;

/**
 * The certificates that a name on the command line fits: a login ID, or the first digits (6 at least) of a SHA-1
 * thumbprint or serial number, blanks and colons between them left out. A login ID counts first.
 * @throws CertToolError `certificate-not-found`
 */
export function certificatesNamed(
  all: readonly StoredCertificate[],
  name: string,
): { readonly by: 'login-id' | 'digits'; readonly certificates: StoredCertificate[] } {
  const ofUser = all.filter((certificate) => bankSubjectOf(certificate)?.loginId === name);
  if (ofUser.length > 0) return { by: 'login-id', certificates: ofUser };
  const digits = digitsIn(name);
  const certificates = digits === undefined ? [] : all.filter((certificate) => fits(certificate, digits));
  if (certificates.length === 0) throw new CertToolError('certificate-not-found');
  return { by: 'digits', certificates };
}

/** Whether a name is the beginning of this certificate's thumbprint. */
export function namesThumbprint({ thumbprint }: StoredCertificate, name: string): boolean {
  const digits = digitsIn(name);
  return digits !== undefined && thumbprint.startsWith(digits);
}

/** @throws CertToolError `ambiguous-certificate`, with the candidates */
export function onlyOne(certificates: readonly StoredCertificate[], name: string): StoredCertificate {
  const [first, ...others] = certificates;
  if (first && others.length === 0) return first;
  const candidates = certificates.map(({ commonName, thumbprint }) => `${commonName} (${thumbprint})`);
  throw new CertToolError('ambiguous-certificate', {
    params: { wanted: name, candidates: candidates.join(', ') },
  });
}

/** The digits of a thumbprint or serial number; undefined where a name is none. */
function digitsIn(name: string): string | undefined {
  const digits = name.replace(/[\s:]/g, '').toLowerCase();
  return digits.length >= FEWEST_DIGITS && /^[0-9a-f]+$/.test(digits) ? digits : undefined;
}

/** .NET shows an unsigned serial number with `00` in front. */
function fits({ thumbprint, serialNumber }: StoredCertificate, digits: string): boolean {
  return [thumbprint, serialNumber, `00${serialNumber}`].some((number) => number.startsWith(digits));
}
