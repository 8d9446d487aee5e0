import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logTail, openLogFolder } from '../../src/system/log-folder.ts';
import { buildChildScript, ended, startNode } from '../support/child-script.ts';
import { makeFifo } from '../support/fifo.ts';
import { fill, mountTmpfs, rootTest } from '../support/small-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const MIB = 1024 * 1024;
const folderForTest = () => join(tempFolder(), 'data', 'log');
const linesIn = async (folder: string) => logTail(folder).read();
const ON_POSIX = process.platform !== 'win32';

test('a folder and files for this user alone, made with the first line', async () => {
  const folder = folderForTest();
  const log = openLogFolder(folder);
  expect(existsSync(folder)).toBe(false);
  log.append('{"a":1}');
  log.append('{"a":2}');
  expect(readdirSync(folder)).toEqual(['00000001.jsonl']);
  if (ON_POSIX) {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, '00000001.jsonl')).mode & 0o777).toBe(0o600);
  }
  expect(await linesIn(folder)).toEqual(['{"a":1}', '{"a":2}']);
  openLogFolder(folder).append('{"a":3}');
  expect(await linesIn(folder)).toHaveLength(3);
});

test('five files of a megabyte, the oldest of which goes', async () => {
  const folder = folderForTest();
  const log = openLogFolder(folder);
  const line = 'x'.repeat(100_000);
  for (let count = 0; count < 100; count += 1) log.append(`${count} ${line}`);
  const names = readdirSync(folder).sort();
  expect(names).toEqual([6, 7, 8, 9, 10].map((number) => `0000000${number}.jsonl`.slice(-14)));
  for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThan(MIB + 101_000);
  const kept = (await linesIn(folder)).map((each) => Number(each.split(' ')[0]));
  expect(kept.at(-1)).toBe(99);
  expect(kept).toEqual([...kept].sort((one, other) => one - other));
});

test('what others put into the folder is neither read nor removed', async () => {
  const folder = folderForTest();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of ['notes.txt', '1.jsonl', '00000001.jsonl.bak'])
    writeFileSync(join(folder, name), 'theirs\n');
  const log = openLogFolder(folder);
  for (let count = 0; count < 70; count += 1) log.append('x'.repeat(100_000));
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['notes.txt', '1.jsonl', '00000001.jsonl.bak']));
  expect(await linesIn(folder)).not.toContain('theirs');
});

test('several processes at once lose no line, through changes of the file, one of them killed', async () => {
  const folder = folderForTest();
  const script = await buildChildScript('system/log-child.ts', tempFolder());
  // 3 MB: two changes of the file, and nothing goes.
  const children = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) =>
    ended(startNode([script, folder, name, '1000', '450', index === 0 ? '700' : '-1'])),
  );
  const results = await Promise.all(children);
  expect(results.map(({ stderr }) => stderr).join('')).toBe('');
  const records = (await linesIn(folder)).map((line) => JSON.parse(line));
  for (const [index, name] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
    const lines = records.filter((each) => each.name === name).map((each) => each.line);
    const count = index === 0 ? 700 : 1000;
    expect(new Set(lines).size, name).toBe(count);
    expect(lines.length, name).toBe(count);
  }
  expect(readdirSync(folder).length).toBeGreaterThan(2);
});

test('a line that a killed process has cut is a line of its own', async () => {
  const folder = folderForTest();
  openLogFolder(folder).append('{"whole":1}');
  appendFileSync(join(folder, '00000001.jsonl'), '{"cut":');
  openLogFolder(folder).append('{"whole":2}');
  expect(await linesIn(folder)).toEqual(['{"whole":1}', '{"cut":', '{"whole":2}']);
});

test('reading tells each line once, and none that is not ended yet', async () => {
  const folder = folderForTest();
  const tail = logTail(folder);
  expect(await tail.read()).toEqual([]);
  const log = openLogFolder(folder);
  log.append('1');
  expect(await tail.read()).toEqual(['1']);
  appendFileSync(join(folder, '00000001.jsonl'), '2');
  expect(await tail.read()).toEqual([]);
  appendFileSync(join(folder, '00000001.jsonl'), '3\n');
  writeFileSync(join(folder, '00000002.jsonl'), '4\n');
  expect(await tail.read()).toEqual(['23', '4']);
  expect(await tail.read()).toEqual([]);
});

test('a file that was taken away under a run is no place to write to', async () => {
  const folder = folderForTest();
  const log = openLogFolder(folder);
  log.append('1');
  rmSync(join(folder, '00000001.jsonl'));
  log.append('2');
  expect(await linesIn(folder)).toEqual(['2']);
});

describe.skipIf(!ON_POSIX)(
  'something else in the place of a file hides nothing and stops nothing (needs POSIX)',
  () => {
    const elsewhere = () => join(tempFolder(), 'elsewhere');

    test.each([
      ['a link', (path: string) => symlinkSync(elsewhere(), path)],
      ['a pipe', (path: string) => makeFifo(path)],
      ['a folder', (path: string) => mkdirSync(path)],
    ])('%s', async (_, make) => {
      const folder = folderForTest();
      openLogFolder(folder).append('before');
      make(join(folder, '00000002.jsonl'));
      openLogFolder(folder).append('after');
      openLogFolder(folder).append('later');
      expect(await linesIn(folder)).toEqual(['before', 'after', 'later']);
      expect(readdirSync(folder)).toContain('00000003.jsonl');
    });
  },
);

test('the numbers of files may grow longer', async () => {
  const folder = folderForTest();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, '99999999.jsonl'), `${'x'.repeat(MIB)}\n`);
  openLogFolder(folder).append('next');
  expect((await linesIn(folder)).at(-1)).toBe('next');
  expect(readdirSync(folder)).toContain('100000000.jsonl');
});

describe.skipIf(!ON_POSIX)('cannot be written, and says so (needs POSIX)', () => {
  const refused = { errorName: 'unwritable-log' };

  test.each([
    ['a link to another folder', (folder: string) => symlinkSync(tempFolder(), folder)],
    ['a file', (folder: string) => writeFileSync(folder, 'x')],
    [
      'a folder that others can change',
      (folder: string) => {
        mkdirSync(folder);
        chmodSync(folder, 0o777);
      },
    ],
  ])('%s', (_, make) => {
    const folder = join(tempFolder(), 'log');
    make(folder);
    expect(() => openLogFolder(folder).append('x')).toThrow(expect.objectContaining(refused));
    // The reason stands within brackets.
    expect(() => openLogFolder(folder).append('x')).toThrow(/^(?!.*[.。]\)).*$/);
  });

  rootTest('a full disk: what was written before can be read', async () => {
    const disk = mountTmpfs('size=64k');
    const folder = join(disk, 'log');
    const log = openLogFolder(folder);
    log.append('{"before":1}');
    fill(join(disk, 'filler'));
    expect(() => {
      for (let count = 0; count < 100; count += 1) log.append('y'.repeat(1000));
    }).toThrow(expect.objectContaining(refused));
    rmSync(join(disk, 'filler'));
    const later = openLogFolder(folder);
    later.append('{"after":1}');
    later.close();
    const lines = await linesIn(folder);
    expect([lines.at(0), lines.at(-1)]).toEqual(['{"before":1}', '{"after":1}']);
  });

  test('a link in the place of the folder is not read either', async () => {
    const [elsewhere, folder] = [tempFolder(), join(tempFolder(), 'log')];
    writeFileSync(join(elsewhere, '00000001.jsonl'), 'theirs\n');
    symlinkSync(elsewhere, folder);
    expect(await linesIn(folder)).toEqual([]);
    expect(readFileSync(join(elsewhere, '00000001.jsonl'), 'utf8')).toBe('theirs\n');
  });
});
