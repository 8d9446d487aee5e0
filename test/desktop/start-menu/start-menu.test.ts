import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { desktopEntryText } from '../../../src/desktop/start-menu/desktop-entry.ts';
import type { StartMenuPlace } from '../../../src/desktop/start-menu/place.ts';
import { startMenuOf } from '../../../src/desktop/start-menu/start-menu.ts';
import { linkOf } from '../../../src/desktop/start-menu/windows.ts';
import { PYTHON, pythonMissing } from '../../support/python.ts';
import { onPath } from '../../support/shells.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { TASK } from '../scheduler/tasks.ts';

let home: string;
let place: StartMenuPlace;
beforeEach(() => {
  home = tempFolder();
  const { signal } = new AbortController();
  place = { platform: 'linux', env: { HOME: home }, home, name: 'cert-tool', signal };
});

const LINUX_ONLY = process.platform === 'win32' ? ' (needs POSIX, skipped)' : '';

describe.skipIf(LINUX_ONLY !== '')(`on Linux${LINUX_ONLY}`, () => {
  test('the entry comes, is replaced, and goes', async () => {
    const menu = startMenuOf(place);
    expect(await menu.find()).toBeUndefined();
    expect(await menu.remove()).toBeUndefined();
    const file = join(home, '.local/share/applications/cert-tool.desktop');
    expect(await menu.install(TASK.line)).toBe(file);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(await menu.install({ ...TASK.line, program: '/other' })).toBe(file);
    expect(readFileSync(file, 'utf8')).toContain('/other');
    expect(await menu.find()).toBe(file);
    expect(await menu.remove()).toBe(file);
    expect(existsSync(file)).toBe(false);
  });

  test('XDG_DATA_HOME counts', async () => {
    const data = join(home, 'data');
    const menu = startMenuOf({ ...place, env: { XDG_DATA_HOME: data } });
    expect(await menu.install(TASK.line)).toBe(join(data, 'applications/cert-tool.desktop'));
  });

  test('what cannot be written is told by name', async () => {
    mkdirSync(join(home, '.local'));
    writeFileSync(join(home, '.local', 'share'), '');
    await expect(startMenuOf(place).install(TASK.line)).rejects.toMatchObject({ errorName: 'not-set-up' });
  });
});

const validate = onPath('desktop-file-validate');

test.skipIf(!validate)(
  `desktop-file-validate is content${validate ? '' : ' (not installed: skipped)'}`,
  () => {
    const file = join(tempFolder(), 'x.desktop');
    writeFileSync(file, desktopEntryText(TASK.line));
    const { status, stdout, stderr } = spawnSync(validate ?? '', [file], { encoding: 'utf8' });
    expect([status, stdout + stderr]).toEqual([0, '']);
    writeFileSync(file, desktopEntryText(TASK.line).replace('Terminal=true', 'Terminal=yes'));
    expect(spawnSync(validate ?? '', [file]).status).not.toBe(0);
  },
);

const noGlib = pythonMissing('gi.repository.GLib');

describe.skipIf(noGlib)(`as GLib reads it${noGlib ? ' (needs python3-gi: skipped)' : ''}`, () => {
  test('the command is the very words', () => {
    const file = join(tempFolder(), 'x.desktop');
    writeFileSync(file, desktopEntryText(TASK.line));
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', READ, file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { program, args, variables } = TASK.line;
    const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const shell = ['/bin/sh', '-c', '"$0" "$@" || read -r line'];
    expect(JSON.parse(stdout)).toEqual(['/usr/bin/env', ...set, ...shell, program, ...args]);
  });

  test('it starts the program, and waits only where that failed', () => {
    const words = desktopEntryText({
      program: '/bin/sh',
      args: ['-c', 'echo "$0"; exit 3', 'a b'],
      variables: {},
    });
    const file = join(tempFolder(), 'x.desktop');
    writeFileSync(file, words);
    const { stdout } = spawnSync(PYTHON, ['-c', READ, file], { encoding: 'utf8' });
    const [shell = '', ...args]: string[] = JSON.parse(stdout);
    expect(spawnSync(shell, args, { input: '\n', encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: 'a b\n',
    });
  });
});

const READ = `
import json, sys
from gi.repository import GLib
file = GLib.KeyFile()
file.load_from_file(sys.argv[1], GLib.KeyFileFlags.NONE)
_, words = GLib.shell_parse_argv(file.get_string("Desktop Entry", "Exec"))
print(json.dumps([word.replace("%%", "%") for word in words]))
`;

describe('on Windows', () => {
  test('a window that stays open where the program failed', () => {
    const line = { program: 'C:\\Program Files\\nodejs\\node.exe', args: ['C:\\a b.cjs', '--lang=ja'] };
    const env = { SystemRoot: 'C:\\Windows' };
    expect(linkOf('C:\\x.lnk', { ...line, variables: {} }, env)).toEqual({
      file: 'C:\\x.lnk',
      target: 'C:\\Windows\\System32\\cmd.exe',
      args: '/d /v:off /s /c ""C:\\Program Files\\nodejs\\node.exe" "C:\\a b.cjs" "--lang=ja" || pause"',
      description: 'クライアント証明書 / client certificates',
    });
    expect(linkOf('x', { ...line, variables: { CERT_TOOL_HOME: 'C:\\a & b' } }, env).args).toContain(
      '/s /c "set "CERT_TOOL_HOME=C:\\a & b"&& "C:\\Program Files',
    );
  });
});

test('macOS has none, which is said', async () => {
  const menu = startMenuOf({ ...place, platform: 'darwin' });
  await expect(menu.install(TASK.line)).rejects.toMatchObject({ errorName: 'not-set-up' });
  expect([await menu.find(), await menu.remove()]).toEqual([undefined, undefined]);
});
