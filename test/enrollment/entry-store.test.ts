import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import type { CertificateStore, PendingRequest } from '../../src/core/ports/store.ts';
import { openStoreOf } from '../../src/enrollment/entry-store.ts';
import type { Entry } from '../../src/enrollment/journal.ts';
import { certificates } from './certificates.ts';
import { myKey } from './enrolled.ts';
import { entryAt } from './fakes.ts';

const OLD = 'file:/old/store';
const NEW = 'file:/new/store';

/** Opens with two places: what is at each, or why it cannot be opened. */
async function opened(
  entry: Entry | undefined,
  stores: Record<string, readonly PendingRequest[] | CertToolError>,
) {
  const openStore = async (resume = NEW) => {
    const pending = stores[resume] ?? [];
    if (pending instanceof CertToolError) throw pending;
    const probe = async () => ({ kind: 'file', identity: resume, canSign: true });
    const find = async () => (resume === NEW ? certificates.fresh : undefined);
    return { probe, pending: async () => pending, find } as unknown as CertificateStore;
  };
  const found = await openStoreOf({ openStore }, entry);
  return [found.probe.identity, found.entry?.store];
}

const gone = new CertToolError('store-missing', { params: { store: 'x', detail: 'x' } });
const sent = entryAt('sent', { store: OLD });

describe('the store of an entry', () => {
  test.each<
    [
      string,
      Entry | undefined,
      Record<string, readonly PendingRequest[] | CertToolError>,
      string,
      string | undefined,
    ]
  >([
    ['the usual one without an entry', undefined, {}, NEW, undefined],
    ['its own where the key is there', sent, { [OLD]: [myKey] }, OLD, OLD],
    [
      'the present one, where its own is gone and the key is here',
      sent,
      { [OLD]: gone, [NEW]: [myKey] },
      NEW,
      NEW,
    ],
    ['the present one, where its own holds no such key', sent, { [OLD]: [], [NEW]: [myKey] }, NEW, NEW],
    ['its own, where the key is nowhere', sent, { [OLD]: [], [NEW]: [] }, OLD, OLD],
    ['its own, where another key has that id', sent, { [NEW]: [{ ...myKey, publicKeyHash: 'x' }] }, OLD, OLD],
    ['its own, before a key was made', entryAt('key', { store: OLD }), { [NEW]: [myKey] }, OLD, OLD],
    [
      'the present one, where nothing was sent and its own is gone',
      entryAt('key', { store: OLD }),
      { [OLD]: gone },
      NEW,
      NEW,
    ],
  ])('%s', async (_, entry, stores, identity, named) => {
    expect(await opened(entry, stores)).toEqual([identity, named]);
  });

  test('the present one, where the certificate is installed there', async () => {
    const installed = entryAt('installed', { store: OLD, certificate: certificates.fresh.pem, chain: [] });
    expect(await opened(installed, { [OLD]: gone })).toEqual([NEW, NEW]);
  });

  test('gone, and the key is nowhere: why it is gone', async () => {
    await expect(opened(sent, { [OLD]: gone })).rejects.toBe(gone);
    await expect(opened(sent, { [OLD]: gone, [NEW]: new CertToolError('busy') })).rejects.toBe(gone);
  });

  test('a cancellation is none', async () => {
    const cancelled = new CertToolError('cancelled');
    await expect(opened(sent, { [OLD]: cancelled, [NEW]: [myKey] })).rejects.toBe(cancelled);
    await expect(opened(sent, { [OLD]: gone, [NEW]: cancelled })).rejects.toBe(cancelled);
  });
});
