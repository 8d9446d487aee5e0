import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { catalogue, type ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError } from '../../src/core/error.ts';
import { messages } from '../../src/ui/messages/index.ts';
import { type RunInProcess, type RunResult, runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const SECRET = 'Kx7-geheim-Qw9';
const LONG = 'a'.repeat(10_000);
const HOSTILE = [
  '',
  ' ',
  'a\0b',
  'a\nb',
  '💥',
  '\u001b[31mred\u202e',
  LONG,
  '-1',
  '1e9',
  'NaN',
  '../..',
  'http://[',
  '$(x)',
  `https://taro:${SECRET}@bank.example.jp/`,
  `http://taro:${SECRET}@bank.example.jp/`,
  `https://taro:${SECRET}@[`,
  '--json',
  '__proto__',
  'constructor',
];
const PLACEHOLDERS = new RegExp(
  [...Object.values(catalogue), ...Object.values(messages).map((message) => ({ message, remedy: message }))]
    .flatMap(({ message, remedy }) => [message, remedy].flatMap(({ ja, en }) => [ja, en]))
    .flatMap((text) => text.match(/\{\w+\}/g) ?? [])
    .filter((placeholder, index, all) => all.indexOf(placeholder) === index)
    .join('|'),
);

const CODES = new Set<string>(Object.values(catalogue).map(({ code }) => code));

let root: string;
let cwd: string;
let home: string;
const before = { cwd: process.cwd(), home: process.env['HOME'] };

beforeAll(() => {
  root = makeTempFolder();
  home = join(root, 'own-home');
  cwd = join(root, 'a', 'b', 'c');
  for (const folder of [cwd, home, join(root, 'user-home')]) mkdirSync(folder, { recursive: true });
  process.env['HOME'] = join(root, 'user-home');
  process.chdir(cwd);
});

afterAll(() => {
  process.chdir(before.cwd);
  if (before.home === undefined) delete process.env['HOME'];
  else process.env['HOME'] = before.home;
  const left = readdirSync(join(root, 'user-home'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const beside = readdirSync(root).sort();
  rmSync(root, { recursive: true, force: true });
  // Where CERT_TOOL_HOME is empty, the log alone goes to the usual place.
  expect(left.filter((file) => !/[/\\]cert-tool[/\\]log[/\\]\d{8}\.jsonl$/.test(file))).toEqual([]);
  expect(beside).toEqual(['a', 'own-home', 'user-home']);
});

const LANGUAGES = ['ja', 'en'] as const;
const isThorough = process.env['THOROUGH'] === '1';

/**
 * The languages in which a value is given: they take turns, so that each command and each value meet both. Both for all
 * with `THOROUGH=1`.
 */
const languagesFor = (turn: number) => (isThorough ? LANGUAGES : [LANGUAGES[turn % 2] ?? 'ja']);

/** Commands that would serve for long, or need a practice bank, end once everything is composed. */
const stopped = () => ({
  now: () => {
    throw new CertToolError('cancelled');
  },
});

async function run(argv: readonly string[], options: Partial<RunInProcess> = {}): Promise<RunResult> {
  const env = options.env ?? { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1', CERT_TOOL_LANG: 'en' };
  // What the commands for the settings write is not for the others: they would ask the bank that it names.
  const ofSettings = argv.includes('config') && { CERT_TOOL_HOME: join(home, 'of-settings') };
  // What all the others log would be read again and again.
  const ofLog = argv[0] === 'log' && { CERT_TOOL_HOME: join(home, 'of-log') };
  const result = await runInProcess(argv, { ...options, env: { ...env, ...ofSettings, ...ofLog } });
  expectDecent(result, argv);
  return result;
}

function expectDecent(result: RunResult, argv: readonly string[]): void {
  const faults = faultsOf(result, argv);
  if (faults.length === 0) return;
  const { exitCode, stdout, stderr } = result;
  const shown = `${JSON.stringify(argv).slice(0, 300)} → ${exitCode}\n${stderr.slice(0, 600)}\n${stdout.slice(0, 300)}`;
  expect(faults, shown).toEqual([]);
}

/** What is wrong with an answer. Plain conditions: a dozen assertions for each of ten thousand answers take a minute. */
function faultsOf({ exitCode, stdout, stderr }: RunResult, argv: readonly string[]): string[] {
  const output = stdout + stderr;
  const isVerbose = argv.includes('--verbose');
  const faults = [
    // Technical causes are for --verbose alone.
    !isVerbose && /\bat .*[\w/]+\.(?:ts|js|cjs):\d+/.test(output) && 'a stack',
    output.includes(SECRET) && 'a secret',
    /undefined|\[object/.test(output) && 'a value that is none',
    /[\p{Cc}\p{Cf}]/u.test(stderr.replaceAll('\n', '')) && 'a control character',
    ...(exitCode === 0 || exitCode === 8 ? [] : errorFaultsOf({ exitCode, stdout, stderr }, argv)),
  ];
  return faults.filter((fault) => fault !== false);
}

function errorFaultsOf({ exitCode, stdout, stderr }: RunResult, argv: readonly string[]) {
  const [, code] = /(?:Error|エラー) (CT-\d+): \S/.exec(stderr) ?? [];
  const isJson = argv.at(-1) === '--json' && !expectsValue(argv.at(-2) ?? '');
  return [
    exitCode === 1 && 'an error that was not foreseen',
    (code === undefined || !CODES.has(code)) && `no code of the catalogue: ${code}`,
    PLACEHOLDERS.test(stderr) && 'a placeholder',
    stderr.trim().split('\n').length < 2 && 'no remedy',
    isJson && !isErrorDocument(JSON.parse(stdout), code, exitCode) && 'another document',
  ];
}

/** Whether it tells the same as the screen. */
function isErrorDocument(document: unknown, code: string | undefined, exitCode: number): boolean {
  const { ok, error } = document as { ok: unknown; error: Record<string, unknown> };
  const hasWords = [error['message'], error['hint']].every((text) => typeof text === 'string' && text !== '');
  const isSame = error['code'] === code && error['exitCode'] === exitCode;
  return ok === false && isSame && hasWords && catalogue[error['name'] as ErrorName].code === code;
}

function commandsOf(
  command: Command,
  path: readonly string[] = [],
): { path: string[]; options: readonly Option[] }[] {
  return [
    { path: [...path], options: command.options },
    ...command.commands.flatMap((each) => commandsOf(each, [...path, each.name()])),
  ];
}

const expectsValue = (word: string) =>
  tree.some(({ options }) =>
    options.some(({ required, long, short }) => required && [long, short].includes(word)),
  );

const tree = commandsOf(buildProgram({ language: 'en', version: '0', run: async () => {} }));
const RUNNING = ['issue', 'list', 'explain'];
/** Without one `explain` lists all codes each time, which takes long. */
const USUAL_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  issue: ['user1'],
  explain: ['CT-3001'],
};

/**
 * `issue` runs against a bank that nobody serves; a command of the practice bank ends before it starts one, `doctor` before it
 * looks at this PC.
 */
const endOf = ([name = '', sub]: readonly string[]): Partial<RunInProcess> => {
  if (name === 'sandbox' && sub) {
    const practiceBank = new Proxy({} as never, { get: stopped().now });
    return { alter: () => ({ practiceBank }) };
  }
  if (name === 'doctor') return { alter: () => ({ examination: stopped().now }) };
  // It would go on following.
  if (name === 'log') return { alter: () => ({ wait: stopped().now }) };
  if (name !== 'issue') return {};
  return {
    alter: (deps) => ({
      openBank: async () => {
        throw new CertToolError(deps.settings.bank ? 'connection-refused' : 'no-bank', {
          params: { host: '127.0.0.1:1' },
        });
      },
    }),
  };
};

describe('a secret', () => {
  const SECRETS = [
    ['--otp', SECRET],
    [`--otp=${SECRET}`],
    [`-p${SECRET}`],
    [`--password=${SECRET}`],
    ['--password', SECRET],
    [`--otpp=${SECRET}`],
    ['--otp', SECRET, '--key-size', '1'],
    ['--otp', SECRET, '--bank', 'x'],
    ['--otp', SECRET, '--timeout', 'x'],
    ['--otp', SECRET, 'surplus', 'surplus'],
    ['--otp', SECRET, '--credentials', 'missing.json'],
    ['--otp', SECRET, '--bank', 'https://127.0.0.1:1', '--verbose'],
  ];

  for (const words of SECRETS) {
    test(`is not repeated for ${words.join(' ').replaceAll(SECRET, '…')}`, async () => {
      for (const path of tree.map(({ path }) => path)) {
        await run([...path, ...words, '--verbose'], endOf(path));
        await run([...path, ...words, '--json'], endOf(path));
      }
    });
  }

  test('of the environment is not repeated', async () => {
    const env = {
      CERT_TOOL_HOME: home,
      CERT_TOOL_NO_INPUT: '1',
      CERT_TOOL_LOGIN_ID: 'user1',
      CERT_TOOL_PASSWORD: SECRET,
      CERT_TOOL_OTP: SECRET,
      CERT_TOOL_CONFIRMATION_PASSWORD: SECRET,
    };
    for (const { path } of tree) {
      await run([...path, '--verbose', '--bank', 'https://127.0.0.1:1'], { env, ...endOf(path) });
      await run([...path, '--nothing'], { env, ...endOf(path) });
    }
  });
});

describe('the environment', () => {
  const VARIABLES = [
    'BANK',
    'PROFILE',
    'SANDBOX',
    'STORE',
    'HOME',
    'NO_INPUT',
    'LANG',
    'LOG_FILE',
    'LOGIN_ID',
    'PASSWORD',
    'OTP',
    'CONFIRMATION_PASSWORD',
  ].map((name) => `CERT_TOOL_${name}`);
  const OTHERS = ['NO_COLOR', 'FORCE_COLOR', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'LC_ALL', 'LANG'];

  for (const variable of [...VARIABLES, ...OTHERS]) {
    test(variable, async () => {
      for (const value of HOSTILE.filter((each) => !each.includes('\0'))) {
        const env = { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1', [variable]: value };
        for (const argv of [
          ['issue', 'user1'],
          ['issue'],
          ['list'],
          ['list', '--check'],
          ['explain', '3001'],
        ]) {
          await run([...argv, '--lang', 'ja'], { env, ...endOf(argv) });
          await run([...argv, '--json'], { env, ...endOf(argv) });
        }
      }
    });
  }
});

describe('every option of every command', () => {
  test('the tree holds every command', () => {
    expect(tree.map(({ path }) => path.join(' '))).toEqual(
      expect.arrayContaining(['', ...RUNNING, 'sandbox start', 'sandbox reset']),
    );
    expect(tree.flatMap(({ options }) => options).length).toBeGreaterThan(100);
  });

  for (const { path, options } of tree) {
    describe(path.join(' ') || 'the program', () => {
      for (const option of options) {
        const name = option.long ?? option.short ?? '';
        test(name, async () => {
          const base = name === '--login-id' ? path : [...path, ...(USUAL_ARGUMENTS[path.join()] ?? [])];
          const values = option.required || option.optional ? HOSTILE : [];
          for (const [index, value] of values.entries()) {
            for (const language of languagesFor(index + name.length)) {
              const argv = name === '--lang' ? [] : ['--lang', language];
              await run([...base, ...argv, name, value], endOf(path));
              await run([...base, ...argv, `${name}=${value}`, '--json'], endOf(path));
            }
          }
          await run([...base, name], endOf(path));
          await run([...base, name, '--json'], endOf(path));
          await run([...base, name, name, name], endOf(path));
          await run([name, ...base], endOf(path));
        });
      }

      test('surplus arguments, unknown options and commands', async () => {
        for (const [index, value] of HOSTILE.entries()) {
          for (const language of languagesFor(index + path.join().length)) {
            await run([...path, value, '--lang', language], endOf(path));
            await run([...path, value, value, value, '--lang', language, '--json'], endOf(path));
            await run([...path, `--${value}`, '--lang', language], endOf(path));
            await run([...path, `--nothing=${value}`, '--lang', language], endOf(path));
            await run([...path, '--', value, '--lang', language], endOf(path));
          }
        }
      });
    });
  }
});
