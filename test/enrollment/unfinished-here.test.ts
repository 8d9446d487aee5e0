import { describe, expect, test } from 'vitest';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { createJournal, type Entry } from '../../src/enrollment/journal.ts';
import { unfinishedHere } from '../../src/enrollment/unfinished-here.ts';
import { BANK, certificates } from './certificates.ts';
import { entryAt, memoryFolder } from './fakes.ts';

const { old, fresh, strange, jiro } = certificates;
/** It has its certificates from the same CA. */
const LIKE: BankIdentity = { ...BANK, bankId: 'like' };

/** What is unfinished, with these entries and damaged ones. */
async function here(
  entries: readonly Entry[],
  damaged: readonly (readonly [Entry, string])[],
  shelf: readonly StoredCertificate[],
  banks: readonly BankIdentity[] = [BANK],
) {
  const files = new Map<string, string>();
  const journal = createJournal(memoryFolder(files), '/journal');
  for (const [entry, text] of damaged) {
    const before = new Set(files.keys());
    await journal.write(entry);
    for (const name of files.keys()) if (!before.has(name)) files.set(name, text);
  }
  for (const entry of entries) await journal.write(entry);
  const found = await unfinishedHere(journal, shelf, banks);
  expect(found.unfinished).toEqual([...found.entries, ...found.unknown]);
  return {
    entries: found.entries,
    unreadable: found.unreadable.map(({ errorName }) => errorName),
    unknown: found.unknown.map(({ bankId, loginId, step, error }) => [
      bankId,
      loginId,
      step,
      error.errorName,
    ]),
  };
}

const ofHanako = [entryAt('sent'), '{'] as const;
const ofJiro = [entryAt('sent', { loginId: 'jiro' }), '{"version":2}'] as const;
const ofSomebody = [entryAt('sent', { loginId: 'somebody' }), '{'] as const;

test('entries that can be understood are told as they are', async () => {
  const entries = [entryAt('sent'), entryAt('key', { loginId: 'jiro' })];
  expect(await here(entries, [], [old])).toEqual({ entries, unreadable: [], unknown: [] });
});

describe('an entry that cannot be understood', () => {
  test('is its user’s, each once, and nobody else’s', async () => {
    expect(await here([], [ofHanako], [old, jiro, fresh])).toEqual({
      ...{ entries: [], unreadable: ['damaged-entry'] },
      unknown: [['bank', 'hanako', 'unknown', 'damaged-entry']],
    });
  });

  test('is told with its own reason', async () => {
    const { unknown, unreadable } = await here([], [ofHanako, ofJiro], [old, jiro]);
    expect(unreadable).toEqual(['damaged-entry', 'newer-data']);
    expect(unknown).toEqual([
      ['bank', 'hanako', 'unknown', 'damaged-entry'],
      ['bank', 'jiro', 'unknown', 'newer-data'],
    ]);
  });

  test('of somebody who has no certificate here is nobody’s', async () => {
    expect((await here([], [ofSomebody], [old])).unknown).toEqual([]);
  });

  test('may be that of a certificate whose bank is not known', async () => {
    const { unknown } = await here([], [ofSomebody], [strange, old, { ...strange, commonName: 'taro VPN' }]);
    expect(unknown).toEqual([['', 'hanako', 'unknown', 'damaged-entry']]);
  });

  test('is looked for at each bank that has its certificates from the same CA', async () => {
    const atLike = [entryAt('sent', { bankId: 'like' }), '{'] as const;
    const { unknown } = await here([], [ofHanako, atLike], [old], [BANK, LIKE]);
    expect(unknown.map(([bankId]) => bankId)).toEqual(['bank', 'like']);
  });

  test('beside one that can be takes nothing from that', async () => {
    const entry = entryAt('sent', { loginId: 'jiro' });
    expect(await here([entry], [ofHanako], [jiro])).toEqual({
      ...{ entries: [entry], unreadable: ['damaged-entry'], unknown: [] },
    });
  });
});
