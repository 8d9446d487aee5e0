import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { isInside } from '../../src/system/inside.ts';

test.each([
  ['/data', '/data', true],
  ['/data/logs', '/data', true],
  ['/data/..logs', '/data', true],
  ['/database', '/data', false],
  ['/', '/data', false],
  ['/other', '/data', false],
])('%s in %s: %s', (path, folder, isIn) => {
  expect(isInside(path, folder, posix)).toBe(isIn);
});

test.each([
  ['C:\\Users\\hanako\\AppData\\cert-tool', 'C:\\users\\hanako\\appdata', true],
  ['C:\\Users\\hanako', 'C:\\Users\\hanako\\AppData', false],
  ['D:\\logs', 'C:\\Users\\hanako', false],
  ['\\\\server\\share\\logs', 'C:\\Users\\hanako', false],
])('Windows: %s in %s: %s', (path, folder, isIn) => {
  expect(isInside(path, folder, win32)).toBe(isIn);
});
