import { Option } from 'commander';
import type { Language, Text } from '../core/text.ts';

/** An option as it is declared. */
export interface OptionSpec {
  readonly flags: string;
  readonly description: Text;
  /** Reads the value; `earlier` is what it returned for the same option before. */
  readonly parse?: (text: string, earlier?: never) => unknown;
  readonly default?: number;
  /** The value of an option that was typed without the value that it may take. */
  readonly preset?: string;
}

/** The options that every command takes (docs/commands.md). */
export const SHARED: readonly OptionSpec[] = [
  {
    flags: '--bank <url>',
    description: { ja: '銀行 API のアドレス(https)', en: 'base URL of the bank API (https)' },
  },
  {
    flags: '--profile <name>',
    description: { ja: '設定ファイルにある銀行の名前', en: 'a named bank of the config file' },
  },
  { flags: '--sandbox', description: { ja: 'デモ環境を使用する', en: 'use the practice bank' } },
  {
    flags: '--store <kind>',
    description: {
      ja: '証明書ストア: auto、powershell、certutil、native、nss、file',
      en: 'certificate store: auto, powershell, certutil, native, nss, file',
    },
  },
  {
    flags: '--store-dir <dir>',
    description: { ja: 'file ストアのフォルダ', en: 'folder of the file store' },
  },
  {
    flags: '--nss-profile <dir>',
    description: {
      ja: 'nss ストアとして使う、Firefox などのプロファイルのフォルダ',
      en: "folder of a Firefox profile or another browser's database, for the nss store",
    },
  },
  {
    flags: '--json',
    description: { ja: '結果を JSON で出力する', en: 'print the result as one JSON document' },
  },
  { flags: '--no-input', description: { ja: '質問しない', en: 'never ask' } },
  {
    flags: '-y, --yes',
    description: { ja: '確認にすべて「はい」と答える', en: 'take every confirmation as given' },
  },
  { flags: '--lang <ja|en>', description: { ja: '表示する言語', en: 'language of the output' } },
  { flags: '-q, --quiet', description: { ja: '表示を減らす', en: 'say less' } },
  { flags: '-v, --verbose', description: { ja: '詳しく表示する', en: 'say more, on stderr' } },
  {
    flags: '--log-file <path>',
    description: { ja: 'ログを JSON 行で書き出す', en: 'write a log as JSON lines' },
  },
  {
    flags: '--ca-file <pem>',
    description: { ja: '追加で信頼するルート証明書', en: "further roots to trust for the bank's TLS" },
  },
  {
    flags: '--timeout <seconds>',
    description: { ja: '要求ごとの待ち時間(既定 30 秒)', en: 'for each request (default 30)' },
  },
  { flags: '--no-color', description: { ja: '色を使わない', en: 'no colours' } },
];

/** The ways in for login ID and secrets. */
export const SECRETS: readonly OptionSpec[] = [
  { flags: '--login-id <id>', description: { ja: 'ログインID', en: 'login ID' } },
  {
    flags: '--password-stdin',
    description: { ja: 'ログインパスワードを標準入力から読む', en: 'read the login password from stdin' },
  },
  { flags: '--otp <code>', description: { ja: 'ワンタイムパスワード', en: 'one-time password' } },
  {
    flags: '--otp-command <program>',
    description: {
      ja: 'ワンタイムパスワードを出力するプログラム',
      en: 'program whose first output line is the one-time password',
    },
  },
  {
    flags: '--credentials <file>',
    description: {
      ja: '認証情報の JSON ファイル(- は標準入力)',
      en: 'JSON file of credentials (- for stdin)',
    },
  },
  {
    flags: '--last-try',
    description: {
      ja: '以前に拒否されたパスワードでも、ロックまで残り 1 回でも、1 度だけ送信する',
      en: 'send once even what the bank refused before, or with one try left before the lock',
    },
  },
];

export function optionOf(spec: OptionSpec, language: Language): Option {
  const option = new Option(spec.flags, spec.description[language]);
  if (spec.parse) option.argParser(spec.parse as (text: string, earlier: unknown) => unknown);
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.preset !== undefined) option.preset(spec.preset);
  return option;
}
