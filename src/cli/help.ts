import type { Command } from 'commander';
import { HELP_OPTION } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import { columnsOf } from '../ui/output.ts';
import { laidOut } from './help-layout.ts';
import { helpPageOf } from './help-pages.ts';
import { commandNamed } from './parse-error.ts';

/** Help from the declarations, in the user's language; errors left to the program instead of commander. */
export function configureHelp(
  command: Command,
  language: Language,
  writeOut: (text: string) => void,
): Command {
  return command
    .helpOption(HELP_OPTION.flags)
    .configureHelp({ formatHelp: (_, { helpWidth }) => pageAsked(command, language, helpWidth) })
    .configureOutput({ writeOut, outputError: () => {}, getOutHelpWidth: () => columnsOf(process.stdout) });
}

/**
 * The page of the command that is named, which may follow: of `--help list` and `--help config show` commander sees no more than the program.
 * @throws CertToolError for a command that there is not
 */
function pageAsked(asked: Command, language: Language, width = Number.POSITIVE_INFINITY): string {
  const typed = asked.args.some((each) => each === '--help' || each === '-h') ? asked.args : [];
  let command = asked;
  for (const word of typed.filter((each) => !each.startsWith('-'))) {
    if (command.commands.length === 0) break;
    command = commandNamed(command, word);
  }
  const page = helpPageOf(nameOf(command));
  if (!page) throw new TypeError(`no help of ${nameOf(command)}`);
  return laidOut(page, language, width);
}

/** Its words without the program's own, e.g. `sandbox users`. */
function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}`.trim() : '';
}
