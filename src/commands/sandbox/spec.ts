import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { PORT, TEXTS } from '../../core/option-values.ts';
import { type CommandSpec, command } from '../spec.ts';

const START_OPTIONS = [
  { flags: '--port <number>', help: { ja: 'ポート番号', en: 'port of the bank API' }, value: PORT },
  {
    flags: '--portal-port <number>',
    help: { ja: 'ログイン画面のポート番号', en: 'port of the login page' },
    value: PORT,
  },
  {
    flags: '--est',
    help: { ja: 'EST(RFC 7030)でも証明書を発行する', en: 'issue certificates by EST (RFC 7030), too' },
  },
  {
    flags: '--est-port <number>',
    help: { ja: 'EST のポート番号(--est を兼ねる)', en: 'port of EST; --est goes without saying' },
    value: PORT,
  },
  {
    flags: '--fault <name>',
    help: {
      ja: '障害の練習: 名前[=確率]。繰り返し指定可',
      en: 'rehearse a fault: name[=probability]; may be repeated',
    },
    value: TEXTS,
  },
] as const satisfies readonly OptionDeclaration[];

export type StartOptions = OptionsOf<typeof START_OPTIONS>;

/** The commands of the practice bank, which is the one that they mean, `--sandbox` or not. */
export const sandboxCommands: readonly CommandSpec[] = [
  command({
    name: 'sandbox start',
    help: { ja: 'デモ環境を開始する(Ctrl-C で終了)', en: 'start the practice bank; Ctrl-C stops it' },
    examples: {
      'sandbox start': { ja: 'Ctrl-C で終了するまで動かす', en: 'run it until Ctrl-C' },
      'sandbox start --port 8443': { ja: 'ポート番号を指定する', en: 'on this port' },
      'sandbox start --fault maintenance=0.5': {
        ja: '2 回に 1 回は休止中',
        en: 'under maintenance every other time',
      },
    },
    options: START_OPTIONS,
    needs: 'nothing',
    logged: 'always',
    load: () => import('./start.ts'),
  }),
  command({
    name: 'sandbox info',
    help: { ja: '接続先、利用者、パスワードを表示する', en: 'its address, users and passwords' },
    examples: {
      'sandbox info': { ja: '利用者とパスワードも', en: 'with users and passwords' },
      'sandbox info --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    load: () => import('./info.ts'),
  }),
  command({
    name: 'sandbox clock',
    args: '[time]',
    help: {
      ja: 'デモ環境の日時を表示・設定する(RFC 3339、now で現在)',
      en: 'show or set its date (RFC 3339, or now)',
    },
    examples: {
      'sandbox clock': { ja: '日時を表示する', en: 'show its date' },
      'sandbox clock 2027-03-01T09:00:00+09:00': { ja: '日時を設定する', en: 'set its date' },
      'sandbox clock now': { ja: '現在に戻す', en: 'back to the present' },
    },
    needs: 'nothing',
    logged: { withArguments: true },
    load: () => import('./clock.ts'),
  }),
  command({
    name: 'sandbox advance',
    args: '<days>',
    help: { ja: 'デモ環境の日付を進める', en: 'move its date on' },
    examples: {
      'sandbox advance 330': { ja: '更新できる時期まで進める', en: 'to when certificates can be renewed' },
      'sandbox advance 1': { ja: '1 日進める', en: 'by a day' },
    },
    needs: 'nothing',
    logged: 'always',
    load: () => import('./advance.ts'),
  }),
  command({
    name: 'sandbox install',
    args: '<login-id>',
    help: {
      ja: '利用者の証明書をこの PC に取り込む',
      en: "make this PC the holder of a user's certificate",
    },
    examples: {
      'sandbox install tarodt': { ja: 'tarodt の証明書を取り込む', en: "tarodt's certificate" },
      'sandbox install tarodt --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    logged: 'always',
    load: () => import('./install.ts'),
  }),
  command({
    name: 'sandbox users add',
    args: '<csv>',
    help: { ja: 'CSV ファイルの利用者を追加する', en: 'add the users of a CSV file' },
    examples: {
      'sandbox users add users.csv': { ja: 'ファイルの利用者', en: 'the users of a file' },
      'sandbox users add -': { ja: '標準入力の利用者', en: 'the users on stdin' },
    },
    needs: 'nothing',
    logged: 'always',
    load: () => import('./users-add.ts'),
  }),
  command({
    name: 'sandbox rules',
    args: '[rule...]',
    help: {
      ja: '銀行ごとに違う決まりを表示・設定する(名前=値)',
      en: 'show or set the rules in which banks differ (name=value)',
    },
    examples: {
      'sandbox rules': { ja: '決まりを表示する', en: 'show the rules' },
      'sandbox rules renewalDays=60': {
        ja: '60 日前から更新できるようにする',
        en: 'renewals from 60 days before the expiry',
      },
    },
    needs: 'nothing',
    logged: { withArguments: true },
    load: () => import('./rules.ts'),
  }),
  command({
    name: 'sandbox new-ca',
    help: {
      ja: '認証局を次の世代に切り替える',
      en: 'go on with the next generation of its CA',
    },
    examples: {
      'sandbox new-ca': { ja: '切り替える', en: 'change to it' },
      'sandbox new-ca --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    logged: 'always',
    load: () => import('./new-ca.ts'),
  }),
  command({
    name: 'sandbox log',
    help: { ja: '操作の記録を表示する', en: 'its audit log' },
    examples: {
      'sandbox log': { ja: '記録を表示する', en: 'show the log' },
      'sandbox log --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    load: () => import('./log.ts'),
  }),
  command({
    name: 'sandbox unlock',
    args: '<login-id>',
    help: { ja: '利用者のロックを解除する', en: 'release a locked user' },
    examples: {
      'sandbox unlock jirodt': { ja: 'jirodt のロックを解除する', en: 'release jirodt' },
      'sandbox unlock jirodt --json': { ja: 'スクリプト用', en: 'for scripts' },
    },
    needs: 'nothing',
    logged: 'always',
    load: () => import('./unlock.ts'),
  }),
  command({
    name: 'sandbox reset',
    help: {
      ja: 'すべて削除して初期の状態に戻す',
      en: 'remove it all, its certificates here included',
    },
    examples: {
      'sandbox reset': { ja: '確認してから削除する', en: 'ask, and remove it' },
      'sandbox reset --yes': { ja: '確認せずに削除する', en: 'without asking' },
    },
    needs: 'nothing',
    logged: 'always',
    load: () => import('./reset.ts'),
  }),
];
