import { HELP_COMMAND } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import { columnsOf, writeResult } from '../ui/output.ts';
import { laidOut } from './help-layout.ts';
import { type HelpPage, helpPageOf } from './help-pages.ts';

/**
 * The page that a line asks for which names a command and wants its help, and says nothing besides but the language. Undefined
 * for all others, which commander reads: loading it takes longer than a page.
 * @param argv what was typed, without the program's name
 */
export function plainHelp(argv: readonly string[]): HelpPage | undefined {
  const words: string[] = [];
  let isAsked = false;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--help' || word === '-h') isAsked = true;
    else if (word === '--lang' && /^(?:ja|en)$/.test(argv[index + 1] ?? '')) index += 1;
    else if (/^[a-z][a-z-]*$/.test(word)) words.push(word);
    else return undefined;
  }
  if (isAsked) return helpPageOf(words.join(' '));
  return words[0] === HELP_COMMAND.name ? helpPageOf(words.slice(1).join(' ')) : undefined;
}

export function showHelpPage(page: HelpPage, language: Language): void {
  writeResult(laidOut(page, language, columnsOf(process.stdout)));
}
