import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeCache, shipCode } from '../../src/system/code-cache.ts';

const SOURCE = 'globalThis.__answer = (() => 40 + 2)();';
const FILE = 'program.cjs';
const hashes = { [FILE]: 'ab'.repeat(32) };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'code-cache-'));
  mkdirSync(path.join(folder, 'data'), { mode: 0o700 });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('of the user', () => {
  it('is kept once the program ends, and used by the next run', () => {
    expect(run()).toEqual({ used: false, unused: [] });
    expect(files()).toHaveLength(1);
    expect(run()).toEqual({ used: true, unused: [] });
  });

  it('makes no data folder', () => {
    rmSync(path.join(folder, 'data'), { recursive: true });
    run();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[string, (file: string) => void, RegExp]>([
    ['changed by a byte', (file) => writeFileSync(file, flipped(readFileSync(file))), /damaged/],
    ['cut', (file) => writeFileSync(file, readFileSync(file).subarray(0, 100)), /damaged/],
    ['empty', (file) => writeFileSync(file, ''), /damaged/],
    ['what others can write to', (file) => chmodSync(file, 0o622), /not this user's alone/],
    [
      'a link',
      (file) => {
        writeFileSync(`${folder}/elsewhere`, readFileSync(file));
        rmSync(file);
        symlinkSync(`${folder}/elsewhere`, file);
      },
      /not this user's alone/,
    ],
    [
      'a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      /not this user's alone/,
    ],
  ])('is not used, and told, where it is %s', (_, change, reason) => {
    run();
    change(only());
    const { used, unused } = run();
    expect(used).toBe(false);
    expect(unused).toEqual([expect.stringMatching(reason)]);
    expect(unused[0]).toContain(folder);
  });

  it('is made anew where it was damaged', () => {
    run();
    writeFileSync(only(), 'damaged');
    run();
    expect(run()).toEqual({ used: true, unused: [] });
  });

  it('is not that of another file, nor of one that has changed', () => {
    run();
    expect(run({ [FILE]: 'cd'.repeat(32) })).toEqual({ used: false, unused: [] });
    expect(run({})).toEqual({ used: false, unused: [] });
    expect(files()).toHaveLength(2);
  });

  it('is told where the engine does not take it', () => {
    run();
    const { used, unused } = run(hashes, `${SOURCE} // longer`);
    expect({ used, unused }).toEqual({ used: false, unused: [expect.stringMatching(/does not take it/)] });
  });

  it('is not kept in a folder that others can write to, or a link', () => {
    mkdirSync(path.join(folder, 'data', 'code'));
    chmodSync(path.join(folder, 'data', 'code'), 0o777);
    run();
    expect(files()).toEqual([]);
    rmSync(path.join(folder, 'data', 'code'), { recursive: true });
    mkdirSync(path.join(folder, 'other'));
    symlinkSync(path.join(folder, 'other'), path.join(folder, 'data', 'code'));
    run();
    expect(readdirSync(path.join(folder, 'other'))).toEqual([]);
  });

  it('is for nobody else to read, and leaves no other file', () => {
    run();
    expect(files().every((name) => name.endsWith('.bin'))).toBe(true);
  });

  it('goes where there is too much of it, the oldest first', () => {
    for (let number = 0; number < 60; number += 1) run({ [FILE]: String(number).padStart(64, '0') });
    expect(files()).toHaveLength(40);
    expect(run({ [FILE]: '59'.padStart(64, '0') }).used).toBe(true);
  });
});

describe('that comes with the program', () => {
  it('is used, and nothing is kept besides', () => {
    shipCode(path.join(folder, 'shipped'), hashes, new Map([[FILE, new Script(SOURCE)]]));
    expect(run()).toEqual({ used: true, unused: [] });
    expect(run({ ...hashes, 'other.cjs': 'ef'.repeat(32) }, SOURCE, 'other.cjs')).toEqual({
      used: false,
      unused: [],
    });
    expect(readdirSync(path.join(folder, 'data'))).toEqual([]);
  });
});

function run(known: Readonly<Record<string, string>> = hashes, source = SOURCE, file = FILE) {
  const cache = codeCache({
    shipped: path.join(folder, 'shipped'),
    own: () => path.join(folder, 'data', 'code'),
    hashes: known,
  });
  const cachedData = cache.read(file);
  const script = new Script(source, cachedData && { cachedData });
  cache.loaded(file, script);
  script.runInThisContext();
  cache.keep();
  const used = cachedData !== undefined && script.cachedDataRejected === false;
  return { used, unused: cache.unused.map(({ en }) => en) };
}

function files(): string[] {
  try {
    return readdirSync(path.join(folder, 'data', 'code'));
  } catch {
    return [];
  }
}

function only(): string {
  const [name = ''] = files();
  return path.join(folder, 'data', 'code', name);
}

function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[40] = (changed[40] ?? 0) ^ 1;
  return changed;
}
