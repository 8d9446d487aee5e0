import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { oneOf, TEXTS } from '../../core/option-values.ts';
import { command } from '../spec.ts';

export const FORMATS = ['page', 'tap', 'junit'] as const;

const OPTIONS = [
  {
    flags: '--users <file.json>',
    help: {
      ja: 'テスト用のユーザとパスワードの JSON ファイル。なければ、ログインなしで確認できることだけを確認する',
      en: 'JSON file of test users and their passwords; without it only what needs no login is tried',
    },
  },
  {
    flags: '--destructive',
    help: {
      ja: '元に戻せないこと(確定、更新、失効、ロック)も確認する',
      en: 'try also what cannot be taken back: confirming, renewing, revoking, locking',
    },
  },
  {
    flags: '--only <case>',
    help: { ja: 'このケースだけを確認する。繰り返し指定可', en: 'try this case alone; may be repeated' },
    value: TEXTS,
  },
  {
    flags: '--resume <file>',
    help: {
      ja: '成功したケースをこのファイルに記録し、次回は繰り返さない(テスト用証明書の秘密キーを含む)',
      en: 'keep in this file what passed, and do not try it again; it holds the keys of the test certificates',
    },
  },
  {
    flags: '--format <page|tap|junit>',
    help: { ja: '結果の形式(既定 page)', en: 'form of the result (default page)' },
    value: oneOf(FORMATS),
  },
  {
    flags: '--clock-command <command>',
    help: {
      ja: '銀行の日付を変更するプログラム。最後の引数に RFC 3339 の日時を付けて実行する',
      en: "program that sets the bank's date, run with an RFC 3339 time as its last argument",
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type BankCheckOptions = OptionsOf<typeof OPTIONS>;

export const bankCheck = command({
  name: 'bank-check',
  args: '<url>',
  help: {
    ja: '銀行のサーバーが銀行 API の契約を守っているかを確認する(銀行の技術者向け)',
    en: "find out whether a bank's server keeps to the contract of the bank API; for banks' engineers",
  },
  examples: {
    'bank-check https://bank.example': {
      ja: 'ログインなしで確認できることだけ',
      en: 'what needs no login',
    },
    'bank-check https://bank.example --users t.json': {
      ja: 'テスト用のユーザで、元に戻せることだけ',
      en: 'with test users, what can be taken back',
    },
    'bank-check https://bank.example --only crl': {
      ja: '1 つのケースだけ',
      en: 'one case alone',
    },
  },
  options: OPTIONS,
  needs: 'nothing',
  logged: 'always',
  load: () => import('./run.ts'),
});
