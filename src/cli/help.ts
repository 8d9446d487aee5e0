import type { Command, Help, Option } from 'commander';
import type { Language } from '../core/text.ts';

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
    .configureHelp(language === 'ja' ? JAPANESE_HELP : { optionDescription: descriptionWith('default') })
    .configureOutput({ writeOut, outputError: () => {} });
}

/** The description and the default in the words of the language; commander itself knows English alone. */
function descriptionWith(word: string): Help['optionDescription'] {
  return ({ description, defaultValue }: Option) =>
    typeof defaultValue === 'number' ? `${description} (${word} ${defaultValue})` : description;
}

const JAPANESE_HELP: Partial<Help> = {
  styleTitle: (title) => JAPANESE_TITLES[title] ?? title,
  optionDescription: descriptionWith('既定'),
};
