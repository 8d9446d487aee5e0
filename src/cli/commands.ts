import type { Option } from 'commander';
import type { Language, Text } from '../core/text.ts';
import { option, secretOptions } from './options.ts';
import {
  readBrowser,
  readDays,
  readKeySizeOption,
  readLoginPage,
  readPolicyFormat,
  readPort,
  readSerialNumber,
  readSortKey,
} from './values.ts';

/** The command that was typed, e.g. `issue` or `sandbox start`. */
export type CommandName =
  | 'issue'
  | 'renew'
  | 'revoke'
  | 'list'
  | 'remove'
  | 'browser-policy'
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

/** One command as it is declared; its code is in src/commands and loaded when it runs. */
export interface CommandSpec {
  /** Left out where the command only holds others. */
  readonly name?: CommandName;
  readonly usage: string;
  readonly description: Text;
  options?(language: Language): Option[];
}

function keySizeOption(language: Language): Option {
  const description = {
    ja: '秘密キーの長さ(ビット): 2048、3072、4096',
    en: 'size of the private key: 2048, 3072 or 4096',
  };
  return option({ flags: '--key-size <bits>', description }, language)
    .argParser(readKeySizeOption)
    .default(2048);
}

function dryRunOption(language: Language): Option {
  const description = {
    ja: 'リハーサル: 発行要求を送る直前まで実行する',
    en: 'rehearsal: do all but send the request',
  };
  return option({ flags: '--dry-run', description }, language);
}

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'issue',
    usage: 'issue [login-id]',
    description: {
      ja: '証明書発行: 証明書を取得し、この PC に取り込む',
      en: 'get a certificate and install it',
    },
    options: (language) => [
      ...secretOptions(language),
      keySizeOption(language),
      dryRunOption(language),
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
    name: 'renew',
    usage: 'renew [certificate]',
    description: {
      ja: '証明書更新: 証明書を新しいものに更新する',
      en: 'replace a certificate inside its last 40 days',
    },
    options: (language) => [
      ...secretOptions(language),
      keySizeOption(language),
      dryRunOption(language),
      option(
        {
          flags: '--all',
          description: { ja: '更新の時期の証明書をすべて更新する', en: 'renew all that are due' },
        },
        language,
      ),
      option(
        {
          flags: '--within <days>',
          description: {
            ja: '更新の時期とみなす残り日数(既定 40 日)',
            en: 'days before the expiry from which on one is due (default 40)',
          },
        },
        language,
      )
        .argParser(readDays)
        .default(40),
      option(
        {
          flags: '--force',
          description: {
            ja: '更新の時期より前でも銀行に依頼する',
            en: 'ask the bank even before that (it may refuse)',
          },
        },
        language,
      ),
      option(
        {
          flags: '--keep-old',
          description: { ja: '古い証明書を削除しない', en: 'leave the old certificate on this PC' },
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
          flags: '--users',
          description: {
            ja: '銀行の利用者と証明書状態を表示する(管理者ユーザ、マスターユーザ)',
            en: "the bank's users and their states (administrators and the master user)",
          },
        },
        language,
      ),
      ...secretOptions(language),
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
          description: {
            ja: '並べ替え: login-id、expires、state(--users では name、role も)',
            en: 'sort by login-id, expires or state, with --users by name or role too',
          },
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
    name: 'remove',
    usage: 'remove [certificate...]',
    description: {
      ja: 'この PC から証明書を削除する(証明書失効ではない)',
      en: 'remove certificates from this PC; revokes nothing',
    },
    options: (language) => [
      option(
        { flags: '--expired', description: { ja: '有効期限切れのもの', en: 'those that have expired' } },
        language,
      ),
      option(
        {
          flags: '--superseded',
          description: {
            ja: '新しい証明書に置き換えられたもの',
            en: 'those that a newer, working one has replaced',
          },
        },
        language,
      ),
      option(
        {
          flags: '--revoked',
          description: {
            ja: '銀行の失効リスト(CRL)にあるもの',
            en: "those on the bank's revocation list",
          },
        },
        language,
      ),
    ],
  },
  {
    name: 'revoke',
    usage: 'revoke [login-id...]',
    description: {
      ja: '証明書失効: 銀行で利用者の証明書を失効する(管理者ユーザ、マスターユーザ)',
      en: "revoke users' certificates at the bank (administrators and the master user)",
    },
    options: (language) => [
      ...secretOptions(language),
      option(
        {
          flags: '--serial-number <hex>',
          description: { ja: '失効する証明書のシリアル番号', en: 'names the certificate' },
        },
        language,
      ).argParser(readSerialNumber),
      option(
        {
          flags: '--keep-local',
          description: { ja: 'この PC にある場合も削除しない', en: 'leave it on this PC if it is here' },
        },
        language,
      ),
    ],
  },
  {
    name: 'browser-policy',
    usage: 'browser-policy',
    description: {
      ja: 'ブラウザが証明書を自動で選択するポリシーを表示・設定する',
      en: 'the policy that makes the browser choose the certificate by itself',
    },
    options: (language) => [
      option(
        {
          flags: '--browser <name>',
          description: { ja: 'ブラウザ: edge、chrome、chromium', en: 'edge, chrome or chromium' },
        },
        language,
      ).argParser(readBrowser),
      option(
        {
          flags: '--format <kind>',
          description: {
            ja: '形式: reg(Windows のレジストリ)、json(Linux)',
            en: "reg (Windows' registry) or json (Linux)",
          },
        },
        language,
      ).argParser(readPolicyFormat),
      option(
        {
          flags: '--login-page <url>',
          description: { ja: '銀行のログイン画面のアドレス', en: "address of the bank's login page" },
        },
        language,
      ).argParser(readLoginPage),
      option(
        {
          flags: '--install',
          description: {
            ja: 'この PC に設定する(管理者権限が必要)',
            en: 'set it on this PC (as administrator or root)',
          },
        },
        language,
      ),
    ],
  },
  {
    name: 'explain',
    usage: 'explain [code]',
    description: { ja: 'エラーコードの原因と対処を表示する', en: 'an error code, its causes and remedies' },
  },
];

export const SANDBOX: CommandSpec = {
  usage: 'sandbox',
  description: { ja: 'デモ環境', en: 'the practice bank' },
};

export const SANDBOX_COMMANDS: readonly CommandSpec[] = [
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

export const SANDBOX_USERS: CommandSpec = {
  usage: 'users',
  description: { ja: 'デモ環境の利用者', en: 'its users' },
};

export const SANDBOX_USERS_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sandbox users add',
    usage: 'add <csv>',
    description: { ja: 'CSV ファイルの利用者を追加する', en: 'add the users of a CSV file' },
  },
];
