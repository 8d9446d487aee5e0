import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Standing } from '../../src/core/ports/retirement.ts';
import { createRetirementRecord } from '../../src/enrollment/retirement.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

const STANDINGS: readonly Standing[] = [
  {
    loginId: 'hanakodt',
    name: 'データ花子',
    role: 'administrator',
    serialNumber: '0'.repeat(32),
    outcome: 'revocation-pending',
    when: new Date('2026-11-28T05:31:25Z'),
    removedHere: false,
  },
  { loginId: 'a/b', outcome: 'removed', isElsewhere: true, removedHere: true },
];

function recordIn(folder: string) {
  return createRetirementRecord(syncedFolder(folder), folder);
}

test('what was written is read by the next run, of this bank alone', async () => {
  const folder = join(tempFolder(), 'retirement');
  expect(await recordIn(folder).read('bank')).toEqual([]);
  await recordIn(folder).write('bank', STANDINGS);
  await recordIn(folder).write('../other', STANDINGS.slice(1));
  expect(await recordIn(folder).read('bank')).toEqual(STANDINGS);
  await recordIn(folder).forget('bank');
  expect(await recordIn(folder).read('bank')).toEqual([]);
  expect(await recordIn(folder).read('../other')).toEqual(STANDINGS.slice(1));
});

/** The file of a bank, after its text was changed. */
async function changed(change: (text: string) => string) {
  const folder = join(tempFolder(), 'retirement');
  const record = recordIn(folder);
  await record.write('bank', STANDINGS);
  const [name = ''] = readdirSync(folder);
  const file = join(folder, name);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return record;
}

test.each<[string, (text: string) => string, readonly Standing[]]>([
  ['no JSON', (text) => text.slice(10), []],
  ['no list', () => '{"version":1,"users":"all"}', []],
  ['a user of no known outcome', (text) => text.replace('"removed"', '"vanished"'), STANDINGS.slice(0, 1)],
  ['a user without a login ID', (text) => text.replace('"a/b"', '7'), STANDINGS.slice(0, 1)],
])('a damaged file costs no more than what it held: %s', async (_, change, left) => {
  expect(await (await changed(change)).read('bank')).toEqual(left);
});

test('a later build’s file is refused', async () => {
  const record = await changed((text) => text.replace('"version": 1', '"version": 2'));
  await expect(record.read('bank')).rejects.toMatchObject({ errorName: 'newer-data' });
});
