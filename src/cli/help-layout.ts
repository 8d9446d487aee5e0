import type { OptionDeclaration } from '../core/option.ts';
import type { Language, Text } from '../core/text.ts';
import { padToWidth, widthOf } from '../ui/width.ts';
import { wrap } from '../ui/wrap.ts';
import { type HelpPage, moreAbout } from './help-pages.ts';

const TITLES = {
  usage: { ja: '使い方:', en: 'Usage:' },
  examples: { ja: '例:', en: 'Examples:' },
  commands: { ja: 'コマンド:', en: 'Commands:' },
  options: { ja: 'オプション:', en: 'Options:' },
  general: { ja: '共通のオプション:', en: 'General options:' },
} as const satisfies Record<string, Text>;

/** Descriptions narrower than this stand below what they describe. */
const NARROWEST = 30;

type Item = readonly [term: string, description: string];

/**
 * A page of help, examples first, and what there is to choose from before what can be said besides.
 * @param width of the terminal, in columns
 */
export function laidOut(page: HelpPage, language: Language, width: number): string {
  const commands = page.commands.map(({ term, help }): Item => [term, help[language]]);
  const own = page.options.map((option) => itemOf(option, language));
  const general = page.general.map((option) => itemOf(option, language));
  const examples = page.examples.map(({ line, help }): Item => [`cert-tool ${line}`, help[language]]);
  const termWidth = widest([...commands, ...own, ...general]);
  const section = (title: keyof typeof TITLES, items: readonly Item[], terms: number) =>
    items.length > 0 ? [[TITLES[title][language], ...itemLines(items, terms, width)].join('\n')] : [];
  const more = page.more ? wrap(page.more[language], width) : [];
  return [
    `${TITLES.usage[language]} ${page.usage}`,
    wrap(page.description[language], width).join('\n'),
    ...section('examples', examples, widest(examples)),
    ...section('commands', commands, termWidth),
    ...section('options', own, termWidth),
    ...section('general', general, termWidth),
    [...more, moreAbout(page.docs, language)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function widest(items: readonly Item[]): number {
  return Math.max(0, ...items.map(([term]) => widthOf(term)));
}

/** Two columns, the second one broken into lines; one below the other where there is too little room for it. */
function itemLines(items: readonly Item[], termWidth: number, width: number): string[] {
  const indent = termWidth + 4;
  if (width - indent < NARROWEST) {
    return items.flatMap(([term, description]) => [
      `  ${term}`,
      ...wrap(description, width - 6).map((line) => `      ${line}`),
    ]);
  }
  return items.flatMap(([term, description]) =>
    wrap(description, width - indent).map((line, index) =>
      index === 0 ? `  ${padToWidth(term, termWidth)}  ${line}` : ' '.repeat(indent) + line,
    ),
  );
}

const DEFAULT: Text = { ja: '既定', en: 'default' };

/** An option and what it is for, with what it is when it was not typed. */
function itemOf({ flags, help, default: byDefault }: OptionDeclaration, language: Language): Item {
  const suffix = byDefault === undefined ? '' : ` (${DEFAULT[language]} ${byDefault})`;
  return [flags, help[language] + suffix];
}
