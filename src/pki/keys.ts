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

/** A process does not end while a key is made: a larger one would hold up a run that fails before it is wanted, for seconds. */
const LARGEST_EXPECTED = 2048;

/** Keys for somebody who may know beforehand that one will be wanted. Sizes are those of the modulus, in bits. */
export interface KeySource {
  /** Begins to make the next key of this size, while there is other work. */
  expect(keySize: number): void;
  /** As `generateKey`. */
  generate(keySize: number): Promise<GeneratedKey>;
}

export function keySource(): KeySource {
  let expected: { readonly keySize: number; readonly key: Promise<GeneratedKey> } | undefined;
  return {
    expect(keySize) {
      if (expected || keySize > LARGEST_EXPECTED) return;
      const key = generateKey(keySize);
      // Told to whoever takes it.
      key.catch(() => {});
      expected = { keySize, key };
    },
    generate(keySize) {
      if (expected?.keySize !== keySize) return generateKey(keySize);
      const { key } = expected;
      expected = undefined;
      return key;
    },
  };
}

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
  return createHash('sha256').update(publicKeyInfo(publicKey)).digest('hex');
}

/** AlgorithmIdentifier of rsaEncryption with NULL (RFC 8017, A.1). */
const RSA_ENCRYPTION = Buffer.from('300d06092a864886f70d0101010500', 'hex');

/**
 * The subject public key info (RFC 5280, 4.1.2.7) of a public key, DER. Of an RSA key it is put together here, for Node 20
 * looks through all that it could encode a key by before it does so, which takes fifty times as long.
 */
export function publicKeyInfo(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== 'rsa') return key.export({ type: 'spki', format: 'der' });
  const bits = Buffer.concat([Buffer.of(0), key.export({ type: 'pkcs1', format: 'der' })]);
  const content = [RSA_ENCRYPTION, header(0x03, bits.length), bits];
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([header(0x30, length), ...content]);
}

/** Tag and length (X.690, 8.1.3) of what has less than 64 KiB. */
function header(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.of(tag, length);
  return length < 0x100 ? Buffer.of(tag, 0x81, length) : Buffer.of(tag, 0x82, length >> 8, length & 0xff);
}
