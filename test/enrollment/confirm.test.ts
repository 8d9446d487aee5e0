import { describe, expect, test } from 'vitest';
import { BankRefusal } from '../../src/core/ports/bank-refusals.ts';
import { confirm } from '../../src/enrollment/confirm.ts';
import type { Run } from '../../src/enrollment/ports.ts';
import { certificates } from './certificates.ts';
import { type Changes, entryAt, failed, nameOf, PROBE, SUPPORT, WANTED, worldWith } from './fakes.ts';

const { old, fresh } = certificates;
const predecessor = { thumbprint: old.thumbprint, serialNumber: old.serialNumber };
const DONE = ['discard first', 'clear the entry'];
const renewed = (changes = {}) => entryAt('installed', { kind: 'renewal', predecessor, ...changes });

async function confirmed(changes: Changes = {}, run: Partial<Run> = {}) {
  const world = await worldWith({ here: [old, fresh], entry: entryAt('installed'), ...changes });
  const shared = world.run(run);
  const error = await confirm(shared, world.session, fresh).catch((thrown) => thrown);
  return {
    ...world,
    error,
    warnings: shared.warnings,
    here: world.shelf.map((each) => nameOf(each.thumbprint)),
  };
}

test('the bank is told, and the entry has done its work', async () => {
  const { acts, entry, warnings, here } = await confirmed();
  expect(acts).toEqual(['step confirm', 'confirm a2', ...DONE]);
  expect([await entry(), warnings, here]).toEqual([undefined, [], ['old', 'fresh']]);
});

test('what no entry tells of is confirmed too', async () => {
  const { run, session, acts } = await worldWith({ here: [fresh] });
  await confirm(run(), session, fresh);
  expect(acts).toEqual(['step confirm', 'confirm a2']);
});

test('a bank that does not want to know is not told; the old certificate goes all the same', async () => {
  const { acts, here, entry } = await confirmed({ entry: renewed(), without: ['confirming'] });
  expect(acts).toEqual(['remove old', ...DONE]);
  expect([here, await entry()]).toEqual([['fresh'], undefined]);
});

test('a store that cannot sign leaves it to the first login', async () => {
  const { acts, warnings } = await confirmed({}, { probe: { ...PROBE, canSign: false } });
  expect([acts, warnings]).toEqual([DONE, ['confirm-by-login']]);
});

test('a bank that cannot be told is told by the next run', async () => {
  for (const error of [failed('timeout'), new BankRefusal('too-early', 409)]) {
    const session = { confirm: () => Promise.reject(error) };
    const { acts, entry, warnings, here } = await confirmed({ session, entry: renewed() });
    expect([acts, warnings]).toEqual([['step confirm'], ['not-confirmed']]);
    expect([(await entry())?.step, here]).toEqual(['installed', ['old', 'fresh']]);
  }
});

test.each([
  ['not-found', 404],
  ['certificate-revoked', 410],
] as const)('where the bank says %s (%d) it goes', async (code, status) => {
  const session = { confirm: () => Promise.reject(new BankRefusal(code, status)) };
  const { acts, error, entry, here } = await confirmed({ session, entry: renewed() });
  expect(error).toMatchObject({
    errorName: 'certificate-revoked',
    details: { params: { support: { en: expect.stringContaining(SUPPORT.phone) } } },
  });
  expect(acts).toEqual(['step confirm', 'remove fresh', ...DONE]);
  expect([await entry(), here]).toEqual([undefined, ['old']]);
  const unknown = await confirmed({ session }, { connection: undefined });
  expect(unknown.error.details.params).toMatchObject({ support: { en: '' } });
});

test('what nobody foresaw is thrown, and the entry stays', async () => {
  const session = { confirm: () => Promise.reject(new TypeError('a bug')) };
  const { error, entry, warnings } = await confirmed({ session });
  expect(error).toBeInstanceOf(TypeError);
  expect([(await entry())?.step, warnings]).toEqual(['installed', []]);
});

describe('the certificate that was renewed', () => {
  const keepOld = { certificate: old, force: false, keepOld: true };

  test('goes once the bank was told', async () => {
    const { acts, here } = await confirmed({ entry: renewed() });
    expect(acts).toEqual(['step confirm', 'confirm a2', 'remove old', ...DONE]);
    expect(here).toEqual(['fresh']);
  });

  test('stays where the entry says so, or the person', async () => {
    const byEntry = await confirmed({ entry: renewed({ keepPredecessor: true }) });
    const byPerson = await confirmed({ entry: renewed() }, { wanted: { ...WANTED, renewal: keepOld } });
    for (const { here, entry } of [byEntry, byPerson]) {
      expect([here, await entry()]).toEqual([['old', 'fresh'], undefined]);
    }
  });

  test('goes where the person does not say that it is to stay', async () => {
    const renewal = { ...keepOld, keepOld: false };
    const { here } = await confirmed({ entry: renewed() }, { wanted: { ...WANTED, renewal } });
    expect(here).toEqual(['fresh']);
  });

  test('stays where its key is the new one’s, for that would go with it', async () => {
    const sameKey = { ...old, publicKeyHash: fresh.publicKeyHash };
    const { here } = await confirmed({ entry: renewed(), here: [sameKey, fresh] });
    expect(here).toEqual(['old', 'fresh']);
  });

  test('may be gone already', async () => {
    const { acts, warnings } = await confirmed({ entry: renewed(), here: [fresh] });
    expect([acts, warnings]).toEqual([['step confirm', 'confirm a2', ...DONE], []]);
  });

  test('that cannot be removed is a warning', async () => {
    const store = { remove: () => Promise.reject(failed('store-full')) };
    const { warnings, entry } = await confirmed({ entry: renewed(), store });
    expect([warnings, await entry()]).toEqual([['predecessor-stays'], undefined]);
    const bug = { remove: () => Promise.reject(new TypeError('a bug')) };
    const { error } = await confirmed({ entry: renewed(), store: bug });
    expect(error).toBeInstanceOf(TypeError);
  });
});
