import type { OptionDeclaration, OptionsOf } from './option.ts';
import { STORE_CHOICES } from './store-kinds.ts';
import type { Text } from './text.ts';

/** For each try of a request; what fails may be tried again. */
export const DEFAULT_TIMEOUT_SECONDS = 30;
export const LONGEST_TIMEOUT_SECONDS = 3600;

/** The options that every command takes. Their values are judged together with those of variables and config files. */
export const SHARED_OPTIONS = [
  {
    flags: '--bank <url>',
    variable: 'CERT_TOOL_BANK',
    help: { ja: '銀行 API のアドレス(https)', en: 'base URL of the bank API (https)' },
  },
  {
    flags: '--protocol <name>',
    variable: 'CERT_TOOL_PROTOCOL',
    help: {
      ja: '銀行との接続方式: bank-api、est(EST、RFC 7030)',
      en: 'what the bank is spoken to by: bank-api, or est (RFC 7030)',
    },
    choices: ['bank-api', 'est'],
  },
  {
    flags: '--profile <name>',
    variable: 'CERT_TOOL_PROFILE',
    help: { ja: '設定ファイルにある銀行の名前', en: 'a named bank of the config file' },
  },
  {
    flags: '--sandbox',
    variable: 'CERT_TOOL_SANDBOX',
    help: { ja: 'デモ環境を使用する', en: 'use the practice bank' },
  },
  {
    flags: '--store <kind>',
    variable: 'CERT_TOOL_STORE',
    help: {
      ja: `証明書ストア: ${STORE_CHOICES.join('、')}`,
      en: `certificate store: ${STORE_CHOICES.join(', ')}`,
    },
    choices: STORE_CHOICES,
  },
  {
    flags: '--store-dir <dir>',
    help: { ja: 'file ストアのフォルダ', en: 'folder of the file store' },
  },
  {
    flags: '--nss-profile <dir>',
    help: {
      ja: 'nss ストアとして使う、Firefox などのプロファイルのフォルダ',
      en: "folder of a Firefox profile or another browser's database, for the nss store",
    },
  },
  {
    flags: '--json',
    help: { ja: '結果を JSON で出力する', en: 'print the result as one JSON document' },
  },
  {
    flags: '--no-input',
    variable: 'CERT_TOOL_NO_INPUT',
    help: { ja: '質問しない', en: 'never ask' },
  },
  {
    flags: '-y, --yes',
    help: { ja: '確認にすべて「はい」と答える', en: 'take every confirmation as given' },
  },
  {
    flags: '--lang <ja|en>',
    variable: 'CERT_TOOL_LANG',
    help: { ja: '表示する言語', en: 'language of the output' },
  },
  {
    flags: '--plain',
    variable: 'CERT_TOOL_PLAIN',
    help: {
      ja: '画面を書き換えず、1 行ずつ表示・質問する(スクリーンリーダー用)',
      en: 'redraw nothing and ask line by line, for screen readers',
    },
  },
  { flags: '-q, --quiet', help: { ja: '表示を減らす', en: 'say less' } },
  { flags: '-v, --verbose', help: { ja: '詳しく表示する', en: 'say more, on stderr' } },
  {
    flags: '--log-file <path>',
    variable: 'CERT_TOOL_LOG_FILE',
    help: { ja: 'ログを JSON 行で書き出す', en: 'write a log as JSON lines' },
  },
  {
    flags: '--no-log',
    variable: 'CERT_TOOL_NO_LOG',
    help: {
      ja: 'この PC のログ(cert-tool log)に記録しない',
      en: 'keep no log of this run on this PC (cert-tool log)',
    },
  },
  {
    flags: '--ca-file <pem>',
    help: { ja: '追加で信頼するルート証明書', en: "further roots to trust for the bank's TLS" },
  },
  {
    flags: '--proxy <url>',
    help: {
      ja: '銀行に接続するためのプロキシ(none: 使用しない)。パスワードは環境変数 CERT_TOOL_PROXY_PASSWORD',
      en: 'proxy to reach the bank by, or none; its password in the variable CERT_TOOL_PROXY_PASSWORD',
    },
  },
  {
    flags: '--timeout <seconds>',
    help: {
      ja: `銀行への要求 1 回ごとの待ち時間(既定 ${DEFAULT_TIMEOUT_SECONDS} 秒)`,
      en: `wait for each try of a request (default ${DEFAULT_TIMEOUT_SECONDS})`,
    },
  },
  { flags: '--no-color', help: { ja: '色を使わない', en: 'no colours' } },
] as const satisfies readonly OptionDeclaration[];

/** What was typed of them, as text. */
export type SharedOptions = OptionsOf<typeof SHARED_OPTIONS>;

/** What every command takes besides, and what the program takes: each ends the run. */
export const HELP_OPTION = {
  flags: '-h, --help',
  help: { ja: '使い方を表示する', en: 'show this help' },
} as const satisfies OptionDeclaration;
export const VERSION_OPTION = {
  flags: '-V, --version',
  help: { ja: 'バージョンを表示する', en: 'print the version' },
} as const satisfies OptionDeclaration;

/** The command of the program, and of what only holds commands, that shows the help of others. */
export const HELP_COMMAND: { readonly name: string; readonly help: Text } = {
  name: 'help',
  help: { ja: '使い方を表示する', en: 'show how to use a command' },
};
