import type { Text } from '../core/text.ts';
import { type OptionSpec, SECRETS } from './options.ts';
import {
  readBrowser,
  readDays,
  readKeySizeOption,
  readLoginPage,
  readPolicyFormat,
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
  | 'sandbox new-ca'
  | 'sandbox unlock'
  | 'sandbox reset';

/** One command as it is declared; its code is in src/commands and loaded when it runs. */
export interface CommandSpec {
  /** Left out where the command only holds others. */
  readonly name?: CommandName;
  readonly usage: string;
  readonly description: Text;
  readonly options?: readonly OptionSpec[];
}

const KEY_SIZE: OptionSpec = {
  flags: '--key-size <bits>',
  description: {
    ja: '秘密キーの長さ(ビット): 2048、3072、4096',
    en: 'size of the private key: 2048, 3072 or 4096',
  },
  parse: readKeySizeOption,
  default: 2048,
};

const DRY_RUN: OptionSpec = {
  flags: '--dry-run',
  description: {
    ja: 'リハーサル: 発行要求を送る直前まで実行する',
    en: 'rehearsal: do all but send the request',
  },
};

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'issue',
    usage: 'issue [login-id]',
    description: {
      ja: '証明書発行: 証明書を取得し、この PC に取り込む',
      en: 'get a certificate and install it',
    },
    options: [
      ...SECRETS,
      KEY_SIZE,
      DRY_RUN,
      {
        flags: '--check-bank',
        description: {
          ja: '取得済みでも銀行に確認する',
          en: 'ask the bank even when a certificate is here',
        },
      },
    ],
  },
  {
    name: 'renew',
    usage: 'renew [certificate]',
    description: {
      ja: '証明書更新: 証明書を新しいものに更新する',
      en: 'replace a certificate inside its last 40 days',
    },
    options: [
      ...SECRETS,
      KEY_SIZE,
      DRY_RUN,
      {
        flags: '--all',
        description: { ja: '更新時期を迎えた証明書をすべて更新する', en: 'renew all that are due' },
      },
      {
        flags: '--within <days>',
        description: {
          ja: '更新時期とみなす残り日数',
          en: 'days before the expiry from which on one is due',
        },
        parse: readDays,
        default: 40,
      },
      {
        flags: '--force',
        description: {
          ja: '更新時期より前でも銀行に依頼する',
          en: 'ask the bank even before that (it may refuse)',
        },
      },
      {
        flags: '--keep-old',
        description: { ja: '古い証明書を削除しない', en: 'leave the old certificate on this PC' },
      },
    ],
  },
  {
    name: 'list',
    usage: 'list',
    description: { ja: '証明書一覧: この PC の証明書を表示する', en: 'the certificates on this PC' },
    options: [
      {
        flags: '--users',
        description: {
          ja: '銀行の利用者と証明書状態を表示する(管理者ユーザ、マスターユーザ)',
          en: "the bank's users and their states (administrators and the master user)",
        },
      },
      ...SECRETS,
      {
        flags: '--all',
        description: { ja: '銀行のもの以外の証明書も表示する', en: 'show other certificates too' },
      },
      {
        flags: '--sort <key>',
        description: {
          ja: '並べ替え: login-id、expires、state(--users では name、role も)',
          en: 'sort by login-id, expires or state, with --users by name or role too',
        },
        parse: readSortKey,
      },
      { flags: '--desc', description: { ja: '降順', en: 'in descending order' } },
      {
        flags: '--expiring [days]',
        description: {
          ja: '有効期限が近いものだけ(既定 40 日以内)',
          en: 'only those that expire within so many days (default 40)',
        },
        parse: readDays,
        preset: '40',
      },
      {
        flags: '--check [days]',
        description: {
          ja: '監視用: 秘密キーを試し、対応が必要なら終了コード 11(既定 40 日以内)',
          en: 'for monitoring: try the keys, exit 11 when something is due (default 40)',
        },
        parse: readDays,
        preset: '40',
      },
    ],
  },
  {
    name: 'revoke',
    usage: 'revoke [login-id...]',
    description: {
      ja: '証明書失効: 銀行で利用者の証明書を失効する(管理者ユーザ、マスターユーザ)',
      en: "revoke users' certificates at the bank (administrators and the master user)",
    },
    options: [
      ...SECRETS,
      {
        flags: '--serial-number <hex>',
        description: { ja: '失効する証明書のシリアル番号', en: 'names the certificate' },
        parse: readSerialNumber,
      },
      {
        flags: '--keep-local',
        description: { ja: 'この PC にある場合も削除しない', en: 'leave it on this PC if it is here' },
      },
    ],
  },
  {
    name: 'remove',
    usage: 'remove [certificate...]',
    description: {
      ja: 'この PC から証明書を削除する(証明書失効ではない)',
      en: 'remove certificates from this PC; revokes nothing',
    },
    options: [
      { flags: '--expired', description: { ja: '有効期限切れのもの', en: 'those that have expired' } },
      {
        flags: '--by-this-clock',
        description: {
          ja: '--expired を、銀行の時刻ではなくこの PC の時計で判断する',
          en: "judge --expired by this PC's clock, not by the bank's time",
        },
      },
      {
        flags: '--superseded',
        description: {
          ja: '新しい証明書に置き換えられたもの',
          en: 'those that a newer, working one has replaced',
        },
      },
      {
        flags: '--revoked',
        description: {
          ja: '銀行の失効リスト(CRL)にあるもの',
          en: "those on the bank's revocation list",
        },
      },
    ],
  },
  {
    name: 'browser-policy',
    usage: 'browser-policy',
    description: {
      ja: 'ブラウザが証明書を自動で選択するポリシーを表示・設定する',
      en: 'the policy that makes the browser choose the certificate by itself',
    },
    options: [
      {
        flags: '--browser <name>',
        description: {
          ja: 'ブラウザ: edge、chrome、chromium、firefox',
          en: 'edge, chrome, chromium or firefox',
        },
        parse: readBrowser,
      },
      {
        flags: '--format <kind>',
        description: {
          ja: '形式: reg(Windows のレジストリ)、json(Linux)',
          en: "reg (Windows' registry) or json (Linux)",
        },
        parse: readPolicyFormat,
      },
      {
        flags: '--login-page <url>',
        description: { ja: '銀行のログイン画面のアドレス', en: "address of the bank's login page" },
        parse: readLoginPage,
      },
      {
        flags: '--install',
        description: {
          ja: 'この PC に設定する(管理者権限が必要)',
          en: 'set it on this PC (as administrator or root)',
        },
      },
      {
        flags: '--remove',
        description: {
          ja: '--install による設定を取り消す(管理者権限が必要)',
          en: 'take away what --install set (as administrator or root)',
        },
      },
    ],
  },
  {
    name: 'explain',
    usage: 'explain [code]',
    description: { ja: 'エラーコードの原因と対処を表示する', en: 'an error code, its causes and remedies' },
  },
];
