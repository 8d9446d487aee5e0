import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unfinishedPath } from '../../../src/system/files.ts';
import { nativePending, type PendingKeyHolder } from '../../../src/winstore/native/pending.ts';
import { bytesIn } from '../../support/folder-bytes.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const WANTED = { loginId: 'jirodt', keySize: 2048 };
const PLACE = { container: 'cert-tool-one', provider: 'Provider', providerType: 0, keySpec: 0 };

function untouched(): never {
  throw new Error('a key of Windows was touched');
}

const holder: PendingKeyHolder = {
  newPlace: untouched,
  create: untouched,
  csr: untouched,
  publicKeyHash: (place) => `hash of ${place.container}`,
  removeUnlessUsed: untouched,
};

/** A folder of pending requests with one in it, whose key has this place. */
function folderWith(place: object, pathOf = (folder: string) => join(folder, 'one')) {
  const folder = tempFolder();
  const path = pathOf(folder);
  mkdirSync(path, { mode: 0o700 });
  const file = join(path, 'key.json');
  writeFileSync(file, JSON.stringify(place));
  writeFileSync(join(path, 'request.pem'), 'request');
  return { folder, file, pending: nativePending(folder, async () => holder) };
}

test('a place without a version is read', async () => {
  const { pending } = folderWith(PLACE);
  const request = { id: 'one', csr: 'request', publicKeyHash: 'hash of cert-tool-one' };
  expect(await pending.pending()).toEqual([request]);
  expect(await pending.places()).toEqual([{ ...PLACE, machine: false }]);
});

test("a newer build's place is refused, and its key is not touched", async () => {
  const { folder, file, pending } = folderWith({ ...PLACE, version: 2 });
  const before = bytesIn(folder);
  for (const work of [
    () => pending.find('one'),
    () => pending.request('one', WANTED),
    () => pending.pending(),
    () => pending.discard('one'),
    () => pending.places(),
  ]) {
    const error = { errorName: 'newer-data', details: { params: { file } } };
    await expect(work()).rejects.toMatchObject(error);
  }
  expect(bytesIn(folder)).toEqual(before);
});

test('nor is one that it left unfinished', async () => {
  // Its process is gone: this one began at another moment.
  const pathOf = (folder: string) =>
    unfinishedPath(join(folder, 'one')).replace(
      /-(\d+)-(\d+)/,
      (_, pid, start) => `-${pid}-${Number(start) + 1}`,
    );
  const { folder, pending } = folderWith({ version: 2 }, pathOf);
  const before = bytesIn(folder);
  await expect(pending.probe()).rejects.toMatchObject({ errorName: 'newer-data' });
  expect(bytesIn(folder)).toEqual(before);
});

test.each([null, 1, 'text', {}, { container: '' }])('%j is no place', async (place) => {
  const { pending } = folderWith(place as object);
  await expect(pending.find('one')).rejects.toMatchObject({ errorName: 'store-failed' });
  expect(await pending.places()).toEqual([]);
});
