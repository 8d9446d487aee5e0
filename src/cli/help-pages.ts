import { COMMANDS } from '../commands/index.ts';
import type { Example } from '../commands/spec.ts';
import type { Language, Text } from '../core/text.ts';

/** What a page of help has besides what commander knows. */
export interface HelpPage {
  readonly examples: readonly Example[];
  /** The page of docs/ that says more, in each language. */
  readonly docs: Text;
  /** Where else to look. */
  readonly more?: Text;
}

const DOCS: Text = { ja: 'docs/commands.ja.md', en: 'docs/commands.md' };
/** So many examples stand in the help of what only holds commands. */
const OF_A_GROUP = 3;

/** What is not the help of a command, and is asked for as if it were: `cert-tool help environment`. */
export const ENVIRONMENT = 'environment';
/** The topics of `help`, by their names. */
export const TOPICS: Readonly<Record<string, Text>> = {
  [ENVIRONMENT]: { ja: '環境変数', en: 'the environment variables' },
};
const ENVIRONMENT_LINE = `help ${ENVIRONMENT}`;
const MORE: Text = {
  ja: `環境変数: cert-tool ${ENVIRONMENT_LINE}`,
  en: `Environment variables: cert-tool ${ENVIRONMENT_LINE}`,
};

/** Where docs/ describes a command, or with an empty name all of them. The headings of commands are the same in both. */
export function docsOf(name: string): Text {
  const [first = ''] = name.split(' ');
  return first === '' ? DOCS : placeInDocs({ ja: first, en: first });
}

/** A place on the page of all commands. @param anchor of its heading in each language */
export function placeInDocs(anchor: Text): Text {
  return { ja: `${DOCS.ja}#${anchor.ja}`, en: `${DOCS.en}#${anchor.en}` };
}

/** The last line of a page. @param docs the place that says more */
export function moreAbout(docs: Text, language: Language): string {
  return language === 'ja' ? `詳しい説明: ${docs.ja}` : `More about it: ${docs.en}`;
}

/** The page of a command, of what only holds commands, or with an empty name of the program. */
export function pageOf(name: string): HelpPage {
  const docs = docsOf(name);
  const own = COMMANDS.find((spec) => spec.name === name);
  if (own) return { docs, examples: own.examples };
  const examples = commandsIn(name).flatMap((spec) => spec.examples.slice(0, 1));
  return { docs, examples: examples.slice(0, OF_A_GROUP), ...(name === '' ? { more: MORE } : {}) };
}

/** The page of `help` itself. @param group where it is asked, empty for the program */
export function pageOfHelp(group: string): HelpPage {
  const examples = commandsIn(group)
    .slice(0, 1)
    .map(({ name, help }): Example => {
      const rest = name.slice(group.length).trim();
      return { line: `${group} help ${rest}`.trim(), help };
    });
  const topics = Object.entries(TOPICS).map(([name, help]) => ({ line: `help ${name}`, help }));
  return { docs: docsOf(group), examples: [...examples, ...topics] };
}

function commandsIn(group: string) {
  return COMMANDS.filter(({ name }) => group === '' || name.startsWith(`${group} `));
}
