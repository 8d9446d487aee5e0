import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJournal, type Entry } from '../../src/enrollment/journal.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { certificates } from './certificates.ts';
import { failed, memoryFolder } from './fakes.ts';

const ENTRY: Entry = {
  ...{ version: 1, bankId: 'bank', loginId: 'jirodt', kind: 'issue', store: 'file:/store', id: 'one' },
  ...{ keySize: 2048, step: 'key', startedAt: '2026-06-01T00:00:00.000Z' },
};

const RENEWAL: Entry = {
  ...{ ...ENTRY, kind: 'renewal', predecessor: { thumbprint: 'aa', serialNumber: 'bb' } },
};
const SENT: Entry = { ...ENTRY, step: 'sent', csr: 'csr', publicKeyHash: 'cc' };
const ISSUED: Entry = {
  ...{ ...SENT, step: 'issued', certificate: certificates.fresh.pem, chain: [certificates.old.pem] },
};

/** A journal with one entry, and what stands in its file. */
async function journalWith(text: string) {
  const folder = tempFolder();
  const journal = createJournal(syncedFolder(folder), folder);
  await journal.write(ENTRY);
  const file = join(folder, readdirSync(folder)[0] ?? '');
  writeFileSync(file, text);
  return { journal, folder, file };
}

test('an entry is read as it was written, and not once it is cleared', async () => {
  const { journal } = await journalWith(JSON.stringify(ENTRY));
  expect(await journal.read('bank', 'jirodt')).toEqual(ENTRY);
  expect(await journal.all()).toEqual([ENTRY]);
  expect(await journal.read('bank', 'tarodt')).toBeUndefined();
  await journal.clear(ENTRY);
  expect(await journal.read('bank', 'jirodt')).toBeUndefined();
});

test.each<[string, Entry]>([
  ['a renewal', RENEWAL],
  ['a sent one', SENT],
  ['an issued one', ISSUED],
  ['an installed one', { ...ISSUED, step: 'installed', chain: [] }],
  ['one that leaves its predecessor here', { ...RENEWAL, keepPredecessor: true }],
])('%s is read as it was written', async (_, entry) => {
  const { journal } = await journalWith(JSON.stringify(entry));
  expect(await journal.read('bank', 'jirodt')).toEqual(entry);
  expect([await journal.all(), (await journal.contents()).unreadable]).toEqual([[entry], []]);
});

test('one entry is kept for each bank and login ID', async () => {
  const { journal, folder } = await journalWith(JSON.stringify(ENTRY));
  const others = [
    { ...ENTRY, loginId: 'tarodt' },
    { ...ENTRY, bankId: 'other' },
  ];
  for (const entry of others) expect(await journal.write(entry)).toBe(entry);
  await journal.write({ ...ENTRY, keySize: 4096 });
  expect(await journal.all()).toHaveLength(3);
  expect(await journal.read('other', 'jirodt')).toEqual(others[1]);
  for (const name of readdirSync(folder)) expect(name).toMatch(/^[0-9a-f]{32}\.json$/);
});

test('a file is written for people to read', async () => {
  const { journal, file } = await journalWith('');
  await journal.write(ENTRY);
  expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(ENTRY, null, 2)}\n`);
});

test('what cannot be understood is told, set aside whole, and takes nothing from others', async () => {
  const { journal, folder, file } = await journalWith('{"version": 1, ');
  const other = { ...ENTRY, loginId: 'tarodt' };
  await journal.write(other);
  const [error, ...more] = (await journal.contents()).unreadable;
  expect(error).toMatchObject({ errorName: 'damaged-entry', details: { params: { file } } });
  expect([more, await journal.all()]).toEqual([[], [other]]);
  const aside = await journal.setAside('bank', 'jirodt');
  expect([aside, readFileSync(aside, 'utf8')]).toEqual([`${file}.damaged`, '{"version": 1, ']);
  expect([await journal.read('bank', 'jirodt'), (await journal.contents()).unreadable]).toEqual([
    undefined,
    [],
  ]);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('setting aside what is gone leaves an empty file', async () => {
  const { journal, file } = await journalWith('');
  rmSync(file);
  expect(readFileSync(await journal.setAside('bank', 'jirodt'), 'utf8')).toBe('');
});

test('a folder that cannot be read is no damaged entry', async () => {
  const failing = { ...memoryFolder(new Map([['a.json', '']])), read: () => Promise.reject(new Error('no')) };
  const journal = createJournal(failing, '/journal');
  await expect(journal.all()).rejects.toThrow('no');
  const unsafe = { ...failing, read: () => Promise.reject(failed('store-unsafe')) };
  await expect(createJournal(unsafe, '/journal').contents()).rejects.toMatchObject({
    errorName: 'store-unsafe',
  });
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
  expect((await journal.contents()).unreadable).toMatchObject([{ errorName: 'newer-data' }]);
});

test.each<readonly [string, string]>([
  ['no JSON', '{'],
  ['a number', '5'],
  ['no object', 'null'],
  ['without a version', JSON.stringify({ ...ENTRY, version: undefined })],
  ["another login ID's", JSON.stringify({ ...ENTRY, loginId: 'tarodt' })],
  ['sent without its request', JSON.stringify({ ...ENTRY, step: 'sent' })],
  ['of a step that does not exist', JSON.stringify({ ...ENTRY, step: 'done' })],
  ['a renewal of nothing', JSON.stringify({ ...ENTRY, kind: 'renewal' })],
  ['a renewal of null', JSON.stringify({ ...ENTRY, kind: 'renewal', predecessor: null })],
  ['a renewal of a word', JSON.stringify({ ...ENTRY, kind: 'renewal', predecessor: 'old' })],
  ['a renewal of half a certificate', JSON.stringify({ ...RENEWAL, predecessor: { thumbprint: 'aa' } })],
  ['a renewal of the other half', JSON.stringify({ ...RENEWAL, predecessor: { serialNumber: 'bb' } })],
  ['an issue that replaces one', JSON.stringify({ ...RENEWAL, kind: 'issue' })],
  ['of a kind that does not exist', JSON.stringify({ ...RENEWAL, kind: 'revocation' })],
  ['of no step', JSON.stringify({ ...ENTRY, step: undefined })],
  ['without a key size', JSON.stringify({ ...ENTRY, keySize: '2048' })],
  ['sent with half its request', JSON.stringify({ ...SENT, csr: undefined })],
  ['sent with the other half', JSON.stringify({ ...SENT, publicKeyHash: undefined })],
  ['issued without its certificate', JSON.stringify({ ...ISSUED, certificate: undefined })],
  ['issued with what is no certificate', JSON.stringify({ ...ISSUED, certificate: 'junk' })],
  ['issued without its chain', JSON.stringify({ ...ISSUED, chain: undefined })],
  ['issued with what is no chain', JSON.stringify({ ...ISSUED, chain: [1] })],
  ['installed without its request', JSON.stringify({ ...ISSUED, step: 'installed', csr: undefined })],
  [
    'installed without its certificate',
    JSON.stringify({ ...ISSUED, step: 'installed', certificate: 'junk' }),
  ],
  ...['bankId', 'loginId', 'store', 'id', 'startedAt'].map((name) => {
    return [`without its ${name}`, JSON.stringify({ ...ENTRY, [name]: undefined })] as const;
  }),
])('an entry that is %s is damaged', async (_, text) => {
  const { journal, file } = await journalWith(text);
  await expect(journal.read('bank', 'jirodt')).rejects.toMatchObject({
    errorName: 'damaged-entry',
    details: { params: { file } },
  });
});

test.each<[string, object]>([
  ['a step that is no word', { ...ENTRY, step: { toString: 1 } }],
  ['a step in a list', { ...ENTRY, step: ['key'] }],
  ['a size that no key has', { ...ENTRY, keySize: 0 }],
  ['one that would take for ever', { ...ENTRY, keySize: 1_000_000 }],
  ['a time that is none', { ...ENTRY, startedAt: 'yesterday' }],
  ['a broken one', { ...ENTRY, keySize: 2048.5 }],
])('%s is damage', async (_, entry) => {
  const { journal } = await journalWith(JSON.stringify(entry));
  await expect(journal.read('bank', 'jirodt')).rejects.toMatchObject({ errorName: 'damaged-entry' });
  const { entries, unreadable } = await journal.contents();
  expect([entries, unreadable.map(({ errorName }) => errorName)]).toEqual([[], ['damaged-entry']]);
});
