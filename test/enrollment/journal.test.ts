import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJournal, type Entry } from '../../src/enrollment/journal.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ENTRY: Entry = {
  ...{ version: 1, bankId: 'bank', loginId: 'jirodt', kind: 'issue', store: 'file:/store', id: 'one' },
  ...{ keySize: 2048, step: 'key', startedAt: '2026-06-01T00:00:00.000Z' },
};

/** A journal with one entry, and what stands in its file. */
async function journalWith(text: string) {
  const folder = tempFolder();
  const journal = createJournal(syncedFolder(folder), folder);
  await journal.write(ENTRY);
  const file = join(folder, readdirSync(folder)[0] ?? '');
  writeFileSync(file, text);
  return { journal, file };
}

test('an entry is read as it was written, and not once it is cleared', async () => {
  const { journal } = await journalWith(JSON.stringify(ENTRY));
  expect(await journal.read('bank', 'jirodt')).toEqual(ENTRY);
  expect(await journal.all()).toEqual([ENTRY]);
  expect(await journal.read('bank', 'tarodt')).toBeUndefined();
  await journal.clear(ENTRY);
  expect(await journal.read('bank', 'jirodt')).toBeUndefined();
});

test.each([
  ['of the next version', { ...ENTRY, version: 2 }],
  ['of a version of which nothing else is known', { version: 17 }],
])('an entry %s is left to a newer build', async (_, entry) => {
  const { journal, file } = await journalWith(JSON.stringify(entry));
  await expect(journal.read('bank', 'jirodt')).rejects.toMatchObject({
    errorName: 'newer-data',
    details: { params: { file } },
  });
  expect(await journal.all()).toEqual([]);
});

test.each([
  ['no JSON', '{'],
  ['no object', 'null'],
  ['without a version', JSON.stringify({ ...ENTRY, version: undefined })],
  ["another login ID's", JSON.stringify({ ...ENTRY, loginId: 'tarodt' })],
  ['sent without its request', JSON.stringify({ ...ENTRY, step: 'sent' })],
  ['of a step that does not exist', JSON.stringify({ ...ENTRY, step: 'done' })],
  ['a renewal of nothing', JSON.stringify({ ...ENTRY, kind: 'renewal' })],
])('an entry that is %s is damaged', async (_, text) => {
  const { journal, file } = await journalWith(text);
  await expect(journal.read('bank', 'jirodt')).rejects.toMatchObject({
    errorName: 'damaged-entry',
    details: { params: { file } },
  });
});
