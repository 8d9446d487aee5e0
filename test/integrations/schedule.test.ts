import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scheduleFiles } from '../../scripts/schedule-files.ts';
import { onPath } from '../support/shells.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FOLDER = 'integrations/schedule';
const files = scheduleFiles();

test('the files are those that the program writes (npm run docs)', () => {
  const there = readdirSync(FOLDER).filter((name) => name !== 'README.md');
  expect(there.sort()).toEqual([...files.keys()].sort());
  for (const [name, content] of files) {
    expect(readFileSync(join(FOLDER, name)).equals(content), name).toBe(true);
  }
});

test('the task runs for everybody, without a window', () => {
  const xml = (files.get('cert-tool-remind.xml') ?? Buffer.alloc(0)).toString('utf16le');
  expect(xml.startsWith('\ufeff<?xml version="1.0" encoding="UTF-16"?>\r\n')).toBe(true);
  expect(xml).toContain('<Command>C:\\Windows\\System32\\conhost.exe</Command>');
  expect(xml).toContain(
    '<Arguments>--headless &quot;C:\\Program Files\\cert-tool\\cert-tool.exe&quot; remind run --scheduled --no-input</Arguments>',
  );
});

const analyze = onPath('systemd-analyze');

describe.skipIf(!analyze)(`by systemd-analyze${analyze ? '' : ' (not installed: skipped)'}`, () => {
  test('there is nothing to say of the units, where the program is there', () => {
    const folder = tempFolder();
    const program = join(folder, 'cert-tool');
    copyFileSync('/usr/bin/env', program);
    for (const [name, content] of files) {
      writeFileSync(join(folder, name), String(content).replace('/usr/bin/cert-tool', program));
    }
    const units = ['service', 'timer'].map((kind) => join(folder, `cert-tool-remind.${kind}`));
    const { status, stderr } = spawnSync(analyze ?? '', ['verify', '--user', '--man=no', ...units], {
      env: { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});
