import { SECRET_OPTIONS } from '../src/commands/ask/options.ts';
import { COMMANDS } from '../src/commands/index.ts';
import { type CommandSpec, mayLogIn, type Needs } from '../src/commands/spec.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../src/core/option.ts';
import { SHARED_OPTIONS } from '../src/core/shared-options.ts';
import type { Language, Text } from '../src/core/text.ts';
import { COMMAND_WORDS } from './option-words.ts';
import { FOREIGN_VARIABLES, type OptionWords, SECRET_WORDS, SHARED_WORDS } from './shared-option-words.ts';
import {
  BEFORE_NOTES,
  BESIDES_SECRETS,
  BETWEEN,
  BETWEEN_NEEDS,
  BY_DEFAULT,
  HELP_COMMAND,
  LEFT_OUT,
  NEEDS,
  OPTIONS_OF_COMMANDER,
  OWN_OPTIONS,
  PRESETS,
  REMARK,
  TITLES,
  UNLESS,
  WITH,
} from './table-words.ts';

/** The pages that the tables stand in, by their names in docs/. */
export const COMMANDS_PAGES: Readonly<Record<Language, string>> = { en: 'commands.md', ja: 'commands.ja.md' };

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
 * @param page docs/commands.md, or docs/commands.ja.md
 * @throws Error when the page has no place for a table, or one for none, or there are words for no command
 */
export function withTables(page: string, language: Language, declared: Declarations = DECLARED): string {
  const tables = tablesOf(declared, language);
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

function tablesOf({ commands, shared, secrets }: Declarations, language: Language): Map<string, string> {
  const names = commands.map(({ name }) => name);
  const unknown = Object.keys(COMMAND_WORDS).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`scripts/option-words.ts has words for ${unknown.join(', ')}`);
  return new Map([
    ['commands', commandTable(commands, language)],
    ['options on every command', sharedTable(shared, language)],
    ['options for secrets', secretTable(secrets, language)],
    ...commands.flatMap((spec) => {
      const own = ownOptions(spec, secrets);
      return own.length === 0 ? [] : [[`options of ${spec.name}`, ownTable(spec, own, language)] as const];
    }),
  ]);
}

function commandTable(commands: readonly CommandSpec[], language: Language): string {
  const rows = commands.map((spec) => [
    `[${code(`cert-tool ${spec.name} ${spec.args}`.trimEnd())}](#${spec.name.split(' ')[0]})`,
    spec.help[language],
    needsInWords(spec, language),
  ]);
  const help = [HELP_COMMAND.name, HELP_COMMAND.help[language], NEEDS.nothing[language]];
  return table([TITLES.command[language], '', TITLES.needs[language]], [...rows, help]);
}

function needsInWords({ needs, options }: CommandSpec, language: Language): string {
  const { default: always, with: added = {} } = typeof needs === 'string' ? { default: needs } : needs;
  const name = (key: string) => nameOf(key, options);
  const inWords = (need: NeedOrUnless) => {
    if (typeof need === 'string') return NEEDS[need][language];
    const { option, is } = need.unless;
    const without = code([name(option), ...(is ? [is] : [])].join(' '));
    return `${NEEDS[need.need][language]}${UNLESS[language].replace('{option}', without)}`;
  };
  const withOptions = Object.entries(added).flatMap(([key, need]) =>
    need === undefined
      ? []
      : [WITH[language].replace('{option}', code(name(key))).replace('{need}', inWords(need))],
  );
  return [inWords(always), ...withOptions].join(BETWEEN_NEEDS[language]);
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

function ownTable(spec: CommandSpec, own: readonly OptionDeclaration[], language: Language): string {
  const title = OWN_OPTIONS[language]
    .replace('{command}', code(spec.name))
    .replace('{besides}', mayLogIn(spec) ? BESIDES_SECRETS[language] : '');
  const rows = own.map((option) => [flagsOf(option), meaningOf(option, language, COMMAND_WORDS[spec.name])]);
  return `${title}\n\n${table([TITLES.option[language], TITLES.meaning[language]], rows)}`;
}

function titlesWithVariables(language: Language): string[] {
  return [TITLES.option[language], TITLES.environment[language], TITLES.meaning[language]];
}

function sharedTable(options: readonly OptionDeclaration[], language: Language): string {
  const rows = options.map((option) => [
    flagsOf(option),
    variablesOf(option).map(code).join(', '),
    meaningOf(option, language, SHARED_WORDS),
  ]);
  const others = OPTIONS_OF_COMMANDER.map(({ name, help }) => [name, '', help[language]]);
  return table(titlesWithVariables(language), [...rows, ...others]);
}

/** An option without a value is switched on by `1`. */
function variablesOf(option: OptionDeclaration): string[] {
  const { flags, variable } = option;
  const own = variable === undefined ? [] : [/[<[]/.test(flags) ? variable : `${variable}=1`];
  const foreign: Readonly<Record<string, readonly string[]>> = FOREIGN_VARIABLES;
  return [...own, ...(foreign[optionKeyOf(option)] ?? [])];
}

/** A variable holds the secret itself. */
function secretTable(options: readonly OptionDeclaration[], language: Language): string {
  const rows = options.map((option) => [
    flagsOf(option),
    option.variable === undefined ? '' : code(option.variable),
    meaningOf(option, language, SECRET_WORDS),
  ]);
  return table(titlesWithVariables(language), rows);
}

function flagsOf({ flags }: OptionDeclaration): string {
  return flags.split(', ').map(code).join(', ');
}

type WordsByKey = Readonly<Record<string, OptionWords>>;

/** The words beside the declaration or those of `--help`, then values and defaults as they are declared. */
function meaningOf(option: OptionDeclaration, language: Language, words: WordsByKey = {}): string {
  const own = words[optionKeyOf(option)] ?? option.help;
  const { text, values = {} } = 'text' in own ? own : { text: own };
  const { value, default: byDefault, preset } = option;
  const choices = choicesOf(option, values, language);
  const leftOut = preset === undefined ? '' : (PRESETS[preset]?.[language] ?? `${preset}`);
  const notes = [
    ...(value && /^\d+–\d+$/.test(value.allowed) ? [value.allowed] : []),
    ...(byDefault === undefined ? [] : [BY_DEFAULT[language].replace('{value}', `${byDefault}`)]),
    ...(leftOut === '' ? [] : [LEFT_OUT[language].replace('{value}', leftOut)]),
  ];
  return [
    text[language],
    choices.length > 0 ? `: ${choices.join(BETWEEN[language])}` : '',
    notes.length > 0 ? `${BEFORE_NOTES[language]}${notes.join(BETWEEN[language])}` : '',
  ].join('');
}

/** The values among which an option has its own, with what is to be said of them. */
function choicesOf(
  { value }: OptionDeclaration,
  remarks: Readonly<Record<string, Text>>,
  language: Language,
): string[] {
  const choices = value ? value.allowed.split(', ') : Object.keys(remarks);
  // A single one is a range or an example.
  if (choices.length < 2) return [];
  return choices.map((each) => {
    const shown = /^\d+$/.test(each) ? each : code(each);
    const remark = remarks[each];
    return remark === undefined
      ? shown
      : REMARK[language].replace('{value}', shown).replace('{remark}', remark[language]);
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
