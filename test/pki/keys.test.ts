import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generateKey, publicKeyHashOf } from '../../src/pki/keys.ts';

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
