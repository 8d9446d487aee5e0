import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProxyRefusals } from '../../src/enrollment/refused-proxies.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

const TARO = { userName: 'taro', password: 'geheim' };
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is kept of one proxy, with a clock that the test sets. */
function kept() {
  const folder = syncedFolder(join(tempFolder(), 'refused'));
  let nowMs = Date.UTC(2026, 3, 1);
  const refusals = createProxyRefusals(folder, 'proxy:3128', () => new Date(nowMs));
  return {
    ...refusals,
    folder,
    /** @param days from the first moment on */
    at: (days: number) => {
      nowMs = Date.UTC(2026, 3, 1) + days * DAY_MS;
    },
  };
}

test('the pause after each refusal is twice as long, and thirty days at most', async () => {
  const { waitsUntil, noteRefused, at } = kept();
  expect(await waitsUntil(TARO)).toBeUndefined();
  let day = 0;
  for (const pause of [1, 2, 4, 8, 16, 30]) {
    at(day);
    await noteRefused(TARO);
    expect(await waitsUntil(TARO)).toEqual(new Date(Date.UTC(2026, 3, 1) + (day + pause) * DAY_MS));
    day += pause;
  }
  at(day);
  expect(await waitsUntil(TARO)).toBeUndefined();
});

test('it is of one user name with one password', async () => {
  const { waitsUntil, noteRefused } = kept();
  await noteRefused(TARO);
  expect(await waitsUntil({ ...TARO, password: 'Geheim' })).toBeUndefined();
  expect(await waitsUntil({ ...TARO, userName: 'jiro' })).toBeUndefined();
});

test('what was taken is forgotten, and no file is left; others stay', async () => {
  const { waitsUntil, noteRefused, noteTaken, folder } = kept();
  const other = { ...TARO, password: 'other' };
  await noteRefused(TARO);
  await noteRefused(other);
  await noteTaken(TARO);
  expect(await waitsUntil(TARO)).toBeUndefined();
  expect(await waitsUntil(other)).toBeDefined();
  await noteTaken(other);
  expect(await folder.names()).toEqual([]);
});

test('a clock that was set back makes no pause longer than it is', async () => {
  const { waitsUntil, noteRefused, at } = kept();
  at(400);
  await noteRefused(TARO);
  at(0);
  expect(await waitsUntil(TARO)).toBeUndefined();
});

test.each(['', 'null', '[]', '{"version":1}', '{"version":1,"logins":[{"salt":"","times":1}]}'])(
  'a damaged file counts as nothing, and is written anew: %s',
  async (text) => {
    const { waitsUntil, noteRefused, folder } = kept();
    await noteRefused(TARO);
    const [name = ''] = await folder.names();
    await folder.write(name, text);
    expect(await waitsUntil(TARO)).toBeUndefined();
    await noteRefused(TARO);
    expect(await waitsUntil(TARO)).toBeDefined();
  },
);

test('what a later build wrote says nothing, and is left as it is', async () => {
  const { waitsUntil, noteRefused, noteTaken, folder } = kept();
  await noteRefused(TARO);
  const [name = ''] = await folder.names();
  const later = ((await folder.read(name)) ?? '').replace('"version": 1', '"version": 2');
  await folder.write(name, later);
  expect(await waitsUntil(TARO)).toBeUndefined();
  await noteRefused(TARO);
  await noteTaken(TARO);
  expect(await folder.read(name)).toBe(later);
});
