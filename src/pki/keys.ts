import { createHash, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

export interface GeneratedKey {
  readonly privateKey: KeyObject;
  /** The same, PKCS#8 (RFC 5958) as PEM. */
  readonly privateKeyPem: string;
  /** SHA-256 of the subject public key info's DER, lower-case hex. */
  readonly publicKeyHash: string;
}

/** Node has four threads for all work of this kind: one at least is left for files, on which everything else waits. */
const MOST_AT_ONCE = Math.min(availableParallelism(), 3);
let underWay = 0;
const waiting: (() => void)[] = [];

/**
 * Makes an RSA key, on another thread: about 80 ms for 2048 bits. Of many at once some wait for their turn.
 * @param keySize modulus in bits
 */
export async function generateKey(keySize: number): Promise<GeneratedKey> {
  if (underWay >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else underWay += 1;
  try {
    return await generateNow(keySize);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

async function generateNow(keySize: number): Promise<GeneratedKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: keySize });
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKey, privateKeyPem, publicKeyHash: publicKeyHashOf(publicKey) };
}

/** SHA-256 of the subject public key info's DER, lower-case hex. @param key public, or private as PEM or object */
export function publicKeyHashOf(key: KeyObject | string): string {
  const publicKey = typeof key === 'string' || key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
