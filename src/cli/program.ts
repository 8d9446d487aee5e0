import { Command } from 'commander';
import { CertToolError } from '../core/error.ts';
import type { Language, Text } from '../core/text.ts';
import { COMMANDS, type CommandName, type CommandSpec } from './commands.ts';
import { configureHelp } from './help.ts';
import { optionOf, SHARED } from './options.ts';
import { SANDBOX, SANDBOX_COMMANDS, SANDBOX_USERS, SANDBOX_USERS_COMMANDS } from './sandbox-commands.ts';

export interface Invocation {
  readonly command: CommandName;
  readonly args: readonly string[];
  /** All options as commander names them; what was not typed is left out. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ProgramOptions {
  readonly language: Language;
  readonly version: string;
  /** What was typed: only commands named in it get their options, for declaring them all would slow every start. */
  readonly argv?: readonly string[];
  /** Called with what was typed; the command's code loads there, not here. */
  run(invocation: Invocation): Promise<void>;
  /** What a bare `cert-tool` does, with the options that every command takes; without it the help. */
  readonly bare?: ((options: Invocation['options']) => Promise<void>) | undefined;
}

/** The whole tree of commands and options. It declares; nothing of the commands' code is loaded by it. */
export function buildProgram({ language, version, argv, run, bare }: ProgramOptions): Command {
  const say = (text: Text) => text[language];
  const program = configured(new Command('cert-tool'), language)
    .version(version, '-V, --version', say({ ja: 'バージョンを表示する', en: 'print the version' }))
    .description(
      say({
        ja: '法人インターネットバンキングのクライアント証明書(電子証明書)を取得・管理します。',
        en: 'Get and manage the client certificates of Japanese corporate internet banking.',
      }),
    )
    .helpCommand(false)
    .allowExcessArguments(true)
    .action((_options, command: Command) => {
      const [wanted] = command.args;
      if (wanted !== undefined) throw new CertToolError('unknown-command', { params: { wanted } });
      if (bare) return bare(typed(command));
      command.outputHelp();
      return undefined;
    });
  for (const each of SHARED) program.addOption(optionOf(each, language));

  const declare = (parent: Command, spec: CommandSpec): Command => {
    const command = configured(parent.command(spec.usage), language).description(say(spec.description));
    if (!argv || argv.includes(command.name())) {
      for (const each of [...(spec.options ?? []), ...SHARED]) command.addOption(optionOf(each, language));
    }
    const { name } = spec;
    if (name)
      command.action((...given) => run({ command: name, args: argsOf(given), options: typed(command) }));
    return command;
  };
  for (const spec of COMMANDS) declare(program, spec);
  const helpWords = say({ ja: '使い方を表示する', en: 'show how to use a command' });
  const sandbox = declare(program, SANDBOX).helpCommand('help [command]', helpWords);
  for (const spec of SANDBOX_COMMANDS) declare(sandbox, spec);
  const users = declare(sandbox, SANDBOX_USERS);
  for (const spec of SANDBOX_USERS_COMMANDS) declare(users, spec);
  configured(program.command('help [command...]'), language)
    .description(helpWords)
    .action((names: readonly string[]) => showHelp(program, names));
  return program;
}

/** Commander's own help command says nothing of a command that does not exist. */
function showHelp(program: Command, names: readonly string[]): void {
  let command = program;
  for (const wanted of names) {
    const next = command.commands.find((each) => each.name() === wanted);
    if (!next) throw new CertToolError('unknown-command', { params: { wanted } });
    command = next;
  }
  command.outputHelp();
}

/** The command that was typed, as a person writes it, e.g. `cert-tool sandbox start`. */
export function typedCommand(program: Command, argv: readonly string[]): string {
  let command = program;
  const names = [program.name()];
  for (const word of argv) {
    const next = command.commands.find((each) => each.name() === word);
    if (!next) continue;
    command = next;
    names.push(word);
  }
  return names.join(' ');
}

function configured(command: Command, language: Language): Command {
  return configureHelp(command, language)
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
      const isOwnDefault = each === command && !/^(input|color)$/.test(name);
      if (each.getOptionValueSource(name) === 'default' && !isOwnDefault) continue;
      if (!(name in values)) values[name] = value;
    }
  }
  return values;
}
