import { COMMANDS } from '../commands/index.ts';
import { type EnvironmentVariables, FOREIGN_VARIABLES, OWN_VARIABLES } from '../core/environment.ts';
import { longNameOf, type OptionDeclaration } from '../core/option.ts';
import { SHARED_OPTIONS } from '../core/shared-options.ts';
import type { Language, Text } from '../core/text.ts';
import { widthOf } from '../ui/width.ts';
import { wrap } from '../ui/wrap.ts';
import { moreAbout, placeInDocs } from './help-pages.ts';

const TITLE: Text = { ja: '環境変数', en: 'Environment variables' };
const ORDER: Text = {
  ja: '値は、オプション、環境変数、設定ファイルの順に優先します。値のないオプションの変数は、空と 0 以外で有効になります。',
  en: 'An option goes before its variable, and a variable before the config file. The variable of an option without a value counts when it is neither empty nor 0.',
};
const OWN: Text = { ja: 'cert-tool の変数:', en: "cert-tool's own:" };
const FOREIGN: Text = {
  ja: 'システムやほかのプログラムの変数:',
  en: 'Of the system and of other programs:',
};
const DOCS = placeInDocs({ ja: '環境変数', en: 'environment-variables' });

/** A variable is described beside its name where as many columns are left. */
const NARROWEST = 24;
const INDENT = '  ';

/** `cert-tool help environment`: every variable that is read. @param columns of the terminal */
export function environmentPage(language: Language, columns: number): string {
  const say = (text: Text) => wrap(text[language], columns).join('\n');
  return [
    say(TITLE),
    say(ORDER),
    section(say(OWN), ownVariables(), language, columns),
    section(say(FOREIGN), FOREIGN_VARIABLES, language, columns),
    moreAbout(DOCS, language),
  ]
    .join('\n\n')
    .concat('\n');
}

/** cert-tool's own, each once: as the options say, or in words of their own. */
export function ownVariables(): EnvironmentVariables[] {
  const described = OWN_VARIABLES.flatMap(({ names }) => names);
  const options: readonly OptionDeclaration[] = [
    ...SHARED_OPTIONS,
    ...COMMANDS.flatMap(({ options }) => options),
  ];
  const ofOptions = new Map<string, EnvironmentVariables>();
  for (const { variable, help, ...option } of options) {
    if (variable === undefined || described.includes(variable) || ofOptions.has(variable)) continue;
    const name = longNameOf(option);
    ofOptions.set(variable, {
      names: [variable],
      help: { ja: `${name}: ${help.ja}`, en: `${name}: ${help.en}` },
    });
  }
  return [...ofOptions.values(), ...OWN_VARIABLES];
}

function section(
  title: string,
  variables: readonly EnvironmentVariables[],
  language: Language,
  columns: number,
): string {
  const widest = Math.max(...variables.flatMap(({ names }) => names.map(widthOf)));
  const left = columns - widest - INDENT.length * 2;
  const lines = variables.flatMap(({ names, help }) => {
    if (left < NARROWEST) {
      const words = wrap(help[language], columns - INDENT.length * 3);
      return [...names.map((name) => INDENT + name), ...words.map((line) => INDENT.repeat(3) + line)];
    }
    const words = wrap(help[language], left);
    return Array.from({ length: Math.max(names.length, words.length) }, (_, index) =>
      `${INDENT}${(names[index] ?? '').padEnd(widest)}${INDENT}${words[index] ?? ''}`.trimEnd(),
    );
  });
  return [title, ...lines].join('\n');
}
