import { createHook } from 'node:async_hooks';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { generateKey, keySource, publicKeyHashOf, publicKeyInfo } from '../../src/pki/keys.ts';

/** A size that no other test has made keys of. */
const SIZE = 1096;
const OTHER_SIZE = 1104;

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

describe('a key that is expected', () => {
  /** How many keys are begun meanwhile. */
  async function begun(work: () => Promise<unknown>): Promise<number> {
    let count = 0;
    const hook = createHook({
      init(_id, type) {
        if (type === 'KEYPAIRGENREQUEST') count += 1;
      },
    }).enable();
    await work().finally(() => hook.disable());
    return count;
  }

  test('is begun at once, and taken by the first who wants one of its size', async () => {
    const source = keySource();
    expect(await begun(async () => source.expect(OTHER_SIZE))).toBe(1);
    expect(await begun(async () => source.expect(OTHER_SIZE)), 'once more').toBe(0);
    expect(await begun(() => source.generate(SIZE)), 'of another size').toBe(1);
    const keys: { publicKeyHash: string }[] = [];
    const take = async () => void keys.push(await source.generate(OTHER_SIZE));
    expect(await begun(take)).toBe(0);
    expect(await begun(take), 'a second one').toBe(1);
    expect(keys[0]?.publicKeyHash).not.toBe(keys[1]?.publicKeyHash);
  });

  test('is not begun where it would hold up the end of a run', async () => {
    expect(await begun(async () => keySource().expect(3072))).toBe(0);
  });

  test('that cannot be made fails for whoever takes it, and for nobody else', async () => {
    const source = keySource();
    source.expect(-1);
    await expect(source.generate(-1)).rejects.toThrow();
    await expect(generateKey(SIZE)).resolves.toMatchObject({ publicKeyHash: expect.any(String) });
  });
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
