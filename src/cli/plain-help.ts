import { HELP_COMMAND } from '../core/shared-options.ts';
import type { Language } from '../core/text.ts';
import { columnsOf, writeResult } from '../ui/output.ts';
import { laidOut } from './help-layout.ts';
import type { HelpPage } from './help-pages.ts';

/**
 * The page that a line asks for which names a command and wants its help, and says nothing besides but the language. Undefined
 * for all others, which commander reads: loading it takes longer than a page.
 * @param argv what was typed, without the program's name
 */
export async function plainHelp(argv: readonly string[]): Promise<HelpPage | undefined> {
  const words: string[] = [];
  let isAsked = false;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--help' || word === '-h') isAsked = true;
    else if (word === '--lang' && /^(?:ja|en)$/.test(argv[index + 1] ?? '')) index += 1;
    else if (/^[a-z][a-z-]*$/.test(word)) words.push(word);
    else return undefined;
  }
  if (isAsked) return pageOf(words);
  return words[0] === HELP_COMMAND.name ? pageOf(words.slice(1)) : undefined;
}

/** That of the program was made when it was built. */
async function pageOf(words: readonly string[]): Promise<HelpPage | undefined> {
  if (words.length === 0) return (await import('./generated/program-page.ts')).PROGRAM_PAGE;
  return (await import('./help-pages.ts')).helpPageOf(words.join(' '));
}

export function showHelpPage(page: HelpPage, language: Language): void {
  writeResult(laidOut(page, language, columnsOf(process.stdout)));
}
