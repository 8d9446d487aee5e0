import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generateKey, publicKeyHashOf, publicKeyInfo } from '../../src/pki/keys.ts';

/** A size that no other test has made keys of. */
const SIZE = 1096;

test('while many keys are made, files are read', async () => {
  let made = 0;
  const keys = Array.from({ length: 24 }, async () => {
    const key = await generateKey(SIZE);
    made += 1;
    return key;
  });
  await readFile(fileURLToPath(import.meta.url));
  const madeBefore = made;
  const all = await Promise.all(keys);
  expect(madeBefore).toBeLessThan(all.length / 2);
  expect(new Set(all.map(({ publicKeyHash }) => publicKeyHash)).size).toBe(all.length);
  for (const { privateKeyPem, publicKeyHash } of all) {
    const key = createPrivateKey(privateKeyPem);
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(SIZE);
    expect(publicKeyHashOf(key)).toBe(publicKeyHash);
  }
});

test('a key that cannot be made keeps nobody waiting', async () => {
  const wrong = Array.from({ length: 6 }, () => generateKey(-1));
  for (const result of await Promise.allSettled(wrong)) expect(result.status).toBe('rejected');
  await expect(generateKey(SIZE)).resolves.toMatchObject({ publicKeyHash: expect.any(String) });
});

/** Of a number that need not be a product of two primes. */
function rsaOf(bits: number, e = 'AQAB'): KeyObject {
  const n = Buffer.alloc(bits / 8, 0xa5).toString('base64url');
  return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
}

const keys: [string, KeyObject][] = [
  ...[512, 888, 904, 1024, 1880, 1896, 2048, 16_384].map((bits): [string, KeyObject] => [
    `RSA ${bits}`,
    rsaOf(bits),
  ]),
  ['RSA 2048 with the exponent 3', rsaOf(2048, 'Aw')],
  ['RSA-PSS', generateKeyPairSync('rsa-pss', { modulusLength: 1024 }).publicKey],
  ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
  ['Ed25519', generateKeyPairSync('ed25519').publicKey],
];
test.each(keys)('the public key info of %s is what Node makes of it', (_, key) => {
  expect(publicKeyInfo(key)).toEqual(key.export({ type: 'spki', format: 'der' }));
});
