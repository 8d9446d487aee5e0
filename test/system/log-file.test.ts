import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLogFile } from '../../src/system/log-file.ts';
import { tempFolder } from '../support/temp-folder.ts';

const now = () => new Date('2026-06-01T00:00:00Z');

test('lines are appended', () => {
  const file = join(tempFolder(), 'log');
  writeFileSync(file, 'first\n');
  openLogFile(file, now)({ level: 'info' });
  expect(readFileSync(file, 'utf8')).toBe('first\n{"time":"2026-06-01T00:00:00.000Z","level":"info"}\n');
});

test.skipIf(process.platform === 'win32')('what is no regular file is refused at once', () => {
  const folder = tempFolder();
  const [pipe, link, dir] = ['pipe', 'link', 'dir'].map((name) => join(folder, name));
  execFileSync('mkfifo', [String(pipe)]);
  symlinkSync('/dev/null', String(link));
  mkdirSync(String(dir));
  for (const file of [pipe, link, dir, '/dev/null']) {
    expect(() => openLogFile(String(file), now)).toThrow(
      expect.objectContaining({ errorName: 'unwritable-log' }),
    );
  }
});
