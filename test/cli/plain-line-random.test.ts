import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Invocation, plainLine } from '../../src/cli/plain-line.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import type { CommandSpec } from '../../src/commands/spec.ts';
import { choicesOf, longNameOf, type OptionDeclaration } from '../../src/core/option.ts';
import { SHARED_OPTIONS } from '../../src/core/shared-options.ts';

/** All of them take a quarter of a minute. */
const LINES = process.env['THOROUGH'] ? 100_000 : 20_000;
const SEED = 20261128;

let read: Invocation | undefined;
const commander = buildProgram({
  language: 'en',
  version: '0',
  writeOut: () => {},
  bare: async () => {},
  run: async (invocation) => {
    read = invocation;
  },
});

/** What commander makes of a line; undefined where it has something to say. */
async function byCommander(argv: readonly string[]): Promise<Invocation | undefined> {
  read = undefined;
  await commander.parseAsync(argv, { from: 'user' }).catch(() => undefined);
  return read;
}

const VALUES = ['7', 'taro', 'renewable', 'https://bank.example', '-', '', '-7', '--json', 'a=b', 'login-id'];

function valueFor(option: OptionDeclaration): fc.Arbitrary<string> {
  return fc.constantFrom(...choicesOf(option), ...VALUES, '2048', '1b2c', 'maintenance', 'x.json');
}

/** An option as people type it, mostly with a value that it could have. */
function typed(option: OptionDeclaration): fc.Arbitrary<string[]> {
  const [, short] = /^(-\w),/.exec(option.flags) ?? [];
  const names = fc.constantFrom(longNameOf(option), ...(short ? [short] : []));
  const bare = names.map((name) => [name]);
  if (!/[<[]/.test(option.flags)) return bare;
  const apart = fc.tuple(names, valueFor(option)).map((words) => [...words]);
  const glued = fc.tuple(names, valueFor(option)).map((words) => [words.join('=')]);
  return fc.oneof({ weight: 6, arbitrary: apart }, { weight: 2, arbitrary: glued }, bare);
}

const odd = fc
  .constantFrom(
    ...[
      '--',
      '-qv',
      '-h',
      '--help',
      '-V',
      '--jsn',
      '--json=1',
      '--no-json',
      '--input',
      '-y1',
      '--lang=',
      'help',
    ],
  )
  .map((word) => [word]);
const word = fc.constantFrom('taro', 'list', 'users', '3', '-', '', 'now').map((text) => [text]);

function lineOf(spec: CommandSpec): fc.Arbitrary<string[]> {
  const shared = fc.constantFrom(...(SHARED_OPTIONS as readonly OptionDeclaration[])).chain(typed);
  const own =
    spec.options.length > 0
      ? fc.constantFrom(...(spec.options as readonly OptionDeclaration[])).chain(typed)
      : shared;
  const behind = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: shared },
      { weight: 6, arbitrary: own },
      { weight: 5, arbitrary: word },
      { weight: 1, arbitrary: odd },
    ),
    { maxLength: 5 },
  );
  const before = fc.array(fc.oneof({ weight: 8, arbitrary: shared }, own, odd, word), { maxLength: 1 });
  const between = fc.array(shared, { maxLength: 1 });
  const [first = '', ...others] = spec.name.split(' ');
  return fc
    .tuple(before, between, behind)
    .map(([ahead, inner, rest]) => [...ahead, [first], ...inner, others, ...rest].flat());
}

test('a line that is read without commander is read as commander would', async () => {
  let plain = 0;
  let whole = 0;
  const line = fc.constantFrom(...COMMANDS).chain(lineOf);
  await fc.assert(
    fc.asyncProperty(line, async (argv) => {
      const ours = plainLine(argv);
      const theirs = await byCommander(argv);
      if (theirs) whole += 1;
      if (!ours) return;
      plain += 1;
      expect(ours).toEqual(theirs);
      // They are logged in this order.
      expect(Object.keys(ours.options)).toEqual(Object.keys(theirs?.options ?? {}));
    }),
    { numRuns: LINES, seed: SEED },
  );
  // What it leaves to commander is little.
  expect(plain).toBeGreaterThan(LINES / 4);
  expect(plain / whole).toBeGreaterThan(0.7);
}, 120_000);

test.each([
  [['list']],
  [['list', '--json', '--check']],
  [['list', '--check', '14', '--store', 'file']],
  [['-q', 'renew', '--all', '-y', '--no-input']],
  [['issue', 'taro', '--credentials', '-', '--timeout=5']],
  [['sandbox', 'users', 'add', 'users.csv']],
  [['config', 'set', 'bank', 'https://bank.example']],
  [['explain', 'CT-3001']],
])('%j needs no commander', (argv) => {
  expect(plainLine(argv)).toBeDefined();
});

test.each([
  [[]],
  [['list', '--help']],
  [['list', '--sort', 'nothing']],
  [['lst']],
  [['sandbox']],
  [['issue', 'taro', 'jiro']],
  [['completion']],
  [['list', '-qy']],
  [['issue', '--', 'taro']],
])('%j is left to commander', (argv) => {
  expect(plainLine(argv)).toBeUndefined();
});
