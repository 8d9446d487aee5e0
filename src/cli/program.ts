import { Command, type Option } from 'commander';
import { CertToolError } from '../core/error.ts';
import type { Language, Text } from '../core/text.ts';
import { configureHelp } from './help.ts';
import { option, secretOptions, sharedOptions } from './options.ts';
import { readDays, readKeySizeOption, readPort, readSortKey } from './values.ts';

/** The command that was typed, e.g. `issue` or `sandbox start`. */
export type CommandName =
  | 'issue'
  | 'list'
  | 'explain'
  | 'sandbox start'
  | 'sandbox info'
  | 'sandbox clock'
  | 'sandbox advance'
  | 'sandbox install'
  | 'sandbox log'
  | 'sandbox users add'
  | 'sandbox unlock'
  | 'sandbox reset';

export interface Invocation {
  readonly command: CommandName;
  readonly args: readonly string[];
  /** All options as commander names them; what was not typed is left out. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ProgramOptions {
  readonly language: Language;
  readonly version: string;
  /** What was typed: only commands named in it get their options, for declaring them all would slow every start. */
  readonly argv?: readonly string[];
  /** Called with what was typed; the command's code loads there, not here. */
  run(invocation: Invocation): Promise<void>;
}

/** The whole tree of commands and options. It declares; nothing of the commands' code is loaded by it. */
export function buildProgram({ language, version, argv, run }: ProgramOptions): Command {
  const say = (text: Text) => text[language];
  const program = configured(new Command('cert-tool'), language)
    .version(version, '-V, --version', say({ ja: 'バージョンを表示する', en: 'print the version' }))
    .description(
      say({
        ja: '法人インターネットバンキングのクライアント証明書(電子証明書)を取得・管理します。',
        en: 'Get and manage the client certificates of Japanese corporate internet banking.',
      }),
    )
    .helpCommand(false)
    .allowExcessArguments(true)
    .action((_options, command: Command) => {
      const [wanted] = command.args;
      if (wanted !== undefined) throw new CertToolError('unknown-command', { params: { wanted } });
      command.outputHelp();
    });
  for (const each of sharedOptions(language)) program.addOption(each);

  const declare = (parent: Command, spec: CommandSpec): Command => {
    const command = configured(parent.command(spec.usage), language).description(say(spec.description));
    if (!argv || argv.includes(command.name())) {
      const own = spec.options?.(language) ?? [];
      for (const each of [...own, ...sharedOptions(language)]) command.addOption(each);
    }
    const { name } = spec;
    if (name)
      command.action((...given) => run({ command: name, args: argsOf(given), options: typed(command) }));
    return command;
  };
  for (const spec of COMMANDS) declare(program, spec);
  const helpWords = say({ ja: '使い方を表示する', en: 'show how to use a command' });
  const sandbox = declare(program, SANDBOX).helpCommand('help [command]', helpWords);
  for (const spec of SANDBOX_COMMANDS) declare(sandbox, spec);
  const users = declare(sandbox, SANDBOX_USERS);
  for (const spec of SANDBOX_USERS_COMMANDS) declare(users, spec);
  configured(program.command('help [command...]'), language)
    .description(helpWords)
    .action((names: readonly string[]) => showHelp(program, names));
  return program;
}

/** Commander's own help command says nothing of a command that does not exist. */
function showHelp(program: Command, names: readonly string[]): void {
  let command = program;
  for (const wanted of names) {
    const next = command.commands.find((each) => each.name() === wanted);
    if (!next) throw new CertToolError('unknown-command', { params: { wanted } });
    command = next;
  }
  command.outputHelp();
}

/** The command that was typed, as a person writes it, e.g. `cert-tool sandbox start`. */
export function typedCommand(program: Command, argv: readonly string[]): string {
  let command = program;
  const names = [program.name()];
  for (const word of argv) {
    const next = command.commands.find((each) => each.name() === word);
    if (!next) continue;
    command = next;
    names.push(word);
  }
  return names.join(' ');
}

interface CommandSpec {
  /** Left out where the command only holds others. */
  readonly name?: CommandName;
  readonly usage: string;
  readonly description: Text;
  options?(language: Language): Option[];
}

const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'issue',
    usage: 'issue [login-id]',
    description: {
      ja: '証明書発行: 証明書を取得し、この PC に取り込む',
      en: 'get a certificate and install it',
    },
    options: (language) => [
      ...secretOptions(language),
      option(
        {
          flags: '--key-size <bits>',
          description: {
            ja: '秘密キーの長さ(ビット): 2048、3072、4096',
            en: 'size of the private key: 2048, 3072 or 4096',
          },
        },
        language,
      )
        .argParser(readKeySizeOption)
        .default(2048),
      option(
        {
          flags: '--dry-run',
          description: {
            ja: 'リハーサル: 発行要求を送る直前まで実行する',
            en: 'rehearsal: do all but send the request',
          },
        },
        language,
      ),
      option(
        {
          flags: '--check-bank',
          description: {
            ja: '取得済みでも銀行に確認する',
            en: 'ask the bank even when a certificate is here',
          },
        },
        language,
      ),
    ],
  },
  {
    name: 'list',
    usage: 'list',
    description: { ja: '証明書一覧: この PC の証明書を表示する', en: 'the certificates on this PC' },
    options: (language) => [
      option(
        {
          flags: '--all',
          description: { ja: '銀行のもの以外の証明書も表示する', en: 'show other certificates too' },
        },
        language,
      ),
      option(
        {
          flags: '--sort <key>',
          description: { ja: '並べ替え: login-id、expires、state', en: 'sort by login-id, expires or state' },
        },
        language,
      ).argParser(readSortKey),
      option({ flags: '--desc', description: { ja: '降順', en: 'in descending order' } }, language),
      option(
        {
          flags: '--expiring [days]',
          description: {
            ja: '有効期限が近いものだけ(既定 40 日以内)',
            en: 'only those that expire within so many days (default 40)',
          },
        },
        language,
      )
        .argParser(readDays)
        .preset('40'),
      option(
        {
          flags: '--check [days]',
          description: {
            ja: '監視用: 秘密キーを試し、対応が必要なら終了コード 11(既定 40 日以内)',
            en: 'for monitoring: try the keys, exit 11 when something is due (default 40)',
          },
        },
        language,
      )
        .argParser(readDays)
        .preset('40'),
    ],
  },
  {
    name: 'explain',
    usage: 'explain [code]',
    description: { ja: 'エラーコードの原因と対処を表示する', en: 'an error code, its causes and remedies' },
  },
];

const SANDBOX: CommandSpec = {
  usage: 'sandbox',
  description: { ja: 'デモ環境', en: 'the practice bank' },
};

const SANDBOX_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sandbox start',
    usage: 'start',
    description: { ja: 'デモ環境を開始する(Ctrl-C で終了)', en: 'start the practice bank; Ctrl-C stops it' },
    options: (language) => [
      option(
        { flags: '--port <number>', description: { ja: 'ポート番号', en: 'port of the bank API' } },
        language,
      ).argParser(readPort),
      option(
        {
          flags: '--portal-port <number>',
          description: { ja: 'ログイン画面のポート番号', en: 'port of the login page' },
        },
        language,
      ).argParser(readPort),
      option(
        {
          flags: '--fault <name>',
          description: {
            ja: '障害の練習: 名前[=確率]。繰り返し指定可',
            en: 'rehearse a fault: name[=probability]; may be repeated',
          },
        },
        language,
      ).argParser((text: string, earlier?: string[]) => [...(earlier ?? []), text]),
    ],
  },
  {
    name: 'sandbox info',
    usage: 'info',
    description: { ja: '接続先、利用者、パスワードを表示する', en: 'its address, users and passwords' },
  },
  {
    name: 'sandbox clock',
    usage: 'clock [time]',
    description: {
      ja: 'デモ環境の日時を表示・設定する(RFC 3339、now で現在)',
      en: 'show or set its date (RFC 3339, or now)',
    },
  },
  {
    name: 'sandbox advance',
    usage: 'advance <days>',
    description: { ja: 'デモ環境の日付を進める', en: 'move its date on' },
  },
  {
    name: 'sandbox install',
    usage: 'install <login-id>',
    description: {
      ja: '利用者の証明書をこの PC に取り込む',
      en: "make this PC the holder of a user's certificate",
    },
  },
  {
    name: 'sandbox log',
    usage: 'log',
    description: { ja: '操作の記録を表示する', en: 'its audit log' },
  },
  {
    name: 'sandbox unlock',
    usage: 'unlock <login-id>',
    description: { ja: '利用者のロックを解除する', en: 'release a locked user' },
  },
  {
    name: 'sandbox reset',
    usage: 'reset',
    description: {
      ja: 'すべて削除して初期の状態に戻す',
      en: 'remove it all, its certificates here included',
    },
  },
];

const SANDBOX_USERS: CommandSpec = {
  usage: 'users',
  description: { ja: 'デモ環境の利用者', en: 'its users' },
};

const SANDBOX_USERS_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sandbox users add',
    usage: 'add <csv>',
    description: { ja: 'CSV ファイルの利用者を追加する', en: 'add the users of a CSV file' },
  },
];

function configured(command: Command, language: Language): Command {
  return configureHelp(command, language)
    .exitOverride()
    .showSuggestionAfterError(true)
    .allowExcessArguments(false);
}

/** Commander hands over each declared argument (undefined when left out), the options, the command. */
function argsOf(given: readonly unknown[]): string[] {
  return given.slice(0, -2).filter((each) => typeof each === 'string');
}

/** What was typed or has a default, options before the command's name included; the nearer one wins. */
function typed(command: Command): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (let each: Command | null = command; each; each = each.parent) {
    for (const [name, value] of Object.entries(each.opts())) {
      const isOwnDefault = each === command && !/^(input|color)$/.test(name);
      if (each.getOptionValueSource(name) === 'default' && !isOwnDefault) continue;
      if (!(name in values)) values[name] = value;
    }
  }
  return values;
}
