import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Text } from '../../../src/core/text.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const machine = vi.hoisted((): { folder: string; why?: Text | undefined } => ({ folder: '' }));
// Where the PC's own config lies only administrators may write, and it counts only there.
vi.mock('../../../src/system/paths.ts', async (original) => {
  const paths: typeof import('../../../src/system/paths.ts') = await original();
  return {
    ...paths,
    appFolders: (...given: Parameters<typeof paths.appFolders>) => ({
      ...paths.appFolders(...given),
      machineConfig: machine.folder,
    }),
  };
});
vi.mock('../../../src/system/machine-file.ts', () => ({
  lookAtMachineFile: async (path: string) => ({
    isThere: existsSync(path),
    ...(machine.why && { whyUnused: machine.why }),
  }),
}));

let home = '';
let file = '';
beforeEach(() => {
  home = join(tempFolder(), 'home');
  file = join(home, 'config.json');
  machine.folder = tempFolder();
});
afterEach(() => {
  machine.why = undefined;
});

function has(path: string, config: object | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
}
const machineFile = () => join(machine.folder, 'config.json');

async function run(args: readonly string[], options: Partial<RunInProcess> = {}) {
  return runInProcess(args, { ...options, env: { CERT_TOOL_HOME: home, ...options.env } });
}

async function json(args: readonly string[], options: Partial<RunInProcess> = {}) {
  const { exitCode, stdout, stderr } = await run([...args, '--json'], options);
  return { exitCode, stderr, ...JSON.parse(stdout) };
}

describe('config show', () => {
  test('each setting with its value and place; locked ones are said, secrets are not', async () => {
    has(file, { timeout: 5, lang: 'ja', deviceLabel: '経理課' });
    has(machineFile(), { store: 'file', lang: 'en', locked: ['lang', 'caFile'] });
    const given = ['--bank', 'bank.example', '--store-dir', 'https://taro:Geheim77@x/'];
    const env = { CERT_TOOL_PASSWORD: 'Geheim88' };
    const { stdout } = await run(['config', 'show', ...given], { env });
    const rows = stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows).toContainEqual(['bank', 'https://bank.example', '--bank']);
    expect(rows).toContainEqual(['timeout', '5', file]);
    expect(rows).toContainEqual(['store', 'file', `${machineFile()} (this PC's)`]);
    expect(rows).toContainEqual(['lang', 'en', `${machineFile()} (this PC's) (locked)`]);
    expect(rows).toContainEqual(['caFile', '-', 'not set (locked)']);
    expect(rows).toContainEqual(['remember', 'true', 'default']);
    expect(rows).toContainEqual(['deviceLabel', '経理課', file]);
    expect(rows).toContainEqual(['storeDir', 'https://********@x/', '--store-dir']);
    expect(stdout).not.toMatch(/Geheim/);
    const { settings } = await json(['config', 'show', ...given], { env });
    expect(JSON.stringify(settings)).not.toMatch(/Geheim/);
    expect(settings).toContainEqual({
      ...{ name: 'lang', value: 'en', from: 'machine', place: machineFile(), isLocked: true },
    });
  });

  test('on a narrow terminal in blocks', async () => {
    const { stdout } = await run(['config', 'show'], { columns: 40 });
    expect(stdout).toContain('Setting  bank\n');
  });

  test('a file that cannot be used is named', async () => {
    has(file, '{');
    const { exitCode, error } = await json(['config', 'show']);
    expect([exitCode, error.name]).toEqual([2, 'invalid-config']);
    expect(error.message).toContain(file);
  });

  test('with the practice bank no other is', async () => {
    has(file, { bank: 'https://bank.example' });
    const { sandbox, settings } = await json(['config', 'show'], { env: { CERT_TOOL_SANDBOX: '1' } });
    expect(sandbox).toBe(true);
    expect(settings[0]).toEqual({ name: 'bank', from: 'default', isLocked: false });
  });
});

describe('config path', () => {
  const user = (more: object) => ({ owner: 'user', path: file, ...more });
  const pc = (more: object) => ({ owner: 'machine', path: machineFile(), ...more });

  test('both files, there or not', async () => {
    const absent = { exists: false, counts: false };
    expect((await json(['config', 'path'])).files).toEqual([user(absent), pc(absent)]);
    const { stdout } = await run(['config', 'path', '--lang', 'ja']);
    expect(stdout).toContain(`${file}(ありません)`);
    has(file, {});
    has(machineFile(), {});
    const present = { exists: true, counts: true };
    expect((await json(['config', 'path'])).files).toEqual([user(present), pc(present)]);
  });

  test('those that do not count, and why', async () => {
    has(file, '{');
    has(machineFile(), { lang: 'ja' });
    machine.why = { ja: '理由', en: 'the reason' };
    const { exitCode, files, warnings } = await json(['config', 'path', '--lang', 'en']);
    expect(exitCode).toBe(0);
    expect(files).toEqual([
      user({ exists: true, counts: false, error: expect.objectContaining({ name: 'invalid-config' }) }),
      pc({ exists: true, counts: false }),
    ]);
    expect(warnings.map(({ message }: { message: string }) => message).join()).toContain('the reason');
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'CT-2004', name: 'invalid-config' }));
    const { stdout, stderr } = await run(['config', 'path', '--lang', 'en']);
    expect(stdout).toContain(`${machineFile()} (not used)`);
    expect(stderr).toContain('Warning CT-2004: The config file');
  });
});

describe('a value that no command can use', () => {
  test.each<[string, object, string]>([
    ['a profile that there is not', { profile: 'a' }, 'profile: '],
    ['a path that nothing expands', { storeDir: '~/x' }, 'storeDir ('],
    ['a program whose path nothing expands', { hooks: { installed: ['/%TEMP%/x'] } }, 'hooks.installed ('],
  ])('%s is told with its file and its name', async (_, config, setting) => {
    for (const [place, owner] of [
      [file, 'user'],
      [machineFile(), 'machine'],
    ] as const) {
      has(file, {});
      has(machineFile(), {});
      has(place, config);
      const { message } = (await json(['list', '--lang', 'en'])).error;
      expect(message).toContain(place);
      expect(message).toContain(setting);
      const { files } = await json(['config', 'path', '--lang', 'en']);
      const found = files.filter(({ error }: { error?: object }) => error);
      expect(found).toEqual([
        expect.objectContaining({ owner, counts: false, error: expect.objectContaining({ message }) }),
      ]);
    }
  });
});

test.skipIf(process.platform !== 'linux')('a place that cannot be looked at is unreadable', async () => {
  const env = { CERT_TOOL_HOME: '', XDG_CONFIG_HOME: `/${'a'.repeat(300)}`, XDG_DATA_HOME: home };
  expect((await json(['list'], { env })).error.name).toBe('unreadable-file');
  const { exitCode, files } = await json(['config', 'path'], { env });
  expect([exitCode, files[0].error.name]).toEqual([0, 'unreadable-file']);
});

describe('config init', () => {
  test('writes a file once', async () => {
    const first = await json(['config', 'init', '--bank', 'bank.example']);
    expect(first).toMatchObject({
      exitCode: 0,
      ok: true,
      file,
      schemaFile: join(home, 'config.schema.json'),
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      $schema: './config.schema.json',
      $comment: expect.any(String),
      bank: 'https://bank.example',
    });
    const { exitCode, error } = await json(['config', 'init', '--bank', 'other.example']);
    expect([exitCode, error.name]).toEqual([2, 'invalid-option']);
    expect(readFileSync(file, 'utf8')).toContain('https://bank.example');
  });

  test('goes with what uninstall takes away', async () => {
    await json(['config', 'init']);
    expect((await json(['uninstall', '--yes'])).exitCode).toBe(0);
    expect(existsSync(home)).toBe(false);
  });
});

describe('config set', () => {
  test('sets a value, which holds from now on', async () => {
    expect(await json(['config', 'set', 'timeout', '６０'])).toMatchObject({
      ...{ exitCode: 0, ok: true, name: 'timeout', value: 60, file, changed: true },
      holds: { name: 'timeout', value: 60, from: 'user', place: file, isLocked: false },
    });
    const { stdout } = await run(['config', 'set', 'lang', 'ja']);
    expect(stdout).toBe(`lang is now ja in ${file}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ timeout: 60, lang: 'ja' });
  });

  const profile = { profile: 'a', profiles: { a: { bank: 'https://b.example' } } };
  const a = { bank: 'https://a.example' };
  test.each<[string, readonly string[], RegExp, { user?: object; pc?: object; env?: NodeJS.ProcessEnv }]>([
    ['a variable counts', ['store', 'file'], /CERT_TOOL_STORE/, { env: { CERT_TOOL_STORE: 'nss' } }],
    ['it is locked', ['lang', 'en'], /"lang"/, { pc: { lang: 'en', locked: ['lang'] } }],
    ['it is locked without a value', ['caFile', '/ca.pem'], /"caFile"/, { pc: { locked: ['caFile'] } }],
    [
      'no profile of the user’s counts',
      ['profiles.a.bank', 'a.example'],
      /locks "bank"/,
      { pc: { locked: ['bank'] } },
    ],
    ['what holds it is locked', ['remove.archive', 'true'], /locks "remove"/, { pc: { locked: ['remove'] } }],
    [
      'a profile of the PC’s counts',
      ['profiles.a.bank', 'a.example'],
      /config\.json/,
      { pc: { profiles: profile.profiles } },
    ],
    ['a profile counts', ['bank', 'a.example'], /profiles\.a/, { user: profile }],
    [
      'its bank is another one',
      ['loginPage', 'a.example'],
      /loginPage/,
      { user: a, pc: { bank: 'https://b.example', locked: ['bank'] } },
    ],
  ])('warns where %s', async (_, words, warning, { user, pc, env = {} }) => {
    if (user) has(file, user);
    if (pc) has(machineFile(), pc);
    const { exitCode, warnings } = await json(['config', 'set', ...words, '--lang', 'en'], { env });
    expect([exitCode, warnings]).toEqual([0, [{ message: expect.stringMatching(warning) }]]);
    expect(warnings[0].message).toMatch(/not used|from being used/);
  });

  test('words that begin with a dash stand behind two of them', async () => {
    const program = process.platform === 'win32' ? 'C:\\hook.exe' : '/hook';
    await run(['config', 'set', 'hooks.installed', '--', program, '--quiet']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ hooks: { installed: [program, '--quiet'] } });
  });

  test.each(['ja', 'en'] as const)(
    'a name that is none is refused with the nearest one: %s',
    async (lang) => {
      const { exitCode, error } = await json(['config', 'set', 'bnak', 'x.example', '--lang', lang]);
      expect([exitCode, error.name]).toEqual([2, 'invalid-option']);
      expect(error.message).toMatch(lang === 'ja' ? /bnak.*もしかして: bank/ : /bnak.*did you mean bank\?/);
      expect(error.hint).toContain('cert-tool config set --help');
      expect(existsSync(file)).toBe(false);
    },
  );
});

describe('config unset', () => {
  test('takes a value away, and says what holds instead', async () => {
    has(file, { lang: 'ja', timeout: 5 });
    has(machineFile(), { timeout: 9 });
    const { stdout, stderr } = await run(['config', 'unset', 'timeout', '--lang', 'en']);
    expect(stdout).toBe(`Took timeout out of ${file}\n`);
    expect(stderr).toContain(`It is now 9 (${machineFile()} (this PC's))`);
    expect(await json(['config', 'unset', 'timeout'])).toMatchObject({ ok: true, changed: false });
    expect(readFileSync(file, 'utf8')).toBe('{"lang":"ja"}');
  });

  test('puts a file right that keeps every command from running', async () => {
    has(file, { profile: 'a', bnak: 1 });
    expect((await json(['list'])).error.name).toBe('invalid-config');
    expect((await json(['config', 'unset', 'bnak'])).exitCode).toBe(0);
    expect((await json(['list'])).error.name).toBe('invalid-config');
    expect((await json(['config', 'unset', 'profile'])).exitCode).toBe(0);
    expect((await json(['config', 'show'])).exitCode).toBe(0);
  });
});
