import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * RFC 7914. As cheap as it can be without being for show: half a millisecond, so that thousands of users are added in
 * seconds. These passwords are public and lie in the clear beside their hashes.
 */
const PARAMETERS: ScryptOptions = { N: 256, r: 8, p: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** `scrypt$<salt>$<hash>`, both base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt);
  return `scrypt$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Without a stored hash (no such user) it takes as long as with one, and the answer is no. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, salt, expected] = (stored ?? '').split('$');
  const hash = await derive(password, salt ? Buffer.from(salt, 'base64') : randomBytes(SALT_BYTES));
  const wanted = Buffer.from(expected ?? '', 'base64');
  return wanted.length === HASH_BYTES && timingSafeEqual(hash, wanted);
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, PARAMETERS, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
