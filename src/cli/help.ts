import { type Command, Help, type Option } from 'commander';
import type { Example } from '../commands/spec.ts';
import type { Language, Text } from '../core/text.ts';
import { columnsOf } from '../ui/output.ts';
import { wrap } from '../ui/wrap.ts';

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

/** What a page of help has besides what commander knows. */
export interface HelpPage {
  readonly examples: readonly Example[];
  /** The page of docs/ that says more. */
  readonly docs: string;
  /** Where else to look. */
  readonly more?: Text;
}

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
    .helpOption('-h, --help', language === 'ja' ? '使い方を表示する' : 'show this help')
    .configureHelp({ ...words, formatHelp: (_, helper) => pageOf(command, helper, page(), language) })
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
  const link = language === 'ja' ? `詳しい説明(英語): ${docs}` : `More about it: ${docs}`;
  const width = helper.helpWidth ?? Number.POSITIVE_INFINITY;
  return [...(more ? wrap(more[language], width) : []), link].join('\n');
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
