import { createHash, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface GeneratedKey {
  /** PKCS#8 (RFC 5958) as PEM. */
  readonly privateKeyPem: string;
  /** SHA-256 of the subject public key info's DER, lower-case hex. */
  readonly publicKeyHash: string;
}

/** Makes an RSA key, on another thread: about 80 ms for 2048 bits. @param keySize modulus in bits */
export async function generateKey(keySize: number): Promise<GeneratedKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: keySize });
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKeyPem, publicKeyHash: publicKeyHashOf(publicKey) };
}

/** SHA-256 of the subject public key info's DER, lower-case hex. @param key public, or private as PEM or object */
export function publicKeyHashOf(key: KeyObject | string): string {
  const publicKey = typeof key === 'string' || key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
