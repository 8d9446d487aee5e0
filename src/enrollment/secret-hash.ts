import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * RFC 7914. Some 80 ms and 32 MB for each guess: who reads the file learns no weak password from it cheaply, and a run
 * pays it only after a refusal.
 */
const PARAMETERS: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** A secret that can be recognized, and not read. Both base64. */
export interface SecretHash {
  readonly salt: string;
  readonly hash: string;
}

/** With a salt of its own. */
export async function hashSecret(secret: string): Promise<SecretHash> {
  const salt = randomBytes(SALT_BYTES);
  return { salt: salt.toString('base64'), hash: (await derive(secret, salt)).toString('base64') };
}

export async function isSecretOf(secret: string, { salt, hash }: SecretHash): Promise<boolean> {
  const wanted = Buffer.from(hash, 'base64');
  return (
    wanted.length === HASH_BYTES && timingSafeEqual(await derive(secret, Buffer.from(salt, 'base64')), wanted)
  );
}

function derive(secret: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, PARAMETERS, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
