import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/enrollment/journal.ts';
import { checkStore, discardEntry, openEntry, predecessorOf, prepareKey } from '../../src/enrollment/key.ts';
import { type Renewal, StartAnew } from '../../src/enrollment/ports.ts';
import { certificates, NOW } from './certificates.ts';
import { type Changes, CSR, entryAt, PROBE, WANTED, worldWith } from './fakes.ts';

const { old, fresh } = certificates;
const { publicKeyHash } = fresh;
const predecessor = predecessorOf(old);
const startedAt = NOW.toISOString();
const myKey = { id: 'first', csr: CSR, publicKeyHash };

async function opened(entry?: Entry, renewal?: Partial<Renewal>) {
  const world = await worldWith(entry ? { entry } : {});
  const wish = renewal && { renewal: { certificate: old, force: false, keepOld: false, ...renewal } };
  const run = world.run({ wanted: { ...WANTED, keySize: 4096, ...wish } });
  const result = await openEntry(run);
  expect(run.entry).toEqual(result);
  expect(await world.entry()).toEqual(result);
  return { result, acts: world.acts };
}

describe('the entry of a run', () => {
  test('is on the disk before its key is made', async () => {
    const { result, acts } = await opened();
    expect(result).toStrictEqual(entryAt('key', { id: 'new', keySize: 4096, startedAt }));
    expect(acts).toEqual(['write key']);
  });

  test('names the certificate that a renewal replaces, and whether that stays', async () => {
    const entry = entryAt('key', { id: 'new', keySize: 4096, startedAt, kind: 'renewal', predecessor });
    expect((await opened(undefined, {})).result).toStrictEqual(entry);
    expect((await opened(undefined, { keepOld: true })).result).toStrictEqual({
      ...entry,
      keepPredecessor: true,
    });
  });

  const renewing = entryAt('key', { kind: 'renewal', predecessor });

  test.each<[string, Entry, Partial<Renewal> | undefined]>([
    ['an issue that nothing was sent for', entryAt('key'), undefined],
    ['a renewal that nothing was sent for', renewing, {}],
    ['one that leaves the old certificate here', { ...renewing, keepPredecessor: true }, { keepOld: true }],
    ['what was sent, whatever is wanted now', entryAt('sent'), {}],
    [
      'a renewal that was sent',
      { ...renewing, ...entryAt('issued'), predecessor, kind: 'renewal' },
      undefined,
    ],
  ])('is the one that is there: %s', async (_, entry, renewal) => {
    const { result, acts } = await opened(entry, renewal);
    expect([result, acts]).toEqual([entry, []]);
  });

  test.each<[string, Entry, Partial<Renewal> | undefined, Partial<Entry>]>([
    ['a renewal', entryAt('key'), {}, { kind: 'renewal', predecessor }],
    ['an issue', renewing, undefined, { kind: 'issue' }],
    [
      'a renewal of another',
      renewing,
      { certificate: fresh },
      { kind: 'renewal', predecessor: predecessorOf(fresh) },
    ],
    [
      'one that leaves the old one',
      renewing,
      { keepOld: true },
      { kind: 'renewal', predecessor, keepPredecessor: true },
    ],
  ])('of which nothing was sent becomes %s, with the same key', async (_, entry, renewal, becomes) => {
    const { result, acts } = await opened(entry, renewal);
    expect(result).toStrictEqual(entryAt('key', { startedAt, ...becomes }));
    expect(acts).toEqual(['write key']);
  });
});

describe('its key', () => {
  async function prepared(entry: Entry, changes: Changes = {}) {
    const { run, acts } = await worldWith({ entry, ...changes });
    const result = await prepareKey(run(), entry).catch((error) => error);
    return { result, acts };
  }

  test('is made by the store, for the login ID', async () => {
    const asked: unknown[] = [];
    const request = async (...args: unknown[]) => {
      asked.push(args);
      return myKey;
    };
    const { result, acts } = await prepared(entryAt('key'), { store: { request } });
    expect(asked).toEqual([['first', { loginId: 'hanako', keySize: 2048 }]]);
    expect([result, acts]).toEqual([entryAt('key', { csr: CSR, publicKeyHash }), []]);
  });

  test.each<[string, Entry, Changes, boolean]>([
    ['waiting', entryAt('sent'), { pending: [{ ...myKey, id: 'x' }, myKey] }, true],
    ['gone', entryAt('sent'), {}, false],
    ['waiting, under another name', entryAt('sent'), { pending: [{ ...myKey, id: 'x' }] }, false],
    ['another one', entryAt('sent'), { pending: [{ ...myKey, publicKeyHash: 'x' }] }, false],
    ['joined to its certificate', entryAt('issued'), { here: [fresh] }, true],
    ['still waiting for its certificate', entryAt('issued'), { pending: [myKey] }, true],
    ['gone, with a certificate in the entry', entryAt('issued'), { here: [old] }, false],
    [
      'gone, and the certificate is here',
      entryAt('installed'),
      { here: [{ ...fresh, hasPrivateKey: false }] },
      false,
    ],
  ])('once it was sent has to be there: %s', async (_, entry, changes, there) => {
    const { result, acts } = await prepared(entry, changes);
    if (there) expect(result).toEqual(entry);
    else expect(result).toMatchObject({ reason: { errorName: 'key-lost' } });
    expect([result instanceof StartAnew, acts]).toEqual([!there, []]);
  });
});

test('an entry goes after its key', async () => {
  const world = await worldWith({ entry: entryAt('sent'), pending: [myKey] });
  const run = world.run();
  await discardEntry(run);
  expect(world.acts).toEqual(['discard first', 'clear the entry']);
  expect([run.entry, world.pending, await world.entry()]).toEqual([undefined, [], undefined]);
  await discardEntry(run);
  expect(world.acts).toHaveLength(2);
});

test('an entry is finished with the store that it was begun with', async () => {
  const store = 'powershell:CurrentUser';
  const other = await worldWith({ entry: entryAt('sent', { store }) });
  expect(() => checkStore(other.run())).toThrow(
    expect.objectContaining({
      errorName: 'pending-in-other-store',
      details: { params: { loginId: 'hanako', store } },
    }),
  );
  for (const changes of [{}, { entry: entryAt('sent', { store: PROBE.identity }) }]) {
    const { run } = await worldWith(changes);
    expect(() => checkStore(run())).not.toThrow();
  }
});
