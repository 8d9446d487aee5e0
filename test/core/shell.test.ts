import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { assignment, quoted, shellOf } from '../../src/core/shell.ts';

const NASTY = [
  'plain',
  '日本語',
  'a b',
  "it's",
  'a"b',
  '$HOME',
  '`id`',
  'a;b&c|d',
  '~/x',
  '*',
  '!x',
  '-dash',
  '',
  'back\\slash',
  '(x)',
  '#x',
];

describe.skipIf(process.platform === 'win32')('a word in quotes (needs a POSIX shell)', () => {
  test.each(NASTY)('%j comes through', (word) => {
    const out = execFileSync('/bin/sh', ['-c', `printf %s ${quoted(word, 'posix')}`], { encoding: 'utf8' });
    expect(out).toBe(word);
  });

  test.each(NASTY)('%j comes through as a variable', (word) => {
    const script = `${assignment('X', word, 'posix')}; printenv X`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(`${word}\n`);
  });
});

test.each([
  ['powershell', 'C:\\Users\\taro', 'C:\\Users\\taro'],
  ['powershell', 'C:\\my folder', "'C:\\my folder'"],
  ['powershell', "o'neil’s", "'o''neil’’s'"],
  ['powershell', '$env:x', "'$env:x'"],
  ['powershell', '@x', "'@x'"],
  ['cmd', 'C:\\Users\\taro', 'C:\\Users\\taro'],
  ['cmd', 'C:\\my folder\\', '"C:\\my folder\\\\"'],
  ['cmd', 'a&b', '"a&b"'],
  ['cmd', 'a"b', '"a\\"b"'],
] as const)('in %s %s is typed %s', (shell, word, typed) => {
  expect(quoted(word, shell)).toBe(typed);
});

test('a variable is set as the shell has it', () => {
  expect(assignment('A', 'https://x', 'posix')).toBe("export A='https://x'");
  expect(assignment('A', "C:\\o'neil", 'powershell')).toBe("$env:A = 'C:\\o''neil'");
  expect(assignment('A', 'C:\\my file', 'cmd')).toBe('set "A=C:\\my file"');
});

test.each([
  ['linux', {}, 'posix'],
  ['darwin', { PSModulePath: '/Users/taro/.local/share/powershell/Modules' }, 'posix'],
  ['win32', { PSModulePath: 'C:\\Program Files\\WindowsPowerShell\\Modules' }, 'cmd'],
  ['win32', { PSModulePath: 'C:\\Users\\taro\\Documents\\WindowsPowerShell\\Modules;C:\\x' }, 'powershell'],
  [
    'win32',
    { PSModulePath: 'C:\\Users\\taro\\OneDrive\\Documents\\PowerShell\\Modules;C:\\x' },
    'powershell',
  ],
  ['win32', { MSYSTEM: 'MINGW64' }, 'posix'],
  ['win32', {}, 'cmd'],
] as const)('on %s with %j it is %s', (platform, env, shell) => {
  expect(shellOf(platform, env)).toBe(shell);
});
