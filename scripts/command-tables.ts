import { SECRET_OPTIONS } from '../src/commands/ask/options.ts';
import { COMMANDS } from '../src/commands/index.ts';
import { type CommandSpec, mayLogIn, type Need, type Needs } from '../src/commands/spec.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../src/core/option.ts';
import { SHARED_OPTIONS } from '../src/core/shared-options.ts';
import {
  COMMAND_WORDS,
  FOREIGN_VARIABLES,
  type OptionWords,
  SECRET_WORDS,
  SHARED_WORDS,
} from './option-words.ts';

/** All that the tables are made from. */
export interface Declarations {
  readonly commands: readonly CommandSpec[];
  readonly shared: readonly OptionDeclaration[];
  readonly secrets: readonly OptionDeclaration[];
}

export const DECLARED: Declarations = {
  commands: COMMANDS,
  shared: SHARED_OPTIONS,
  secrets: SECRET_OPTIONS,
};

/** Between these two lines a table stands; the first one names it. */
const PLACE = /^<!-- made by "npm run docs": (.+) -->\n[\s\S]*?^<!-- end -->$/gm;

/**
 * A page with its tables made anew.
 * @param page docs/commands.md
 * @throws Error when the page has no place for a table, or one for none, or there are words for no command
 */
export function withTables(page: string, declared: Declarations = DECLARED): string {
  const tables = tablesOf(declared);
  const places = [...page.matchAll(PLACE)].map(([, name = '']) => name);
  if (places.toSorted().join() !== [...tables.keys()].sort().join()) {
    throw new Error(
      `the page has places for ${places.join(', ')}; the tables are ${[...tables.keys()].join(', ')}`,
    );
  }
  return page.replace(
    PLACE,
    (_, name: string) => `<!-- made by "npm run docs": ${name} -->\n\n${tables.get(name)}\n\n<!-- end -->`,
  );
}

function tablesOf({ commands, shared, secrets }: Declarations): Map<string, string> {
  const names = commands.map(({ name }) => name);
  const unknown = Object.keys(COMMAND_WORDS).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`scripts/option-words.ts has words for ${unknown.join(', ')}`);
  return new Map([
    ['commands', commandTable(commands)],
    ['options on every command', sharedTable(shared)],
    ['options for secrets', secretTable(secrets)],
    ...commands.flatMap((spec) => {
      const own = ownOptions(spec, secrets);
      return own.length === 0 ? [] : [[`options of ${spec.name}`, ownTable(spec, own)] as const];
    }),
  ]);
}

function commandTable(commands: readonly CommandSpec[]): string {
  const rows = commands.map((spec) => [
    `[${code(`cert-tool ${spec.name} ${spec.args}`.trimEnd())}](#${spec.name.split(' ')[0]})`,
    spec.help.en,
    needsInWords(spec),
  ]);
  return table(['command', '', 'needs'], [...rows, HELP_COMMAND]);
}

/** What the program declares without a spec (src/cli/program.ts). */
const HELP_COMMAND = [
  code('cert-tool help [command]'),
  'how to use a command, as `--help` after it; `help environment`: the environment variables',
  'nothing',
];
const OPTIONS_OF_COMMANDER = [
  ['`-h`, `--help`', '', 'how to use the command'],
  [
    '`-V`, `--version`',
    '',
    'the version; with `--verbose` or `--json` Node, system and certificate store, too',
  ],
];

const NEEDS: Readonly<Record<Need, string>> = {
  nothing: 'nothing',
  bank: 'a bank',
  login: 'a login',
  proof: 'a login and the proof',
};

function needsInWords({ needs, options }: CommandSpec): string {
  const { default: always, with: added = {} } = typeof needs === 'string' ? { default: needs } : needs;
  const name = (key: string) => nameOf(key, options);
  const inWords = (need: NeedOrUnless) => {
    if (typeof need === 'string') return NEEDS[need];
    const { option, is } = need.unless;
    return `${NEEDS[need.need]}, unless ${code([name(option), ...(is ? [is] : [])].join(' '))}`;
  };
  const withOptions = Object.entries(added).flatMap(([key, need]) =>
    need === undefined ? [] : [`with ${code(name(key))} ${inWords(need)}`],
  );
  return [inWords(always), ...withOptions].join('; ');
}

type NeedOrUnless = Extract<Needs, { readonly default: unknown }>['default'];

function nameOf(key: string, options: readonly OptionDeclaration[]): string {
  const option = options.find((each) => optionKeyOf(each) === key);
  if (!option) throw new Error(`there is no option ${key}`);
  return longNameOf(option);
}

/** What a command takes besides the options for secrets. */
function ownOptions({ options }: CommandSpec, secrets: readonly OptionDeclaration[]): OptionDeclaration[] {
  return options.filter((option) => !secrets.some((secret) => optionKeyOf(secret) === optionKeyOf(option)));
}

function ownTable(spec: CommandSpec, own: readonly OptionDeclaration[]): string {
  const besides = mayLogIn(spec) ? ', besides [those for secrets](#secrets)' : '';
  const rows = own.map((option) => [flagsOf(option), meaningOf(option, COMMAND_WORDS[spec.name])]);
  return `Options of ${code(spec.name)}${besides}:\n\n${table(['option', 'meaning'], rows)}`;
}

function sharedTable(options: readonly OptionDeclaration[]): string {
  const rows = options.map((option) => [
    flagsOf(option),
    variablesOf(option).map(code).join(', '),
    meaningOf(option, SHARED_WORDS),
  ]);
  return table(['option', 'environment', 'meaning'], [...rows, ...OPTIONS_OF_COMMANDER]);
}

/** An option without a value is switched on by `1`. */
function variablesOf(option: OptionDeclaration): string[] {
  const { flags, variable } = option;
  const own = variable === undefined ? [] : [/[<[]/.test(flags) ? variable : `${variable}=1`];
  const foreign: Readonly<Record<string, readonly string[]>> = FOREIGN_VARIABLES;
  return [...own, ...(foreign[optionKeyOf(option)] ?? [])];
}

/** A variable holds the secret itself. */
function secretTable(options: readonly OptionDeclaration[]): string {
  const rows = options.map((option) => [
    flagsOf(option),
    option.variable === undefined ? '' : code(option.variable),
    meaningOf(option, SECRET_WORDS),
  ]);
  return table(['option', 'environment', 'meaning'], rows);
}

function flagsOf({ flags }: OptionDeclaration): string {
  return flags.split(', ').map(code).join(', ');
}

type WordsByKey = Readonly<Record<string, OptionWords>>;

/** The words beside the declaration or those of `--help`, then values and defaults as they are declared. */
function meaningOf(option: OptionDeclaration, words: WordsByKey = {}): string {
  const own = words[optionKeyOf(option)] ?? option.help.en;
  const { text, values = {} } = typeof own === 'string' ? { text: own } : own;
  const { value, default: byDefault, preset } = option;
  const choices = choicesOf(option, values);
  const notes = [
    ...(value && /^\d+–\d+$/.test(value.allowed) ? [value.allowed] : []),
    ...(byDefault === undefined ? [] : [`by default ${byDefault}`]),
    ...(preset === undefined ? [] : [`${preset} if left out`]),
  ];
  return `${text}${choices.length > 0 ? `: ${choices.join(', ')}` : ''}${notes.length > 0 ? `; ${notes.join(', ')}` : ''}`;
}

/** The values among which an option has its own, with what is to be said of them. */
function choicesOf({ value }: OptionDeclaration, remarks: Readonly<Record<string, string>>): string[] {
  const choices = value ? value.allowed.split(', ') : Object.keys(remarks);
  // A single one is a range or an example.
  if (choices.length < 2) return [];
  return choices.map((each) => {
    const shown = /^\d+$/.test(each) ? each : code(each);
    return remarks[each] === undefined ? shown : `${shown} (${remarks[each]})`;
  });
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `|${cells.map((each) => (each === '' ? ' ' : ` ${each.replaceAll('|', '\\|')} `)).join('|')}|`;
  return [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
