import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mendRights } from '../../src/system/mend-rights.ts';
import { rootTest } from '../support/small-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const posixTest = test.skipIf(process.platform === 'win32');
const modeOf = (path: string) => statSync(path).mode & 0o777;

function openFolder() {
  const folder = tempFolder();
  const inner = join(folder, 'store');
  const file = join(inner, 'key.pem');
  mkdirSync(inner);
  writeFileSync(file, 'x');
  chmodSync(folder, 0o777);
  chmodSync(inner, 0o755);
  chmodSync(file, 0o644);
  return { folder, inner, file };
}

posixTest('what others may do is taken away, what the user may do stays', () => {
  const { folder, inner, file } = openFolder();
  expect(mendRights(folder).sort()).toEqual([folder, inner, file].sort());
  expect([folder, inner, file].map(modeOf)).toEqual([0o700, 0o700, 0o600]);
  expect(mendRights(folder)).toEqual([]);
});

posixTest('a link keeps all as it is', () => {
  const { folder, inner, file } = openFolder();
  symlinkSync(tempFolder(), join(inner, 'link'));
  expect(() => mendRights(folder)).toThrow(expect.objectContaining({ errorName: 'store-unsafe' }));
  expect([folder, inner, file].map(modeOf)).toEqual([0o777, 0o755, 0o644]);
});

rootTest('so does another user’s file', () => {
  const { folder, inner, file } = openFolder();
  execFileSync('chown', ['65534', file]);
  expect(() => mendRights(folder)).toThrow(expect.objectContaining({ errorName: 'store-unsafe' }));
  expect([folder, inner].map(modeOf)).toEqual([0o777, 0o755]);
});

test('a folder that is not there', () => {
  expect(mendRights(join(tempFolder(), 'nothing'))).toEqual([]);
});
