import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selectStore } from '../../src/winstore/select.ts';
import { tempFolder } from '../support/temp-folder.ts';

const wish = { kind: 'auto', platform: 'linux', sandbox: false, defaultDir: '/default' } as const;

test.each([
  [{}, 'file'],
  [{ platform: 'darwin' }, 'file'],
  [{ platform: 'win32', sandbox: true }, 'file'],
  [{ platform: 'win32', kind: 'file' }, 'file'],
] as const)('%o', (changes, kind) => {
  expect(selectStore({ ...wish, ...changes }).kind).toBe(kind);
});

test.each([
  [{ platform: 'win32' }, 'powershell'],
  [{ kind: 'powershell' }, 'powershell'],
  [{ kind: 'certutil', sandbox: true }, 'certutil'],
  [{ kind: 'native' }, 'native'],
  [{ kind: 'nss' }, 'nss'],
] as const)('%o is not available yet', (changes, store) => {
  const error = { errorName: 'store-not-available', details: { params: { store } } };
  expect(() => selectStore({ ...wish, ...changes })).toThrow(expect.objectContaining(error));
});

test('--store-dir goes before the usual folder, whose parents are made', async () => {
  const folder = tempFolder();
  const defaultDir = join(folder, 'a', 'b', 'store');
  const dir = join(folder, 'mine');
  expect((await selectStore({ ...wish, defaultDir }).probe()).identity).toBe(`file:${defaultDir}`);
  expect((await selectStore({ ...wish, defaultDir, dir }).probe()).identity).toBe(`file:${dir}`);
  const missing = selectStore({ ...wish, defaultDir, dir: join(folder, 'none', 'mine') });
  await expect(missing.probe()).rejects.toMatchObject({ errorName: 'store-missing' });
});
