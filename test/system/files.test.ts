import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { fileError, withFileErrors } from '../../src/system/file-error.ts';
import {
  isUnfinished,
  readIfThere,
  removeLeftovers,
  removeSynced,
  unfinishedPath,
  writeFileSynced,
} from '../../src/system/files.ts';
import { makeFolders, makeOwnerOnlyFolder } from '../../src/system/owner-only.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { makeFifo } from '../support/fifo.ts';
import { tempFolder } from '../support/temp-folder.ts';

const posixTest = test.skipIf(process.platform === 'win32');
const rootTest = test.skipIf(process.geteuid?.() !== 0);

test('a file is written whole, owner-only, and nothing else is left', async () => {
  const path = join(tempFolder(), 'a');
  await writeFileSynced(path, 'one');
  await writeFileSynced(path, 'two');
  expect(readFileSync(path, 'utf8')).toBe('two');
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(path, '..'))).toEqual(['a']);
});

posixTest('a symbolic link at the path is replaced, not followed', async () => {
  const folder = tempFolder();
  const [victim, path] = [join(folder, 'victim'), join(folder, 'a')];
  writeFileSync(victim, 'untouched');
  symlinkSync(victim, path);
  await writeFileSynced(path, 'mine');
  expect(readFileSync(victim, 'utf8')).toBe('untouched');
  expect(lstatSync(path).isSymbolicLink()).toBe(false);
});

test('a failed write leaves the old content and no leftover', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'a', 'full'), { recursive: true });
  await expect(writeFileSynced(join(folder, 'a'), 'x')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['a']);
});

test('leftovers go when their process is dead, and only then', async () => {
  const folder = tempFolder();
  const mine = unfinishedPath(join(folder, 'a'));
  const dead = mine.replace(/-(\d+)-(\d+)/, (_, pid, start) => `-${pid}-${Number(start) + 1}`);
  for (const path of [mine, dead, join(folder, '.unfinished-symphony')]) writeFileSync(path, '');
  mkdirSync(`${dead.slice(0, -3)}000`);
  writeFileSync(join(`${dead.slice(0, -3)}000`, 'key.pem'), '');
  await removeLeftovers(folder);
  const left = readdirSync(folder);
  expect(left).toHaveLength(2);
  expect(left.filter(isUnfinished).map((name) => join(folder, name))).toEqual([mine]);
});

test('in a folder that PCs share, what is newer stays: its process may run elsewhere', async () => {
  const folder = tempFolder();
  const name = unfinishedPath(join(folder, 'a')).replace(
    /-(\d+)-(\d+)/,
    (_, pid, start) => `-${pid}-${Number(start) + 1}`,
  );
  const [old, fresh] = [`${name.slice(0, -3)}000`, `${name.slice(0, -3)}001`];
  for (const path of [old, fresh]) writeFileSync(path, '');
  const moment = new Date('2026-11-28T00:00:00Z');
  utimesSync(old, moment, new Date(moment.getTime() - 1000));
  utimesSync(fresh, moment, new Date(moment.getTime() + 1000));
  await removeLeftovers(folder, undefined, { untouchedSince: moment });
  expect(readdirSync(folder)).toEqual([basename(fresh)]);
});

test('reading and removing what is not there', async () => {
  const folder = tempFolder();
  expect(await readIfThere(join(folder, 'a'))).toBeUndefined();
  await removeSynced(join(folder, 'a'));
  await removeSynced(join(folder, 'b', 'c'));
});

posixTest('an owner-only folder is made with its parents', async () => {
  const folder = tempFolder();
  const path = join(folder, 'a', 'b');
  await makeOwnerOnlyFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
  await makeOwnerOnlyFolder(path);
});

posixTest('unsafe folders are refused', async () => {
  const folder = tempFolder();
  const [real, link, dangling, open, file] = ['real', 'link', 'dangling', 'open', 'file'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string];
  mkdirSync(real, 0o700);
  symlinkSync(real, link);
  symlinkSync(join(folder, 'nowhere'), dangling);
  mkdirSync(open);
  chmodSync(open, 0o770);
  writeFileSync(file, '');
  for (const path of [link, dangling, open, file]) {
    await expect(makeOwnerOnlyFolder(path)).rejects.toMatchObject({ errorName: 'store-unsafe' });
  }
  expect(readdirSync(folder)).not.toContain('nowhere');
  // The user's own symbolic link among the parents is the user's business.
  await makeOwnerOnlyFolder(join(link, 'inside'));
  expect(statSync(join(real, 'inside')).isDirectory()).toBe(true);
});

rootTest("another user's folder, or link among the parents, is refused", async () => {
  const folder = tempFolder();
  const theirs = join(folder, 'theirs');
  mkdirSync(theirs, 0o700);
  chownSync(theirs, 12345, 12345);
  await expect(makeOwnerOnlyFolder(theirs)).rejects.toMatchObject({ errorName: 'store-unsafe' });
});

test('the system’s errors become ones that people can meet', async () => {
  const named = (code: string) => fileError(Object.assign(new Error('x'), { code }), { store: 'file:/s' });
  expect(named('ENOENT')).toMatchObject({ errorName: 'store-missing' });
  expect(named('EACCES')).toMatchObject({ errorName: 'store-read-only' });
  expect(named('EROFS')).toMatchObject({ errorName: 'store-read-only' });
  expect(named('ENOSPC')).toMatchObject({ errorName: 'store-full' });
  expect(named('EIO')).toMatchObject({ errorName: 'store-failed' });
  const path = join(tempFolder(), 'key.pem');
  const refused = () =>
    messageOf(
      fileError(Object.assign(new Error('x'), { code: 'EACCES', path }), { store: 's' }) as CertToolError,
      'en',
    );
  expect(refused()).not.toContain(path);
  writeFileSync(path, '');
  expect(refused()).toContain(`permission denied. (${path})`);
  const bug = new TypeError('x');
  expect(fileError(bug, { store: 's' })).toBe(bug);
  expect(fileError(Object.assign(bug, { code: 'ERR_INVALID_ARG_TYPE' }), { store: 's' })).toBe(bug);
  const own = withFileErrors({ folder: '/d' }, () =>
    Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })),
  );
  const error = await own.catch((thrown) => thrown);
  expect(error).toBeInstanceOf(CertToolError);
  expect(messageOf(error, 'ja')).toContain('ディスクの空きがありません');
  expect(messageOf(error, 'en')).toContain('the disk is full');
});

test('a synced folder keeps small files', async () => {
  const dir = join(tempFolder(), 'journal');
  const folder = syncedFolder(dir);
  expect(await folder.names()).toEqual([]);
  expect(await folder.read('a.json')).toBeUndefined();
  await folder.write('a.json', '{"ログインID":1}');
  expect(await folder.read('a.json')).toBe('{"ログインID":1}');
  expect(await folder.names()).toEqual(['a.json']);
  await folder.remove('a.json');
  await folder.remove('a.json');
  expect(await folder.names()).toEqual([]);
  for (const name of ['../a', 'a/b', '..', '']) await expect(folder.read(name)).rejects.toThrow(TypeError);
});

test('a synced folder that cannot be made says which', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  const folder = syncedFolder(join(file, 'journal'));
  const error = { errorName: 'data-folder-failed', details: { params: { folder: join(file, 'journal') } } };
  await expect(folder.write('a', '')).rejects.toMatchObject(error);
  await expect(folder.write('a', '')).rejects.toMatchObject(error);
});

describe.skipIf(process.platform !== 'linux')('what lies where a file or a folder should be', () => {
  test('a pipe, a device or too large a file is refused, and nobody waits', async () => {
    const folder = tempFolder();
    const large = join(folder, 'large');
    writeFileSync(large, '');
    truncateSync(large, 5 * 1024 ** 3);
    for (const path of [makeFifo(join(folder, 'pipe')), '/dev/zero', large]) {
      await expect(readIfThere(path)).rejects.toMatchObject({
        errorName: 'unreadable-file',
        details: { params: { file: path } },
      });
    }
  });

  test.each(['/proc/cert-tool', '/proc/cert-tool/deep/down'])('no folder can be made at %s', async (path) => {
    await expect(makeOwnerOnlyFolder(path)).rejects.toMatchObject({ code: 'ENOTSUP' });
  });

  test('nor below a file', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    await expect(makeOwnerOnlyFolder(join(file, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  test('the first folder that was made is told', async () => {
    const folder = tempFolder();
    expect(await makeFolders(join(folder, 'a', 'b', 'c'), 0o700)).toBe(join(folder, 'a'));
    expect(await makeFolders(join(folder, 'a', 'b', 'd'), 0o700)).toBe(join(folder, 'a', 'b', 'd'));
    expect(await makeFolders(folder, 0o700)).toBeUndefined();
    expect(statSync(join(folder, 'a', 'b')).mode & 0o777).toBe(0o700);
  });
});
