import { expect, test } from 'vitest';
import { hashSecret, isSecretOf } from '../../src/enrollment/secret-hash.ts';

test('a secret is recognized, and no other', async () => {
  const kept = await hashSecret('pässword');
  expect(await isSecretOf('pässword', kept)).toBe(true);
  for (const other of ['', 'passwörd', 'pässword ', 'PÄSSWORD'])
    expect(await isSecretOf(other, kept)).toBe(false);
});

test('has a salt of its own each time', async () => {
  const [one, other] = [await hashSecret('same'), await hashSecret('same')];
  expect(one.salt).not.toBe(other.salt);
  expect(one.hash).not.toBe(other.hash);
  expect(Buffer.from(one.salt, 'base64')).toHaveLength(16);
});

test.each([
  ['no hash', { salt: 'AAAA', hash: '' }],
  ['a short one', { salt: 'AAAA', hash: 'AAAA' }],
  ['no base64', { salt: '???', hash: '???' }],
])('%s fits nothing', async (_, kept) => {
  expect(await isSecretOf('', kept)).toBe(false);
});
