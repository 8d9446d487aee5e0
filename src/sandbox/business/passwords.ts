import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * RFC 7914. As cheap as it can be without being for show: half a millisecond. These passwords are public and lie in the
 * clear beside their hashes.
 */
const PARAMETERS: ScryptOptions = { N: 256, r: 8, p: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** What is known of a password. */
export interface KnownPassword {
  /** `scrypt$<salt>$<hash>`, both base64; empty until it is typed rightly for the first time. */
  readonly hash: string;
  readonly clear: string;
}

export interface Verdict {
  readonly right: boolean;
  /** Of one that had none: to be kept. */
  readonly hash?: string;
}

/**
 * Checks a password. Most users of a practice bank never log in, so that each is hashed when it is first needed. With a
 * hash, without one and without such a user it takes as long.
 */
export async function verifyPassword(typed: string, known: KnownPassword | undefined): Promise<Verdict> {
  const [, salt, expected] = (known?.hash ?? '').split('$');
  const ownSalt = salt ? Buffer.from(salt, 'base64') : randomBytes(SALT_BYTES);
  const hash = await derive(typed, ownSalt);
  if (known?.hash !== '') {
    const wanted = Buffer.from(expected ?? '', 'base64');
    return { right: wanted.length === HASH_BYTES && timingSafeEqual(hash, wanted) };
  }
  if (!timingSafeEqual(digest(typed), digest(known.clear))) return { right: false };
  return { right: true, hash: `scrypt$${ownSalt.toString('base64')}$${hash.toString('base64')}` };
}

function digest(password: string): Buffer {
  return createHash('sha256').update(password.normalize('NFC')).digest();
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, PARAMETERS, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
