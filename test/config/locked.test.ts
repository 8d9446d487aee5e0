import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { overridden } from '../../src/config/locked.ts';
import type { ConfigFile } from '../../src/config/schema.ts';
import { resolveSettings } from '../../src/config/settings.ts';
import type { SharedOptions } from '../../src/core/shared-options.ts';
import type { Text } from '../../src/core/text.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const machine = vi.hoisted((): { folder: string; why?: Text | undefined } => ({ folder: '' }));
// Where the PC's own config lies only administrators may write.
vi.mock('../../src/system/paths.ts', async (original) => {
  const paths: typeof import('../../src/system/paths.ts') = await original();
  return {
    ...paths,
    appFolders: (...given: Parameters<typeof paths.appFolders>) => ({
      ...paths.appFolders(...given),
      machineConfig: machine.folder || '/nowhere',
    }),
  };
});
// Nor can tests make files of administrators everywhere.
vi.mock('../../src/system/machine-file.ts', () => ({
  lookAtMachineFile: async (path: string) => ({
    isThere: existsSync(path),
    ...(machine.why && { whyUnused: machine.why }),
  }),
}));
afterEach(() => {
  machine.why = undefined;
  machine.folder = '';
});

const BANK = 'https://bank.example';
const layers = (options: SharedOptions, env: NodeJS.ProcessEnv, machineFile: ConfigFile) => ({
  ...{ options, env, machine: machineFile },
  user: {},
});

describe('what the PC’s config overrides', () => {
  test.each<[string, SharedOptions, NodeJS.ProcessEnv, ConfigFile, [string, string][]]>([
    ['an option', { bank: 'https://x.example' }, {}, { bank: BANK, locked: ['bank'] }, [['--bank', 'bank']]],
    [
      'a variable',
      {},
      { CERT_TOOL_STORE: 'nss' },
      { store: 'file', locked: ['store'] },
      [['CERT_TOOL_STORE', 'store']],
    ],
    [
      'both of a setting',
      { lang: 'en' },
      { CERT_TOOL_LANG: 'en' },
      { lang: 'ja', locked: ['lang'] },
      [
        ['--lang', 'lang'],
        ['CERT_TOOL_LANG', 'lang'],
      ],
    ],
    ['a profile', { profile: 'a' }, {}, { profile: 'b', locked: ['profile'] }, [['--profile', 'profile']]],
    [
      'a profile beside a locked bank',
      {},
      { CERT_TOOL_PROFILE: 'a' },
      { bank: BANK, locked: ['bank'] },
      [['CERT_TOOL_PROFILE', 'bank']],
    ],
    [
      'what is locked without a value',
      { caFile: 'x.pem' },
      {},
      { locked: ['caFile'] },
      [['--ca-file', 'caFile']],
    ],
    ['a number', { timeout: '5' }, {}, { timeout: 60, locked: ['timeout'] }, [['--timeout', 'timeout']]],
    [
      'nothing that says the same',
      { bank: 'bank.example/', timeout: '60' },
      {},
      { bank: BANK, timeout: 60, locked: ['bank', 'timeout'] },
      [],
    ],
    ['nothing that is not locked', { bank: 'https://x.example' }, {}, { bank: BANK }, []],
    [
      'no address that is none, but as one',
      { bank: 'http://x' },
      {},
      { bank: BANK, locked: ['bank'] },
      [['--bank', 'bank']],
    ],
  ])('%s', (_name, options, env, machineFile, expected) => {
    const found = overridden(layers(options, env, machineFile));
    expect(found.map(({ place, setting }) => [place, setting])).toEqual(expected);
  });
});

test('a profile of the user’s does not lead around a CA that is locked, with a value or without', () => {
  const profiles = { a: { bank: BANK, caFile: '/own.pem' } };
  const caFileWith = (machineFile: ConfigFile) =>
    resolveSettings({ options: {}, env: {}, user: { profile: 'a', profiles }, machine: machineFile }, 'en')
      .caFile;
  expect(caFileWith({})).toBe('/own.pem');
  expect(caFileWith({ caFile: '/pc.pem', locked: ['caFile'] })).toBe('/pc.pem');
  expect(caFileWith({ locked: ['caFile'] })).toBeUndefined();
  const ofPc = { a: { caFile: '/kyoto.pem' } };
  expect(caFileWith({ profiles: ofPc, locked: ['caFile'] })).toBe('/kyoto.pem');
});

test('an option that is overridden contradicts no other one', () => {
  const locked = { store: 'file', locked: ['store', 'nssProfile'] } as const;
  const options = { nssProfile: '/p', storeDir: '/d', store: 'nss' };
  expect(resolveSettings(layers(options, {}, locked), 'en')).toMatchObject({ store: 'file', storeDir: '/d' });
});

test.each([
  ['ja', '注意: --bank は使用されません。'],
  ['en', 'Warning: --bank is not used'],
] as const)('it is a warning that names file and setting: %s', async (lang, words) => {
  machine.folder = tempFolder();
  const file = join(machine.folder, 'config.json');
  writeFileSync(file, JSON.stringify({ bank: BANK, locked: ['bank'] }));
  const args = [
    'list',
    '--check',
    '--bank',
    'https://x.example',
    '--lang',
    lang,
    '--json',
    '--store',
    'file',
  ];
  const { stdout, stderr } = await runInProcess(args, { env: { CERT_TOOL_HOME: tempFolder() } });
  const { warnings, error } = JSON.parse(stdout);
  expect(warnings).toEqual([{ message: expect.stringContaining(words) }]);
  expect(warnings[0].message).toContain(file);
  expect(warnings[0].message).toMatch(/[「"]bank[」"]/);
  expect(stderr).toContain(warnings[0].message);
  // What does nothing is not suggested either.
  expect(error.hint).not.toContain('x.example');
});

test('"locked" in the user’s own file is warned of', async () => {
  machine.folder = tempFolder();
  const home = join(tempFolder(), 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'config.json'), '{"locked":["bank"]}');
  const { exitCode, stdout } = await runInProcess(['explain', 'CT-3001', '--json', '--lang', 'en'], {
    env: { CERT_TOOL_HOME: home },
  });
  expect(exitCode).toBe(0);
  const [{ message }] = JSON.parse(stdout).warnings;
  expect(message).toContain(join(home, 'config.json'));
  expect(message).toContain(join(machine.folder, 'config.json'));
});

test.each(['ja', 'en'] as const)(
  'a file that others can change sets and locks nothing, and is warned of: %s',
  async (lang) => {
    machine.folder = tempFolder();
    machine.why = { ja: '理由', en: 'a reason' };
    const file = join(machine.folder, 'config.json');
    writeFileSync(file, JSON.stringify({ bank: BANK, bnak: 1, timeout: 5, locked: ['bank'] }));
    const args = ['config', 'show', '--bank', 'https://x.example', '--lang', lang, '--json'];
    const { exitCode, stdout } = await runInProcess(args, { env: { CERT_TOOL_HOME: tempFolder() } });
    const { warnings, settings } = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(warnings).toEqual([{ message: expect.stringContaining(file) }]);
    expect(warnings[0].message).toContain(machine.why[lang]);
    expect(settings).toContainEqual({
      name: 'bank',
      value: 'https://x.example',
      from: 'option',
      place: '--bank',
      isLocked: false,
    });
    expect(settings).toContainEqual({ name: 'timeout', value: 30, from: 'default', isLocked: false });
  },
);
