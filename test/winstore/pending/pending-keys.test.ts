import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import { publicKeyHashOf } from '../../../src/pki/keys.ts';
import { createPendingKeys, privateKeyFor } from '../../../src/winstore/pending/pending-keys.ts';
import type { Seal } from '../../../src/winstore/shared/seal.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const KEY = { loginId: 'jirodt', keySize: 1024 };

/** Turns the text around: enough to see what went through it. */
const backwards: Seal = {
  mark: 'sealed:',
  seal: async (text) => `sealed:${[...text].reverse().join('')}`,
  open: async (sealed) => [...sealed.slice('sealed:'.length)].reverse().join(''),
};

describe('pending keys', () => {
  test.each([
    ['plain', undefined],
    ['sealed', backwards],
  ])('%s: kept for their owner, read by another run', async (_, seal) => {
    const folder = join(tempFolder(), 'a', 'pending');
    const request = await createPendingKeys(folder, seal).request('one', KEY);
    const keys = createPendingKeys(folder, seal);
    expect(await keys.pending()).toEqual([request]);
    const pem = (await keys.key('one'))?.privateKeyPem ?? '';
    expect(publicKeyHashOf(pem)).toBe(request.publicKeyHash);
    expect(await privateKeyFor(keys, 'one', request)).toBe(pem);
    for (const path of [folder, join(folder, 'one')]) expect(statSync(path).mode & 0o777).toBe(0o700);
    const kept = readFileSync(join(folder, 'one', 'key.pem'), 'utf8');
    expect(kept).toBe(seal ? await seal.seal(pem) : pem);
    expect(await keys.key('two')).toBeUndefined();
    await keys.discard('one');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a plain key is read where there is a seal now', async () => {
    const folder = tempFolder();
    const request = await createPendingKeys(folder).request('one', KEY);
    expect(await createPendingKeys(folder, backwards).pending()).toEqual([request]);
  });

  test.each([
    ['where there is no seal', undefined],
    ['by another seal', { ...backwards, mark: 'other:' }],
  ])('what is sealed is left to a later build %s, and never quoted', async (_, seal) => {
    const folder = tempFolder();
    await createPendingKeys(folder, backwards).request('one', KEY);
    const file = join(folder, 'one', 'key.pem');
    const kept = readFileSync(file, 'utf8');
    const keys = createPendingKeys(folder, seal);
    for (const look of [() => keys.key('one'), () => keys.pending(), () => keys.request('one', KEY)]) {
      const error = await look().catch((thrown) => thrown);
      expect(error).toMatchObject({ errorName: 'newer-data', details: { params: { file } } });
      expect(error.cause).toBeUndefined();
    }
    expect(readFileSync(file, 'utf8')).toBe(kept);
  });

  test.each([undefined, backwards])('garbage is damaged, and never quoted: %#', async (seal) => {
    const folder = tempFolder();
    await createPendingKeys(folder, seal).request('one', KEY);
    writeFileSync(join(folder, 'one', 'key.pem'), 'garbage');
    const keys = createPendingKeys(folder, seal);
    expect(await keys.pending()).toEqual([]);
    const error = await keys.key('one').catch((thrown) => thrown);
    expect(error).toMatchObject({ errorName: 'store-failed' });
    expect(error.cause).toBeUndefined();
  });

  test.each([
    ['key-lost', []],
    ['store-not-available', 'thrown'],
  ] as const)('a key that cannot be opened: %s', async (name, expected) => {
    const folder = tempFolder();
    await createPendingKeys(folder, backwards).request('one', KEY);
    const open = async () => {
      throw new CertToolError(name);
    };
    const keys = createPendingKeys(folder, { ...backwards, open });
    const found = await keys.pending().catch(() => 'thrown');
    expect(found).toEqual(expected);
    await expect(keys.request('one', KEY)).rejects.toMatchObject({ errorName: name });
  });

  test('another key than the certificate needs', async () => {
    const keys = createPendingKeys(tempFolder());
    const one = await keys.request('one', KEY);
    await keys.request('two', KEY);
    const failing = { errorName: 'store-failed' };
    await expect(privateKeyFor(keys, 'two', one)).rejects.toMatchObject(failing);
    await expect(privateKeyFor(keys, 'three', one)).rejects.toMatchObject(failing);
  });

  test('the probe makes the folder and leaves nothing in it', async () => {
    const folder = join(tempFolder(), 'pending');
    await createPendingKeys(folder).probe();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')("a folder that is not the user's alone is refused", async () => {
    const real = join(tempFolder(), 'real');
    const linked = join(tempFolder(), 'linked');
    mkdirSync(real);
    symlinkSync(real, linked);
    const open = join(tempFolder(), 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    for (const keys of [createPendingKeys(linked), createPendingKeys(open)]) {
      const unsafe = { errorName: 'store-unsafe' };
      await expect(keys.probe()).rejects.toMatchObject(unsafe);
      await expect(keys.request('one', KEY)).rejects.toMatchObject(unsafe);
      await expect(keys.pending()).rejects.toMatchObject(unsafe);
      await expect(keys.discard('one')).rejects.toMatchObject(unsafe);
    }
  });

  test('a file in the place of the folder is an error of the data folder', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    await expect(createPendingKeys(join(file, 'pending')).probe()).rejects.toMatchObject({
      errorName: 'data-folder-failed',
    });
  });
});
