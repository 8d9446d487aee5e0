import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { openLinesFile } from '../../src/system/lines-file.ts';
import { makeFifo } from '../support/fifo.ts';
import { fill, mountTmpfs, rootTest } from '../support/small-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const posixTest = test.skipIf(process.platform === 'win32');
const NAMES = ['row', 'time'];

let folder: string;
let path: string;

beforeEach(() => {
  folder = tempFolder();
  path = join(folder, 'results.jsonl');
});

const text = () => readFileSync(path, 'utf8');

/** Opens it, appends these values and closes it. */
function append(...values: object[]): void {
  const file = openLinesFile(path, NAMES);
  for (const value of values) file.write(value);
  file.close();
}

/** What is said of a file that is refused. */
function refusal(work: () => void): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    expect(error.errorName).toBe('unwritable-results');
    return messageOf(error, 'en');
  }
  return 'none';
}

describe('lines', () => {
  test('are there as soon as they are written, one each', () => {
    const file = openLinesFile(path, NAMES);
    expect(text()).toBe('');
    file.write({ row: 2, loginId: '太郎\n' });
    expect(text()).toBe('{"row":2,"loginId":"太郎\\n"}\n');
    file.write({ row: 3 });
    expect(text()).toBe('{"row":2,"loginId":"太郎\\n"}\n{"row":3}\n');
    file.close();
  });

  test('of later runs are appended', () => {
    append({ row: 2 });
    append({ time: 'x' }, { row: 4 });
    append();
    expect(text()).toBe('{"row":2}\n{"time":"x"}\n{"row":4}\n');
  });

  test('of two runs at once do not overwrite each other', () => {
    const [one, other] = [openLinesFile(path, NAMES), openLinesFile(path, NAMES)];
    one.write({ row: 2 });
    other.write({ row: 3 });
    one.write({ row: 4 });
    for (const file of [one, other]) file.close();
    expect(text()).toBe('{"row":2}\n{"row":3}\n{"row":4}\n');
  });

  test('are written whole, however long', () => {
    const loginId = 'あ'.repeat(500_000);
    append({ row: 2, loginId });
    expect(JSON.parse(text())).toEqual({ row: 2, loginId });
  });

  test('go to an absolute path', () => {
    const file = openLinesFile(relative(process.cwd(), path), NAMES);
    file.close();
    expect(file.path).toBe(path);
  });
});

posixTest('a new file is for its owner alone, one that is there stays as it is', () => {
  append({ row: 2 });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const given = join(folder, 'given');
  writeFileSync(given, '', { mode: 0o644 });
  openLinesFile(given, NAMES).close();
  expect(statSync(given).mode & 0o777).toBe(0o644);
});

describe('after a kill', () => {
  test.each(['{"row":3,"logi', '{"row":3}', '{', '{"ti'])(
    'what is left (%s) becomes a line of its own',
    (left) => {
      append({ row: 2 });
      appendFileSync(path, left);
      append({ row: 4 });
      expect(text()).toBe(`{"row":2}\n${left}\n{"row":4}\n`);
    },
  );

  test('what is left of the very first line does, too', () => {
    const left = '{"row":2,"logi';
    writeFileSync(path, left);
    append({ row: 4 });
    append({ row: 5 });
    expect(text()).toBe(`${left}\n{"row":4}\n{"row":5}\n`);
  });
});

describe('is refused, and left as it was', () => {
  test.each([
    ['a list of users', 'loginId,password\ntaro,p\n'],
    ['a list of users in JSON lines', '{"loginId":"taro","password":"p"}\n'],
    ['a list of users below an empty line', '\nloginId,password\ntaro,p\n'],
    ['a document', '{\n  "ok": true\n}\n'],
    ['a list of documents', '[{"row":2}]\n'],
    ['a file with a byte order mark', '\uFEFF{"row":2}\n'],
    ['a spreadsheet', 'PK\u0003\u0004'],
    ['a number', '2'],
  ])('%s', (_, given) => {
    writeFileSync(path, given);
    expect(refusal(() => append({ row: 2 }))).toContain(
      `${path} (it holds something other than results (JSON lines))`,
    );
    expect(text()).toBe(given);
  });

  test('a folder', () => {
    mkdirSync(path);
    expect(refusal(() => append())).toContain(`${path} (`);
  });

  test('a file in a folder that is not there', () => {
    rmSync(folder, { recursive: true });
    expect(refusal(() => append())).toContain(`${path} (ENOENT)`);
  });

  posixTest('what is no ordinary file, at once', () => {
    symlinkSync('/dev/null', path);
    const pipe = makeFifo(join(folder, 'pipe'));
    for (const given of [pipe, path, '/dev/null']) {
      expect(refusal(() => openLinesFile(given, NAMES))).toContain(`${given} (it is no ordinary file)`);
    }
  });
});

describe('a full disk', () => {
  rootTest('is told of, though a piece of the line still finds room', () => {
    const disk = mountTmpfs('size=64k');
    path = join(disk, 'results.jsonl');
    const file = openLinesFile(path, NAMES);
    file.write({ row: 2 });
    fill(join(disk, 'other'));
    const long = { row: 3, loginId: 'x'.repeat(100_000) };
    expect(refusal(() => file.write(long))).toContain(`${path} (ENOSPC)`);
    file.close();
    expect(text()).toMatch(/^\{"row":2\}\n\{"row":3,"loginId":"x+$/);
    // The next run, with room again.
    rmSync(join(disk, 'other'));
    append({ row: 3 });
    expect(text()).toMatch(/^\{"row":2\}\n\{"row":3,"loginId":"x+\n\{"row":3\}\n$/);
  });

  rootTest('is told of when the file is opened, where a piece must be ended first', () => {
    const disk = mountTmpfs('size=64k');
    path = join(disk, 'results.jsonl');
    writeFileSync(path, `{"row":2,"loginId":"${'x'.repeat(4096 - 20)}`);
    expect(statSync(path).size).toBe(4096);
    fill(join(disk, 'other'));
    expect(refusal(() => openLinesFile(path, NAMES))).toContain(`${path} (ENOSPC)`);
  });
});
