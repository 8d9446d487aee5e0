import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type * as X509 from '@peculiar/x509';
import { elementsIn } from './der.ts';
import { fitsSubject } from './parts.ts';

/** A request that the bank accepts. */
export interface AcceptedRequest {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** SHA-256 of it, lower-case hex. */
  readonly publicKeyHash: string;
}

const PEM =
  /^\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END \1?CERTIFICATE REQUEST-----\s*$/;
const SMALLEST_KEY = 2048;
const LARGEST_KEY = 4096;

/**
 * Checks a PKCS#10 request (RFC 2986) by the bank's rules: RSA of 2048 to 4096 bits, a good SHA-256 signature, subject
 * CN = login ID, or another that is allowed; for the login ID the certificate's subject has room. Undefined when it must be refused, whatever the reason.
 */
export async function checkRequest(
  pem: string,
  loginId: string,
  otherName?: string,
): Promise<AcceptedRequest | undefined> {
  const { x509 } = await import('./x509.ts');
  const base64 = PEM.exec(pem)?.[2];
  if (!base64 || !fitsSubject(loginId)) return undefined;
  try {
    const bytes = Buffer.from(base64, 'base64');
    const request = new x509.Pkcs10CertificateRequest(bytes);
    const key = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
    const fits =
      hasAcceptedKey(key) &&
      hasAcceptedAlgorithm(request) &&
      [loginId, otherName].some((name) => name !== undefined && namesOnly(request.subjectName, name));
    const [signed] = elementsIn(bytes);
    if (!fits || !signed || !verify('sha256', signed, key, Buffer.from(request.signature))) return undefined;
    const publicKey = key.export({ format: 'der', type: 'spki' });
    return { publicKey, publicKeyHash: createHash('sha256').update(publicKey).digest('hex') };
  } catch {
    // Whatever the parsers say about bytes that are no request.
    return undefined;
  }
}

function hasAcceptedKey(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  // With the exponent 1 anything would pass for a signature.
  const isSound = key.asymmetricKeyType === 'rsa' && publicExponent > 2n;
  return isSound && modulusLength >= SMALLEST_KEY && modulusLength <= LARGEST_KEY;
}

function hasAcceptedAlgorithm(request: X509.Pkcs10CertificateRequest): boolean {
  const { name, hash } = request.signatureAlgorithm as { name: string; hash?: { name: string } };
  return name === 'RSASSA-PKCS1-v1_5' && hash?.name === 'SHA-256';
}

/** The bank sets the final subject; of the request's it needs the CN, exactly one, and that is the login ID. */
function namesOnly(subject: X509.Name, loginId: string): boolean {
  const names = subject.getField('CN');
  return names.length === 1 && names[0] === loginId;
}
