import type { CommandSpec } from './commands.ts';
import { readPort } from './values.ts';

export const SANDBOX: CommandSpec = {
  usage: 'sandbox',
  description: { ja: 'デモ環境', en: 'the practice bank' },
};

export const SANDBOX_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sandbox start',
    usage: 'start',
    description: { ja: 'デモ環境を開始する(Ctrl-C で終了)', en: 'start the practice bank; Ctrl-C stops it' },
    options: [
      {
        flags: '--port <number>',
        description: { ja: 'ポート番号', en: 'port of the bank API' },
        parse: readPort,
      },
      {
        flags: '--portal-port <number>',
        description: { ja: 'ログイン画面のポート番号', en: 'port of the login page' },
        parse: readPort,
      },
      {
        flags: '--fault <name>',
        description: {
          ja: '障害の練習: 名前[=確率]。繰り返し指定可',
          en: 'rehearse a fault: name[=probability]; may be repeated',
        },
        parse: (text: string, earlier?: string[]) => [...(earlier ?? []), text],
      },
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
    name: 'sandbox new-ca',
    usage: 'new-ca',
    description: {
      ja: '認証局を次の世代に切り替える',
      en: 'go on with the next generation of its CA',
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
