import { createHash, X509Certificate } from 'node:crypto';

/**
 * The subject key identifier of one of the bank's own CAs, lower-case hex: the SHA-1 of its RSA public key (RFC 5280,
 * 4.2.1.2, method 1). Without the CA's libraries, which take long to load.
 */
export function keyIdOf(pem: string): string {
  const publicKey = new X509Certificate(pem).publicKey.export({ type: 'pkcs1', format: 'der' });
  return createHash('sha1').update(publicKey).digest('hex');
}
