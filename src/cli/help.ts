import { type Command, Help, type Option } from 'commander';
import { HELP_OPTION } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import { columnsOf } from '../ui/output.ts';
import { wrap } from '../ui/wrap.ts';
import { type HelpPage, moreAbout } from './help-pages.ts';
import { commandNamed } from './parse-error.ts';

/** The title of the options that every command takes. */
const GENERAL = 'General options:';
/** The title of a command's own. */
export const OWN = 'Options:';

const JAPANESE_TITLES: Readonly<Record<string, string>> = {
  'Usage:': '使い方:',
  [OWN]: 'オプション:',
  'Commands:': 'コマンド:',
  'Arguments:': '引数:',
  [GENERAL]: '共通のオプション:',
  'Examples:': '例:',
};

/** Help in the user's language, errors left to the program instead of commander. */
export function configureHelp(
  command: Command,
  language: Language,
  writeOut: (text: string) => void,
  page: () => HelpPage,
): Command {
  const words = language === 'ja' ? JAPANESE_HELP : ENGLISH_HELP;
  // Whatever has no other title; the program's own options are those of every command.
  if (command.parent) command.optionsGroup(GENERAL);
  return command
    .helpOption(HELP_OPTION.flags, HELP_OPTION.help[language])
    .configureHelp({ ...words, formatHelp: (_, helper) => pageAsked(command, helper, page(), language) })
    .configureOutput({ writeOut, outputError: () => {}, getOutHelpWidth: () => columnsOf(process.stdout) });
}

/** Descriptions narrower than this stand below what they describe. */
const NARROWEST = 30;

/** Commander itself counts characters and not columns, and breaks at blanks, of which Japanese has none. */
const LAYOUT: Partial<Help> = {
  minWidthToWrap: 0,
  boxWrap: (text, width) => wrap(text, width).join('\n'),
  formatItem(term, termWidth, description, helper) {
    const width = helper.helpWidth ?? Number.POSITIVE_INFINITY;
    if (!description || width - termWidth - 4 >= NARROWEST) {
      return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
    }
    return [`  ${term}`, ...wrap(description, width - 6).map((line) => `      ${line}`)].join('\n');
  },
};

/**
 * The page of the command that is named, which may follow: of `--help list` and `--help config show` commander sees no more than the program.
 * @throws CertToolError for a command that there is not
 */
function pageAsked(asked: Command, helper: Help, page: HelpPage, language: Language): string {
  const typed = asked.args.some((each) => each === '--help' || each === '-h') ? asked.args : [];
  let command = asked;
  for (const word of typed.filter((each) => !each.startsWith('-'))) {
    if (command.commands.length === 0) break;
    command = commandNamed(command, word);
  }
  return command === asked ? pageOf(asked, helper, page, language) : command.helpInformation();
}

/** Examples first, and what there is to choose from before what can be said besides. */
function pageOf(command: Command, helper: Help, page: HelpPage, language: Language): string {
  const [usage = '', description = '', ...sections] = Help.prototype.formatHelp
    .call(helper, command, helper)
    .trimEnd()
    .split('\n\n');
  const isCommands = (section: string) => section.startsWith(helper.styleTitle('Commands:'));
  return [
    usage,
    description,
    examplesOf(page, helper, language),
    ...sections.filter(isCommands),
    ...sections.filter((section) => !isCommands(section)),
    lastLines(page, helper, language),
  ]
    .filter((section) => section !== '')
    .join('\n\n')
    .concat('\n');
}

function examplesOf({ examples }: HelpPage, helper: Help, language: Language): string {
  const terms = examples.map(({ line }) => `cert-tool ${line}`);
  const width = Math.max(...terms.map((term) => term.length));
  const lines = examples.map(({ help }, index) =>
    helper.formatItem(terms[index] ?? '', width, help[language], helper),
  );
  return helper.formatItemList('Examples:', lines, helper).join('\n').trimEnd();
}

function lastLines({ docs, more }: HelpPage, helper: Help, language: Language): string {
  const width = helper.helpWidth ?? Number.POSITIVE_INFINITY;
  return [...(more ? wrap(more[language], width) : []), moreAbout(docs, language)].join('\n');
}

/** The description and the default in the words of the language; commander itself knows English alone. */
function descriptionWith(word: string): Help['optionDescription'] {
  return ({ description, defaultValue }: Option) =>
    typeof defaultValue === 'number' ? `${description} (${word} ${defaultValue})` : description;
}

const ENGLISH_HELP: Partial<Help> = { ...LAYOUT, optionDescription: descriptionWith('default') };

const JAPANESE_HELP: Partial<Help> = {
  ...LAYOUT,
  styleTitle: (title) => JAPANESE_TITLES[title] ?? title,
  optionDescription: descriptionWith('既定'),
};
