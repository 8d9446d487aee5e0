import { allCommands, commandsNamed, GROUPS } from '../commands/one.ts';
import type { CommandSpec, Example } from '../commands/spec.ts';
import type { OptionDeclaration } from '../core/option.ts';
import { HELP_COMMAND, HELP_OPTION, SHARED_OPTIONS, VERSION_OPTION } from '../core/shared-options.ts';
import type { Language, Text } from '../core/text.ts';

/** What a page of help says. */
export interface HelpPage {
  /** The line that can be typed, e.g. `cert-tool issue [options] [login-id]`. */
  readonly usage: string;
  readonly description: Text;
  readonly examples: readonly Example[];
  /** What it holds. */
  readonly commands: readonly { readonly term: string; readonly help: Text }[];
  /** Its own. */
  readonly options: readonly OptionDeclaration[];
  /** Those that every command takes; none where they are its own. */
  readonly general: readonly OptionDeclaration[];
  /** The page of docs/ that says more, in each language. */
  readonly docs: Text;
  /** Where else to look. */
  readonly more?: Text;
}

/** What the program is for. */
const DESCRIPTION: Text = {
  ja: '法人インターネットバンキングのクライアント証明書(電子証明書)を取得・管理します。',
  en: 'Get and manage the client certificates of Japanese corporate internet banking.',
};

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

/**
 * The page of a command, of what only holds commands, of its `help`, or with an empty name of the program. Of the commands only
 * those are looked at that it tells of.
 * @returns undefined where there is nothing of this name
 */
export function helpPageOf(name: string): HelpPage | undefined {
  const words = name.split(' ').filter((word) => word !== '');
  const group = words.slice(0, -1).join(' ');
  if (words.at(-1) === HELP_COMMAND.name && isGroup(group)) return pageOfHelp(group);
  if (isGroup(name)) return pageOfGroup(name);
  const spec = commandsNamed(words[0] ?? '').find((each) => each.name === name);
  return spec && pageOfCommand(spec);
}

const GENERAL: readonly OptionDeclaration[] = [...SHARED_OPTIONS, HELP_OPTION];

function isGroup(name: string): boolean {
  return name === '' || Object.hasOwn(GROUPS, name);
}

function pageOfCommand({ name, args, help, examples, options }: CommandSpec): HelpPage {
  const usage = usageOf(name, args);
  return { usage, description: help, examples, commands: [], options, general: GENERAL, docs: docsOf(name) };
}

function pageOfGroup(name: string): HelpPage {
  const examples = commandsIn(name).flatMap((spec) => spec.examples.slice(0, 1));
  const isProgram = name === '';
  return {
    usage: usageOf(name, '[command]'),
    description: isProgram ? DESCRIPTION : (GROUPS[name] ?? DESCRIPTION),
    examples: examples.slice(0, OF_A_GROUP),
    commands: [...membersOf(name), { term: HELP_TERM, help: HELP_COMMAND.help }],
    options: isProgram ? [VERSION_OPTION, ...GENERAL] : [],
    general: isProgram ? [] : GENERAL,
    docs: docsOf(name),
    ...(isProgram ? { more: MORE } : {}),
  };
}

const HELP_ARGS = '[command...]';
const HELP_TERM = `${HELP_COMMAND.name} ${HELP_ARGS}`;

/** The page of `help` itself. @param group where it is asked, empty for the program */
function pageOfHelp(group: string): HelpPage {
  const examples = commandsIn(group)
    .slice(0, 1)
    .map(({ name, help }): Example => {
      const rest = name.slice(group.length).trim();
      return { line: `${group} help ${rest}`.trim(), help };
    });
  const topics = Object.entries(TOPICS).map(([name, help]) => ({ line: `help ${name}`, help }));
  return {
    usage: usageOf(`${group} ${HELP_COMMAND.name}`.trim(), HELP_ARGS),
    description: HELP_COMMAND.help,
    examples: [...examples, ...topics],
    ...{ commands: [], options: [], general: [HELP_OPTION] },
    docs: docsOf(group),
  };
}

function usageOf(name: string, args: string): string {
  return ['cert-tool', name, '[options]', args].filter((part) => part !== '').join(' ');
}

function commandsIn(group: string): readonly CommandSpec[] {
  const [first = ''] = group.split(' ');
  if (first === '') return allCommands();
  return commandsNamed(first).filter(({ name }) => name.startsWith(`${group} `));
}

/** The commands and groups that stand directly in a group, each once, in their order. */
function membersOf(group: string): HelpPage['commands'] {
  const depth = group === '' ? 0 : group.split(' ').length;
  const members = new Map<string, { term: string; help: Text }>();
  for (const { name, args, help } of commandsIn(group)) {
    const path = name.split(' ').slice(0, depth + 1);
    const [word = '', own] = [path.at(-1), path.join(' ')];
    if (own === name) members.set(word, { term: `${word} ${args}`.trimEnd(), help });
    else if (!members.has(word)) members.set(word, { term: word, help: GROUPS[own] ?? help });
  }
  return [...members.values()];
}
