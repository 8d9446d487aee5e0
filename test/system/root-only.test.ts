import { chmodSync, chownSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyNotRootOnly } from '../../src/system/root-only.ts';
import { tempFolder } from '../support/temp-folder.ts';

const isPosix = process.platform !== 'win32';
const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;

test.skipIf(!isPosix)("what the system has is root's alone, links of its own on the way", () => {
  expect(whyNotRootOnly('/etc/passwd')).toBeUndefined();
});

test.skipIf(!isPosix || isRoot)('what another user made is not', () => {
  const file = join(realpathSync(tempFolder()), 'config.json');
  writeFileSync(file, '{}');
  expect(whyNotRootOnly(file)?.en).toContain('does not belong to root');
});

test.skipIf(!isPosix)('nothing is where root is somebody else', () => {
  expect(whyNotRootOnly('/etc/passwd', 1)).toEqual({
    ja: '/ の所有者が root ではありません',
    en: '/ does not belong to root',
  });
});

describe.skipIf(!isPosix || !isRoot)('as root (skipped without)', () => {
  /** A file in a folder in another one, in the system's folder for temporary files, which is sticky. */
  function made(): { outer: string; folder: string; file: string } {
    const outer = join(realpathSync(tempFolder()), 'outer');
    const folder = join(outer, 'cert-tool');
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const file = join(folder, 'config.json');
    writeFileSync(file, '{}', { mode: 0o644 });
    return { outer, folder, file };
  }

  test('a file of root’s counts, below a folder in which all may write but nobody takes away', () => {
    expect(whyNotRootOnly(made().file)).toBeUndefined();
  });

  test.each([
    ['the file of another', 'file', (path: string) => chownSync(path, NOBODY, 0), 'does not belong to root'],
    [
      'a folder of another',
      'folder',
      (path: string) => chownSync(path, NOBODY, 0),
      'does not belong to root',
    ],
    [
      'a folder above of another',
      'outer',
      (path: string) => chownSync(path, NOBODY, 0),
      'does not belong to root',
    ],
    ['a file that a group can write', 'file', (path: string) => chmodSync(path, 0o664), 'others than root'],
    ['a file that all can write', 'file', (path: string) => chmodSync(path, 0o646), 'others than root'],
    [
      'a folder that a group can write',
      'folder',
      (path: string) => chmodSync(path, 0o775),
      'others than root',
    ],
    [
      'a folder above that all can write',
      'outer',
      (path: string) => chmodSync(path, 0o777),
      'others than root',
    ],
    [
      'a file with the bit that only helps folders',
      'file',
      (path: string) => chmodSync(path, 0o1666),
      'others than root',
    ],
  ] as const)('%s does not', (_, what, change, words) => {
    const places = made();
    change(places[what]);
    const why = whyNotRootOnly(places.file);
    expect(why?.en).toContain(words);
    expect(why?.en).toContain(places[what]);
    expect(why?.ja).toContain(places[what]);
  });

  test('a link of root’s leads on; what it leads to is looked at, and each link on the way', () => {
    const { outer, folder, file } = made();
    const [first, second] = [join(outer, 'first.json'), join(outer, 'second')];
    symlinkSync('second/./config.json', first);
    symlinkSync('../outer/cert-tool', second);
    expect(whyNotRootOnly(first)).toBeUndefined();
    chmodSync(folder, 0o777);
    expect(whyNotRootOnly(first)?.en).toContain(folder);
    chmodSync(folder, 0o755);
    const bad = join(outer, 'bad');
    mkdirSync(bad);
    chownSync(bad, NOBODY, 0);
    rmSync(second);
    symlinkSync(join(bad, 'hop'), second);
    symlinkSync(folder, join(bad, 'hop'));
    expect(whyNotRootOnly(first)?.en).toContain(bad);
    expect(whyNotRootOnly(file)).toBeUndefined();
  });

  test('a loop of links ends', () => {
    const { folder } = made();
    symlinkSync('loop', join(folder, 'loop'));
    expect(whyNotRootOnly(join(folder, 'loop'))).toBeUndefined();
  });
});
