import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { appFolders } from '../../src/system/paths.ts';
import { buildChildScript } from '../support/child-script.ts';
import { tempFolder } from '../support/temp-folder.ts';

const windows = { APPDATA: 'C:\\U\\t\\Roam', LOCALAPPDATA: 'C:\\U\\t\\Loc', ProgramData: 'D:\\PD' };

test.each([
  [
    'linux',
    {},
    '/home/t',
    {
      config: '/home/t/.config/cert-tool',
      machineConfig: '/etc/cert-tool',
      data: '/home/t/.local/share/cert-tool',
    },
  ],
  [
    'linux',
    { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d' },
    '/home/t',
    {
      config: '/c/cert-tool',
      machineConfig: '/etc/cert-tool',
      data: '/d/cert-tool',
    },
  ],
  [
    'linux',
    { XDG_CONFIG_HOME: 'relative', XDG_DATA_HOME: '' },
    '/home/t',
    {
      config: '/home/t/.config/cert-tool',
      machineConfig: '/etc/cert-tool',
      data: '/home/t/.local/share/cert-tool',
    },
  ],
  [
    'linux',
    { CERT_TOOL_HOME: '/x/../y/' },
    '/home/t',
    { config: '/y', machineConfig: '/etc/cert-tool', data: '/y' },
  ],
  [
    'linux',
    { CERT_TOOL_HOME: '' },
    '/h',
    {
      config: '/h/.config/cert-tool',
      machineConfig: '/etc/cert-tool',
      data: '/h/.local/share/cert-tool',
    },
  ],
  [
    'darwin',
    {},
    '/Users/t',
    {
      config: '/Users/t/Library/Application Support/cert-tool',
      machineConfig: '/Library/Application Support/cert-tool',
      data: '/Users/t/Library/Application Support/cert-tool',
    },
  ],
  [
    'win32',
    windows,
    'C:\\U\\t',
    {
      config: 'C:\\U\\t\\Roam\\cert-tool',
      machineConfig: 'D:\\PD\\cert-tool',
      data: 'C:\\U\\t\\Loc\\cert-tool',
    },
  ],
  [
    'win32',
    {},
    'C:\\U\\t',
    {
      config: 'C:\\U\\t\\AppData\\Roaming\\cert-tool',
      machineConfig: 'C:\\ProgramData\\cert-tool',
      data: 'C:\\U\\t\\AppData\\Local\\cert-tool',
    },
  ],
] as const)('%s %o', (platform, env, home, expected) => {
  expect(appFolders(platform, env, home)).toEqual(expected);
});

test('CERT_TOOL_HOME on Windows', () => {
  const folders = appFolders('win32', { CERT_TOOL_HOME: 'E:/work\\rehearsal' }, 'C:\\U\\t');
  expect(folders).toMatchObject({ data: 'E:\\work\\rehearsal', machineConfig: 'C:\\ProgramData\\cert-tool' });
});

test.each([
  ['linux', 'x', 'not absolute'],
  ['linux', './x', 'not absolute'],
  ['linux', 'C:\\x', 'not absolute'],
  ['linux', '~', '"~"'],
  ['linux', '~/x', '"~"'],
  ['linux', '~hanako/x', '"~"'],
  ['linux', '$HOME/x', '"$HOME"'],
  ['linux', '/x/%USERPROFILE%', '"%USERPROFILE%"'],
  ['win32', '%LOCALAPPDATA%\\x', '"%LOCALAPPDATA%"'],
  ['win32', '%ProgramFiles(x86)%', '"%ProgramFiles(x86)%"'],
  ['win32', '$env:LOCALAPPDATA\\x', '"$env:LOCALAPPDATA"'],
  ['win32', '\\x', 'not absolute'],
  ['win32', 'C:x', 'not absolute'],
] as const)('%s: CERT_TOOL_HOME=%s is refused', (platform, home, words) => {
  const refused = () => appFolders(platform, { CERT_TOOL_HOME: home }, '/h');
  expect(refused).toThrow(expect.objectContaining({ errorName: 'unusable-path' }));
  expect(refused).toThrow(words);
});

test.each([
  ['linux', '/x/~y/100%/a%b'],
  ['win32', '\\\\server\\home$\\hanako'],
  ['win32', 'C:\\PROGRA~1\\x'],
] as const)('%s: CERT_TOOL_HOME=%s is taken', (platform, home) => {
  expect(appFolders(platform, { CERT_TOOL_HOME: home }, '/h').data).toBe(home);
});

test.skipIf(process.platform === 'win32')('a path from a working folder that is gone', async () => {
  const script = await buildChildScript('system/gone-child.ts', tempFolder());
  expect(execFileSync(process.execPath, [script]).toString()).toBe('unusable-path,/x');
});
