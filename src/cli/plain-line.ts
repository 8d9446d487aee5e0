import { commandsNamed } from '../commands/one.ts';
import type { CommandSpec } from '../commands/spec.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../core/option.ts';
import { SHARED_OPTIONS } from '../core/shared-options.ts';

/** What was typed, read as it is declared. */
export interface Invocation {
  readonly spec: CommandSpec;
  readonly args: readonly string[];
  /** All options by the keys of their declarations; what was not typed and has no default is left out. */
  readonly options: Readonly<Record<string, unknown>>;
}

interface Line {
  readonly spec: CommandSpec;
  /** What stands behind the command's name. */
  readonly rest: readonly string[];
  readonly shared: Values;
}

type Values = Map<string, unknown>;

/**
 * Reads a command line that leaves nothing to say: a command, options that it has, each with a value that it takes, and no
 * more arguments than it takes. Undefined for all others, for help and for whatever looks odd: commander reads those, and
 * says what is wrong. Loading commander and declaring all commands to it takes longer than a short command's own work.
 * @param argv what was typed, without the program's name
 * @returns what commander would make of it (test/cli/plain-line.test.ts holds them against each other)
 */
export function plainLine(argv: readonly string[]): Invocation | undefined {
  const line = commandOf(argv);
  if (!line) return undefined;
  const { spec, rest, shared } = line;
  const own = placesOf(spec.options);
  const args: string[] = [];
  let leftOut = false;
  for (let index = 0; index < rest.length; ) {
    const word = rest[index] ?? '';
    if (isArgument(word)) {
      // Commander might take it for the value that an option was typed without.
      if (word === '' || leftOut) return undefined;
      args.push(word);
      index += 1;
      continue;
    }
    const read = optionAt(rest, index, spec.options, own) ?? optionAt(rest, index, SHARED_OPTIONS, shared);
    if (!read) return undefined;
    leftOut ||= read.isLeftOut;
    index += read.words;
  }
  if (!takes(spec, args.length)) return undefined;
  const options = [...own, ...shared].filter(([, value]) => value !== undefined);
  return { spec, args, options: Object.fromEntries(options) };
}

/** What has a value before anything is typed comes first: a default, or `--no-…`, which is undefined here until it is typed. */
function placesOf(options: readonly OptionDeclaration[]): Values {
  const isFirst = (option: OptionDeclaration) =>
    option.default !== undefined || longNameOf(option).startsWith('--no-');
  return new Map(options.filter(isFirst).map((option) => [optionKeyOf(option), option.default]));
}

/** The command's name, which may stand behind options that every command takes. */
function commandOf(argv: readonly string[]): Line | undefined {
  const shared = placesOf(SHARED_OPTIONS);
  let name = '';
  let known: readonly CommandSpec[] = [];
  for (let index = 0; index < argv.length; ) {
    const word = argv[index] ?? '';
    if (!isArgument(word)) {
      const read = optionAt(argv, index, SHARED_OPTIONS, shared);
      if (!read) return undefined;
      index += read.words;
      continue;
    }
    if (name === '') known = commandsNamed(word);
    name = `${name} ${word}`.trimStart();
    index += 1;
    const spec = known.find((each) => each.name === name);
    if (spec) return { spec, rest: argv.slice(index), shared };
    if (!known.some((each) => each.name.startsWith(`${name} `))) return undefined;
  }
  return undefined;
}

function isArgument(word: string): boolean {
  return !word.startsWith('-') || word === '-';
}

interface ReadOption {
  /** How many it takes of the line. */
  readonly words: number;
  /** It could have a value and was typed without. */
  readonly isLeftOut: boolean;
}

/** Puts an option's value among the values. Undefined where there is no such option, or its value is none. */
function optionAt(
  argv: readonly string[],
  index: number,
  options: readonly OptionDeclaration[],
  values: Values,
): ReadOption | undefined {
  const word = argv[index] ?? '';
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  const flag = equals < 0 ? word : word.slice(0, equals);
  const option = options.find((each) => longNameOf(each) === flag || each.flags.startsWith(`${flag}, `));
  if (!option) return undefined;
  const mayHave = /[<[]/.exec(option.flags)?.[0];
  const next = equals < 0 ? argv[index + 1] : word.slice(equals + 1);
  if (mayHave === undefined) {
    if (equals >= 0) return undefined;
    values.set(optionKeyOf(option), !flag.startsWith('--no-'));
    return { words: 1, isLeftOut: false };
  }
  const isGiven = next !== undefined && (equals >= 0 || isArgument(next));
  if (next === '' || (mayHave === '<' && !isGiven)) return undefined;
  const text = isGiven ? next : option.preset;
  const value = text === undefined ? true : readValue(option, String(text), values);
  if (value === undefined) return undefined;
  values.set(optionKeyOf(option), value);
  return { words: isGiven && equals < 0 ? 2 : 1, isLeftOut: !isGiven };
}

function readValue(option: OptionDeclaration, text: string, values: Values): unknown {
  return option.value ? option.value.read(text, values.get(optionKeyOf(option))) : text;
}

function takes({ args }: CommandSpec, count: number): boolean {
  const words = args.split(' ').filter((word) => word !== '');
  const least = words.filter((word) => word.startsWith('<')).length;
  const most = args.endsWith('...]') || args.endsWith('...>') ? Number.POSITIVE_INFINITY : words.length;
  return count >= least && count <= most;
}
