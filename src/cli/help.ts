import { type Command, Help, type Option } from 'commander';
import type { Language } from '../core/text.ts';
import { columnsOf } from '../ui/output.ts';
import { wrap } from '../ui/wrap.ts';

const JAPANESE_TITLES: Readonly<Record<string, string>> = {
  'Usage:': '使い方:',
  'Options:': 'オプション:',
  'Commands:': 'コマンド:',
  'Arguments:': '引数:',
};

/** Help in the user's language, errors left to the program instead of commander. */
export function configureHelp(
  command: Command,
  language: Language,
  writeOut: (text: string) => void,
): Command {
  return command
    .helpOption('-h, --help', language === 'ja' ? '使い方を表示する' : 'show this help')
    .configureHelp(language === 'ja' ? JAPANESE_HELP : ENGLISH_HELP)
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
