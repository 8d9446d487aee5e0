import { ownVariables } from '../src/cli/environment.ts';
import { docsOf } from '../src/cli/help-pages.ts';
import { COMMANDS, GROUPS } from '../src/commands/index.ts';
import type { CommandSpec, Example } from '../src/commands/spec.ts';
import { FOREIGN_VARIABLES } from '../src/core/environment.ts';
import { NOT_INSTALLED_YET } from '../src/core/error.ts';
import type { OptionDeclaration } from '../src/core/option.ts';
import { HELP_OPTION, SHARED_OPTIONS, VERSION_OPTION } from '../src/core/shared-options.ts';
import type { Language, Text } from '../src/core/text.ts';
import { EXIT_CODES } from './errors-page.ts';

/** Of a version that is not released. A page wants a date, and the same sources give the same page. */
const NO_RELEASE = '2026-01-01';

export interface ManOptions {
  readonly language: Language;
  readonly version: string;
  /** The text of CHANGELOG.md: the date of the release is there. */
  readonly changelog: string;
}

/** The manual pages by their files in the package's folder `dist/man`, in roff (man(7)): the program's, and one for each command or group. */
export function manPages(options: ManOptions): Map<string, string> {
  const { language } = options;
  const folder = language === 'en' ? 'man1' : `${language}/man1`;
  return new Map(
    ['', ...topics()].map((topic) => [
      `${folder}/${titleOf(topic)}.1`,
      topic === '' ? programPage(options) : topicPage(topic, options),
    ]),
  );
}

/** What npm is to install, for `man` of package.json: it knows one language. */
export function installedPages(): string[] {
  return ['', ...topics()].map((topic) => `./dist/man/man1/${titleOf(topic)}.1`);
}

/** The first words of all commands. */
function topics(): string[] {
  return [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? ''))];
}

function titleOf(topic: string): string {
  return ['cert-tool', topic].filter((word) => word !== '').join('-');
}

const SUMMARY: Text = {
  ja: '法人インターネットバンキングのクライアント証明書を取得・管理する',
  en: 'get and manage the client certificates of Japanese corporate internet banking',
};
const MENU: Text = {
  ja: 'コマンドを付けずに実行すると、ターミナルではメニューを表示する。',
  en: 'Without a command it shows a menu on a terminal.',
};
const ORDER: Text = {
  ja: '値は、オプション、環境変数、設定ファイルの順に優先する。',
  en: 'An option goes before its variable, and a variable before the config file.',
};
const MORE: Text = { ja: '詳しい説明(cert-tool のフォルダ内): ', en: "In cert-tool's folder: " };
const GENERAL: Text = {
  ja: 'すべてのコマンドに共通のオプションは cert-tool(1) にある。',
  en: 'The options of every command are in cert-tool(1).',
};
/** What docs/errors.md has no words for, or others. */
const MORE_EXIT_CODES: Readonly<Record<number, Text>> = {
  0: { ja: '成功(何もする必要がなかった場合を含む)', en: 'done, also when there was nothing to do' },
  [NOT_INSTALLED_YET]: {
    ja: '発行済みで、取り込みが済んでいない(同じコマンドをもう一度実行する)',
    en: 'issued, or perhaps issued, and not installed yet: run the same command again',
  },
};

const TITLES = {
  name: { ja: '名前', en: 'NAME' },
  synopsis: { ja: '書式', en: 'SYNOPSIS' },
  description: { ja: '説明', en: 'DESCRIPTION' },
  commands: { ja: 'コマンド', en: 'COMMANDS' },
  options: { ja: 'オプション', en: 'OPTIONS' },
  environment: { ja: '環境変数', en: 'ENVIRONMENT' },
  exit: { ja: '終了ステータス', en: 'EXIT STATUS' },
  examples: { ja: '例', en: 'EXAMPLES' },
  see: { ja: '関連項目', en: 'SEE ALSO' },
} as const satisfies Readonly<Record<string, Text>>;

function programPage(options: ManOptions): string {
  const say = (text: Text) => plain(text[options.language]);
  const title = (name: keyof typeof TITLES) => `.SH ${TITLES[name][options.language]}`;
  const variables = [...ownVariables(), ...FOREIGN_VARIABLES];
  const codes = Object.entries({ ...EXIT_CODES, ...MORE_EXIT_CODES });
  return page('', SUMMARY, options, [
    title('synopsis'),
    synopsis('', '[command]'),
    title('description'),
    say(MENU),
    title('commands'),
    ...topics().map((topic) => item(bold(`cert-tool ${topic}`), say(helpOf(topic)))),
    title('options'),
    ...[...SHARED_OPTIONS, HELP_OPTION, VERSION_OPTION].map((option) => optionItem(option, options.language)),
    title('environment'),
    say(ORDER),
    ...variables.map(({ names, help }) => item(names.map(bold).join(', '), say(help))),
    title('exit'),
    ...codes.map(([code, words]) => item(bold(code), say(words))),
    title('examples'),
    ...COMMANDS.slice(0, 3)
      .flatMap(({ examples }) => examples.slice(0, 1))
      .map((each) => exampleItem(each, options.language)),
    title('see'),
    topics()
      .map((topic) => `.BR ${bare(titleOf(topic))} (1)`)
      .join(' ,\n'),
  ]);
}

function topicPage(topic: string, options: ManOptions): string {
  const { language } = options;
  const specs = COMMANDS.filter(({ name }) => name === topic || name.startsWith(`${topic} `));
  const title = (name: keyof typeof TITLES) => `.SH ${TITLES[name][language]}`;
  const withOptions = specs.filter((spec) => spec.options.length > 0);
  const isGroup = specs.length > 1;
  return page(topic, helpOf(topic), options, [
    title('synopsis'),
    specs.map(({ name, args }) => synopsis(name, args)).join('\n.br\n'),
    title('description'),
    ...(isGroup
      ? specs.map((spec) => item(bold(`cert-tool ${spec.name}`), plain(spec.help[language])))
      : [plain(helpOf(topic)[language])]),
    title('options'),
    ...withOptions.flatMap((spec) => [
      ...(isGroup ? [`.SS cert\\-tool ${bare(spec.name)}`] : []),
      ...spec.options.map((option) => optionItem(option, language)),
    ]),
    ...(isGroup && withOptions.length > 0
      ? [`.SS ${GENERAL_TITLE[language]}`]
      : withOptions.length > 0
        ? ['.PP']
        : []),
    plain(GENERAL[language]),
    title('examples'),
    ...specs
      .flatMap(({ examples }) => examples.slice(0, isGroup ? 1 : undefined))
      .map((each) => exampleItem(each, language)),
    title('see'),
    '.BR cert\\-tool (1)',
    '.PP',
    plain(`${MORE[language]}${docsOf(topic)[language]}`),
  ]);
}

const GENERAL_TITLE: Text = { ja: '共通のオプション', en: 'General options' };

function page(
  topic: string,
  summary: Text,
  { language, version, changelog }: ManOptions,
  parts: readonly string[],
): string {
  const name = titleOf(topic);
  const [, date = NO_RELEASE] =
    new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - (\\S+)`, 'm').exec(changelog) ?? [];
  return [
    `.TH ${bare(name.toUpperCase())} 1 ${date} "cert\\-tool ${version}" "cert\\-tool"`,
    '.nh',
    '.ad l',
    `.SH ${TITLES.name[language]}`,
    `${bare(name)} \\- ${plain(summary[language])}`,
    ...parts,
  ]
    .join('\n')
    .concat('\n');
}

function helpOf(topic: string): Text {
  return COMMANDS.find(({ name }: CommandSpec) => name === topic)?.help ?? GROUPS[topic] ?? SUMMARY;
}

function synopsis(name: string, args: string): string {
  return [`.B cert\\-tool ${bare(name)}`.trimEnd(), `[\\fIoptions\\fR] ${placeholders(args)}`.trimEnd()].join(
    '\n',
  );
}

function optionItem({ flags, help }: OptionDeclaration, language: Language): string {
  const term = flags.split(', ').map((flag) => {
    const [name = '', ...value] = flag.split(' ');
    return [bold(name), ...value.map(placeholders)].join(' ');
  });
  return item(term.join(', '), plain(help[language]));
}

function exampleItem({ line, help }: Example, language: Language): string {
  return item(bold(`cert-tool ${line}`), plain(help[language]));
}

function item(term: string, text: string): string {
  return `.TP\n${term}\n${text}`;
}

/** `<file>` and `[days]`, the words for which something else stands in italics. */
function placeholders(text: string): string {
  return text
    .replace(/<([^>]+)>/g, (_, name: string) => `\\fI${bare(name)}\\fR`)
    .replace(/\[([^\]\\]+)\]/g, (_, name: string) => `[\\fI${bare(name)}\\fR]`);
}

function bold(text: string): string {
  return `\\fB${bare(text)}\\fR`;
}

/** What is typed as it stands: a hyphen is a minus. */
function bare(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
}

/** Words of a sentence: nothing in them is a request, and options keep their hyphens. */
function plain(text: string): string {
  const safe = text
    .replaceAll('\\', '\\e')
    .replace(/(?<![\w-])--?(?=[a-z])|(?<=--[a-z-]*)-/g, (found) => found.replaceAll('-', '\\-'));
  return safe.replace(/^[.']/, '\\&$&');
}
