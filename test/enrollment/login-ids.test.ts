import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { createLoginIdMemory } from '../../src/enrollment/login-ids.ts';
import { acquireLock } from '../../src/system/lock.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { POSIX_ONLY } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

function open() {
  const home = tempFolder();
  const dir = join(home, 'login-ids');
  const busy = () => new CertToolError('busy');
  const lock = (bankId: string) => acquireLock(join(home, 'locks', bankId), { waitMs: 10_000, busy });
  const memory = createLoginIdMemory(syncedFolder(dir), dir, lock);
  return { dir, memory, onlyFile: () => join(dir, readdirSync(dir)[0] ?? '') };
}

test('tells the login IDs of each bank, each once, the last used first', async () => {
  const { memory } = open();
  expect([await memory.of('one'), await memory.all()]).toEqual([[], []]);
  for (const loginId of ['taro', 'a/b c', 'hanako', 'taro']) await memory.remember('one', loginId);
  await memory.remember('two', 'taro');
  expect(await memory.of('one')).toEqual(['taro', 'hanako', 'a/b c']);
  expect(await memory.of('two')).toEqual(['taro']);
  expect((await memory.all()).map(({ bankId }) => bankId).sort()).toEqual(['one', 'two']);
});

test('loses none of those that are used at the same time', async () => {
  const { memory } = open();
  const loginIds = ['hanako', 'ichiro', 'jiro', 'sachiko', 'taro'];
  await Promise.all(loginIds.map((loginId) => memory.remember('one', loginId)));
  expect([...(await memory.of('one'))].sort()).toEqual(loginIds);
});

test('forgets some of a bank, or all, and leaves no file then', async () => {
  const { memory, dir } = open();
  for (const loginId of ['taro', 'hanako', 'jiro']) await memory.remember('one', loginId);
  await memory.remember('two', 'taro');
  await memory.forget('one', ['taro', 'unknown']);
  expect([await memory.of('one'), await memory.of('two')]).toEqual([['jiro', 'hanako'], ['taro']]);
  await memory.forget('one', ['jiro', 'hanako']);
  expect(readdirSync(dir)).toHaveLength(1);
  await memory.forget('two');
  await memory.forget('three');
  expect(readdirSync(dir)).toEqual([]);
});

test.each(['', '{', '[]', '5', '{"version":1}', '{"version":1,"bankId":"one","loginIds":5}'])(
  'a damaged file (%s) is nothing, and written anew',
  async (text) => {
    const { memory, onlyFile } = open();
    await memory.remember('one', 'taro');
    writeFileSync(onlyFile(), text);
    expect([await memory.of('one'), await memory.all()]).toEqual([[], []]);
    await memory.remember('one', 'hanako');
    expect(await memory.of('one')).toEqual(['hanako']);
  },
);

test('leaves alone what a later version wrote', async () => {
  const { memory, onlyFile } = open();
  await memory.remember('one', 'taro');
  const later = JSON.stringify({ version: 2, bankId: 'one', users: ['taro'] });
  writeFileSync(onlyFile(), later);
  await expect(memory.remember('one', 'hanako')).rejects.toMatchObject({ errorName: 'newer-data' });
  expect(readFileSync(onlyFile(), 'utf8')).toBe(later);
});

test(`is for the owner alone${POSIX_ONLY}`, async ({ skip }) => {
  skip(POSIX_ONLY !== '');
  const { memory, dir, onlyFile } = open();
  await memory.remember('one', 'taro');
  expect([dir, onlyFile()].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0]);
});
