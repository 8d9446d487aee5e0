import type { Command } from 'commander';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Invocation } from '../../src/cli/plain-line.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const run = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runInProcess(argv, { env: { CERT_TOOL_HOME: tempFolder(), ...env } });

function paths(command: Command, path: readonly string[] = []): string[][] {
  return [[...path], ...command.commands.flatMap((each) => paths(each, [...path, each.name()]))];
}

const all = paths(buildProgram({ language: 'en', version: '0', run: async () => {} }));
const JAPANESE = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;

describe('the help', () => {
  for (const path of all) {
    test(`of ${path.join(' ') || 'the program'} is all in the language`, async () => {
      const ja = await run([...path, '--help', '--lang', 'ja']);
      const en = await run([...path, '--help', '--lang', 'en']);
      for (const { exitCode, stderr } of [ja, en])
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(en.stdout).not.toMatch(JAPANESE);
      // Every option and command has its description in Japanese.
      for (const line of ja.stdout.split('\n').filter((each) => /^ {2}\S/.test(each))) {
        expect(line).toMatch(JAPANESE);
      }
      expect(ja.stdout).not.toMatch(/Usage|Options|Commands|Arguments|default|display|show (?:this|how)/);
      for (const option of path.at(-1) === 'help'
        ? []
        : ['--bank', '--json', '--lang', '--log-file', '--timeout', '--no-color']) {
        expect(ja.stdout).toContain(option);
        expect(en.stdout).toContain(option);
      }
    });
  }

  test.each([60, 80])('fits %d columns, and nothing but a terminal limits it', async (columns) => {
    for (const path of all) {
      for (const lang of ['ja', 'en']) {
        const argv = [...path, '--help', '--lang', lang];
        const { stdout } = await runInProcess(argv, { env: { CERT_TOOL_HOME: tempFolder() }, columns });
        for (const line of stdout.split('\n')) {
          expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
          expect(line).not.toMatch(/^ *[、。」)]/);
        }
        const piped = (await run(argv)).stdout;
        expect(piped.replace(/\s/g, '')).toBe(stdout.replace(/\s/g, ''));
        expect(piped).not.toMatch(/^ {5,}\S/m);
      }
    }
  });

  test('is the same by each way to it', async () => {
    const usual = (await run(['issue', '--help'])).stdout;
    expect(usual).toContain('Usage: cert-tool issue');
    for (const argv of [
      ['help', 'issue'],
      ['issue', '-h'],
      ['--no-color', 'issue', '--help'],
      ['issue', 'user1', '--help'],
      ['--help', 'issue'],
      ['-vh', 'issue', '--key-size', 'x'],
      ['--lang', 'en', '--help', '--quiet', 'issue', 'user1'],
    ]) {
      const { exitCode, stdout } = await run(argv);
      expect(exitCode, argv.join(' ')).toBe(0);
      expect(stdout, argv.join(' ')).toBe(usual);
    }
    const start = (await run(['help', 'sandbox', 'start'])).stdout;
    expect(start).toContain('--port');
    expect((await run(['--help', 'sandbox', 'start'])).stdout).toBe(start);
    expect((await run(['sandbox', '--help', 'start'])).stdout).toBe(start);
    expect((await run(['help', 'help'])).stdout).toMatch(/^Usage: cert-tool help /);
    expect((await run(['help'])).stdout).toBe((await run(['--help'])).stdout);
    expect((await run([])).stdout).toBe((await run(['--help'])).stdout);
  });

  test('of a command that does not exist is an error', async () => {
    expect(await run(['help', 'nothing'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await run(['help', 'sandbox', 'nothing'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await run(['nothing', '--help'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await run(['--help', 'nothing'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await run(['sandbox', 'nothing', '--help'])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('of a command that only holds others is its help', async () => {
    const { exitCode, stdout, stderr } = await run(['sandbox']);
    expect(stdout + stderr).toContain('unlock');
    expect(exitCode === 0 || exitCode === 2).toBe(true);
  });
});

test.each([['--version'], ['-V']])('%s prints the version alone', async (word) => {
  expect(await run([word])).toEqual({ exitCode: 0, stdout: '0.0.0-test\n', stderr: '' });
});

describe('what was typed', () => {
  async function parse(argv: readonly string[]): Promise<Invocation> {
    let seen: Invocation | undefined;
    const program = buildProgram({
      language: 'en',
      version: '0',
      run: async (invocation) => {
        seen = invocation;
      },
    });
    await program.parseAsync(argv, { from: 'user' });
    if (!seen) throw new Error('nothing ran');
    return seen;
  }

  test.each<[string[], string, readonly string[], Record<string, unknown>]>([
    [['issue'], 'issue', [], { keySize: 2048 }],
    [['issue', 'user1', '--key-size', '4096'], 'issue', ['user1'], { keySize: 4096 }],
    [['issue', '--', '-dash'], 'issue', ['-dash'], { keySize: 2048 }],
    [['--json', 'list'], 'list', [], { json: true }],
    [['--lang', 'ja', 'list', '--lang', 'en'], 'list', [], { lang: 'en' }],
    [['list', '--lang', 'en', '--lang', 'ja'], 'list', [], { lang: 'ja' }],
    [['list', '--no-input', '--no-color'], 'list', [], { input: false, color: false }],
    [['--no-input', 'list'], 'list', [], { input: false }],
    [['list', '-qy'], 'list', [], { quiet: true, yes: true }],
    [['list', '--check'], 'list', [], { check: 'renewable' }],
    [['list', '--check', '7'], 'list', [], { check: 7 }],
    [['list', '--check', '--json'], 'list', [], { check: 'renewable', json: true }],
    [['list', '--expiring=0'], 'list', [], { expiring: 0 }],
    [['explain'], 'explain', [], {}],
    [['explain', '3001'], 'explain', ['3001'], {}],
    [
      ['--sandbox', 'sandbox', '--json', 'unlock', 'x'],
      'sandbox unlock',
      ['x'],
      { sandbox: true, json: true },
    ],
  ])('%j', async (argv, command, args, options) => {
    const { spec, ...typed } = await parse(argv);
    expect({ command: spec.name, ...typed }).toEqual({ command, args, options });
  });
});

describe('a mistake', () => {
  test.each([
    [['list', '--nothing', '--json']],
    [['--json', 'list', '--nothing']],
    [['list', '--sort', 'colour', '--json']],
    [['nothing', '--json']],
    [['issue', 'a', 'b', '--json']],
    [['list', '--json', '--timeout', 'x']],
    [['sandbox', 'unlock', '--json']],
    [['sandbox', 'nothing', '--json']],
    [['list', '--json', '--sort']],
  ])('%j with --json is the error document', async (argv) => {
    const { exitCode, stdout } = await run(argv, { CERT_TOOL_LANG: 'ja' });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { exitCode: 2, hint: expect.any(String) } });
  });

  test('suggests what was meant, and whose help to read', async () => {
    const { stderr } = await run(['list', '--jsno']);
    expect(stderr).toContain('did you mean --json?');
    expect(stderr).toContain('cert-tool list --help');
    expect((await run(['list', '--jsno', '--lang', 'ja'])).stderr).toContain('もしかして: --json');
    expect((await run(['lsit'])).stderr).toMatch(/CT-20\d\d.*lsit/);
  });

  test.each([
    [['isue'], 'issue'],
    [['renwe', 'taro'], 'renew'],
    [['isue', 'taro', '--check-bank'], 'issue'],
    [['version'], '--version'],
    [['help', 'isue'], 'issue'],
    [['hlep'], 'help'],
    [['environment'], 'help environment'],
    [['envrionment'], 'help environment'],
    [['--help', 'environment'], 'help environment'],
    [['help', 'envrionment'], 'environment'],
    [['help', 'environment', 'x'], 'help environment'],
    [['lsit', '--help'], 'list'],
    [['sandbox', 'inof'], 'info'],
    [['sandbox', 'strat', '--portal-port', '0'], 'start'],
    [['sandbox', 'users', 'ad', 'x.csv'], 'add'],
    [['sandbox', 'help', 'inof'], 'info'],
    [['help', 'sandbox', 'inof'], 'info'],
    [['list', '--store', 'fil'], 'file'],
    [['list', '--lang', 'jp'], 'ja'],
    [['list', '--sort', 'expire'], 'expires'],
    [['issue', '--key-size', '2084'], '2048'],
    [['sandbox', 'start', '--fault', 'slwo'], 'slow'],
  ])('%j: suggests %s', async (argv, meant) => {
    const en = await run(argv, { LANG: 'C' });
    expect([en.exitCode, en.stdout]).toEqual([2, '']);
    expect(en.stderr).toContain(`(did you mean ${meant}?)`);
    expect((await run(argv, { LANG: 'ja_JP.UTF-8' })).stderr).toContain(`(もしかして: ${meant})`);
  });

  test('in a variable gets a suggestion, too', async () => {
    expect((await run(['list'], { CERT_TOOL_STORE: 'fil' })).stderr).toContain('did you mean file?');
    expect((await run(['list'], { CERT_TOOL_LANG: 'jp' })).stderr).toContain('did you mean ja?');
  });

  test('names the whole command', async () => {
    expect((await run(['help', 'sandbox', 'nothing'])).stderr).toContain('"cert-tool sandbox --help"');
    expect((await run(['sandbox', 'nothing', '--x'])).stderr).toContain('no command nothing');
    expect((await run(['--nothing'])).stderr).toContain('"cert-tool --help"');
    expect((await run(['--lang', 'en', 'list', '--nothing'])).stderr).toContain('"cert-tool list --help"');
    expect((await run(['sandbox', 'start', '--port', 'x'])).stderr).toContain(
      'cert-tool sandbox start --help',
    );
  });

  test('speaks the language that was asked for, wherever it stands', async () => {
    for (const argv of [
      ['--lang', 'ja', 'list', '--nothing'],
      ['list', '--nothing', '--lang=ja'],
      ['list', '--nothing', '--lang', 'ja'],
    ]) {
      expect((await run(argv)).stderr).toContain('エラー CT-2001');
    }
    const locales: [NodeJS.ProcessEnv, string][] = [
      [{ LANG: 'ja_JP.UTF-8' }, 'エラー'],
      [{ LANG: 'ja' }, 'エラー'],
      [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }, 'Error'],
      [{ LANG: 'de_DE.UTF-8' }, 'Error'],
      [{ LANG: 'de_DE.UTF-8', CERT_TOOL_LANG: 'ja' }, 'エラー'],
    ];
    for (const [env, word] of locales) expect((await run(['list', '--nothing'], env)).stderr).toContain(word);
  });
});
