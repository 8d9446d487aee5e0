import { Command } from 'commander';
import { COMMANDS } from '../commands/index.ts';
import type { CommandSpec } from '../commands/spec.ts';
import { HELP_COMMAND, SHARED_OPTIONS, VERSION_OPTION } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import { columnsOf, writeResult } from '../ui/output.ts';
import { configureHelp } from './help.ts';
import { ENVIRONMENT, TOPICS } from './help-pages.ts';
import { optionOf } from './options.ts';
import { commandNamed, noSuchCommand } from './parse-error.ts';
import type { Invocation } from './plain-line.ts';

export interface ProgramOptions {
  readonly language: Language;
  readonly version: string;
  /** What was typed: only commands named in it get their options, for declaring them all would slow every start. */
  readonly argv?: readonly string[];
  /** Called with what was typed; the command's code loads there, not here. */
  run(invocation: Invocation): Promise<void>;
  /** Takes help and version; without it stdout does. */
  readonly writeOut?: ((text: string) => void) | undefined;
  /** What a bare `cert-tool` does, with the options that every command takes; without it the help. */
  readonly bare?: ((options: Invocation['options']) => Promise<void>) | undefined;
}

/** The whole tree of commands and options. It declares; nothing of the commands' code is loaded by it. */
export function buildProgram(options: ProgramOptions): Command {
  const { version, bare } = options;
  const program = configured(new Command('cert-tool'), options)
    .version(version, VERSION_OPTION.flags)
    .allowExcessArguments(true)
    .action((_options, command: Command) => {
      const [wanted] = command.args;
      if (wanted !== undefined) throw noSuchCommand(program, wanted);
      if (bare) return bare(typed(command));
      command.outputHelp();
      return undefined;
    });
  for (const each of SHARED_OPTIONS) program.addOption(optionOf(each));
  for (const spec of COMMANDS) declare(program, spec, options);
  addHelpCommands(program, options);
  return program;
}

/** Commander's own help command says nothing of a command that does not exist. */
function addHelpCommands(group: Command, options: ProgramOptions): void {
  if (group.commands.length === 0) return;
  for (const each of group.commands) addHelpCommands(each, options);
  configured(group.command(`${HELP} [command...]`), options).action((names: readonly string[]) =>
    showHelp(group, names, options),
  );
}

const HELP = HELP_COMMAND.name;

function declare(program: Command, spec: CommandSpec, options: ProgramOptions): void {
  const { argv, run } = options;
  const words = spec.name.split(' ');
  const parent = groupOf(program, words.slice(0, -1), options);
  const command = configured(parent.command([words.at(-1), spec.args].join(' ').trimEnd()), options).action(
    (...given) => run({ spec, args: argsOf(given), options: typed(command) }),
  );
  addOptions(command, spec.options, argv);
}

/** The command that holds others, e.g. `sandbox`. */
function groupOf(program: Command, words: readonly string[], options: ProgramOptions): Command {
  let group = program;
  for (const [index, word] of words.entries()) {
    const declared = group.commands.find((each) => each.name() === word);
    group = declared ?? addGroup(group, words.slice(0, index + 1).join(' '), options);
  }
  return group;
}

function addGroup(parent: Command, name: string, options: ProgramOptions): Command {
  const { argv } = options;
  const word = name.split(' ').at(-1) ?? name;
  const group = configured(parent.command(word), options);
  group.allowExcessArguments(true).action(() => {
    const [wanted] = group.args;
    if (wanted !== undefined) throw noSuchCommand(group, wanted);
    group.outputHelp();
  });
  addOptions(group, [], argv);
  return group;
}

function addOptions(
  command: Command,
  own: CommandSpec['options'],
  argv: readonly string[] | undefined,
): void {
  if (argv && !argv.includes(command.name())) return;
  for (const each of own) command.addOption(optionOf(each));
  for (const each of SHARED_OPTIONS) command.addOption(optionOf(each));
}

async function showHelp(group: Command, names: readonly string[], options: ProgramOptions): Promise<void> {
  if (!group.parent && names.join() === ENVIRONMENT) return showEnvironment(options);
  const topics = names.length === 1 ? Object.keys(TOPICS) : [];
  names.reduce((command, name) => commandNamed(command, name, topics), group).outputHelp();
}

async function showEnvironment({ language, writeOut = writeResult }: ProgramOptions): Promise<void> {
  const { environmentPage } = await import('./environment.ts');
  writeOut(environmentPage(language, columnsOf(process.stdout)));
}

/** The command that was typed, as a person writes it, e.g. `cert-tool sandbox start`. @param start `cert-tool`, or `npx cert-tool` */
export function typedCommand(program: Command, argv: readonly string[], start: string): string {
  let command = program;
  const names = [start];
  for (const word of argv) {
    const next = command.commands.find((each) => each.name() === word);
    if (!next || word === HELP) continue;
    command = next;
    names.push(word);
  }
  return names.join(' ');
}

function configured(command: Command, { language, writeOut = writeResult }: ProgramOptions): Command {
  return configureHelp(command, language, writeOut)
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError(true)
    .allowExcessArguments(false);
}

/** Commander hands over each declared argument (undefined when left out, several as an array), the options, the command. */
function argsOf(given: readonly unknown[]): string[] {
  return given
    .slice(0, -2)
    .flat()
    .filter((each) => typeof each === 'string');
}

/** What was typed or has a default, options before the command's name included; the nearer one wins. */
function typed(command: Command): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (let each: Command | null = command; each; each = each.parent) {
    for (const [name, value] of Object.entries(each.opts())) {
      // `true` is what commander makes of a `--no-…` that was not typed: declared defaults are numbers.
      const isOwnDefault = each === command && value !== true;
      if (each.getOptionValueSource(name) === 'default' && !isOwnDefault) continue;
      if (!(name in values)) values[name] = value;
    }
  }
  return values;
}
