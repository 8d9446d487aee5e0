import { PLAIN_HINTS, sentence } from '../hints.ts';
import { fill, type Language, type Text, type TextParams } from '../text.ts';

/** What a sentence of the catalogue says where there is nothing particular to say. */
const USUAL: Readonly<Record<string, Text | ''>> = {
  support: '',
  known: '',
  other: '',
  others: '',
  takes: '',
  limit: '',
  loginPage: '',
  first: '',
  when: { ja: 'しばらくしてから', en: 'after a while' },
  wait: { ja: 'しばらくしてから', en: 'after a while' },
};

/** What stands where a sentence takes a value of the case at hand. */
const PLACEHOLDERS: Readonly<Record<string, Text>> = {
  address: { ja: 'アドレス', en: 'address' },
  access: { ja: '読み取り・変更', en: 'read or change' },
  account: { ja: 'Windows のアカウント', en: 'Windows account' },
  bank: { ja: '銀行', en: 'bank' },
  bits: { ja: '長さ', en: 'so many' },
  browser: { ja: 'ブラウザ', en: 'browser' },
  bankCode: { ja: '銀行のエラー名', en: "bank's word for it" },
  candidates: { ja: '当てはまる証明書', en: 'those that fit' },
  command: { ja: 'コマンド', en: 'command' },
  count: { ja: '件数', en: 'number' },
  desktop: { ja: 'サインインしているアカウント', en: 'account at the desktop' },
  detail: { ja: '詳しい理由', en: 'the reason in detail' },
  difference: { ja: '進み・遅れの時間', en: 'so far ahead or behind' },
  done: { ja: '完了した件数', en: 'number' },
  effectiveAt: { ja: '失効の日時', en: 'time from which it counts' },
  expiry: { ja: '有効期限', en: 'date' },
  failed: { ja: '失敗した件数', en: 'number that failed' },
  file: { ja: 'ファイル', en: 'file' },
  folder: { ja: 'フォルダ', en: 'folder' },
  found: { ja: 'この PC のもの', en: 'the present one' },
  from: { ja: '更新できる時期に', en: 'when it can be renewed' },
  host: { ja: '銀行のサーバ', en: 'server' },
  id: { ja: '識別子', en: 'its name' },
  issuer: { ja: '発行者', en: 'issuer' },
  key: { ja: '鍵の種類', en: 'kind of key' },
  left: { ja: '実行していない件数', en: 'number not tried' },
  loginId: { ja: 'ログインID', en: 'login ID' },
  loginIds: { ja: 'ログインID', en: 'login IDs' },
  option: { ja: 'オプション', en: 'option' },
  path: { ja: 'パス', en: 'path' },
  place: { ja: '指定元', en: 'where it was given' },
  provider: { ja: 'プロバイダ', en: 'provider' },
  program: { ja: 'プログラム', en: 'program' },
  refused: { ja: '拒否またはロックの件数', en: 'number of' },
  proxy: { ja: 'プロキシ', en: 'proxy' },
  revoker: {
    ja: '自社の管理者ユーザまたはマスターユーザ。マスターユーザの証明書は、銀行の規則により本人、ほかの管理者ユーザまたはお取引店',
    en: "an administrator or the master user in your company; a master user's own, by the bank's rules, the master user, another administrator or the branch",
  },
  schemes: { ja: '認証方式', en: 'schemes' },
  seconds: { ja: '秒数', en: 'number of' },
  secret: { ja: 'パスワードの種類', en: 'kind of password' },
  serialNumber: { ja: '証明書シリアル番号', en: 'serial number' },
  source: { ja: '指定元', en: 'where it was given' },
  set: { ja: '設定されている値', en: 'what is configured' },
  start: { ja: '開始日', en: 'date' },
  status: { ja: '番号', en: 'number' },
  store: { ja: '証明書ストア', en: 'certificate store' },
  total: { ja: '全体の件数', en: 'number of all' },
  until: { ja: '終了予定の日時', en: 'time at which it ends' },
  url: { ja: 'アドレス', en: 'address' },
  used: { ja: '使用中の値', en: 'what is in its place' },
  variable: { ja: '環境変数', en: 'environment variable' },
  version: { ja: 'バージョン', en: 'version' },
  wanted: { ja: '指定した値', en: 'what was given' },
  what: { ja: '項目名', en: 'thing meant' },
  why: { ja: '理由', en: 'the reason' },
};

/**
 * A sentence of the catalogue without a case at hand: `<login ID>` where the login ID would stand.
 * @param known what can be said all the same
 */
export function withPlaceholders(sentence: string, language: Language, known: TextParams = {}): string {
  const words = Object.entries(PLACEHOLDERS).map(([name, text]) => [name, `<${text[language]}>`]);
  return fill(sentence, { ...USUAL, ...Object.fromEntries(words), ...known }, language).trimEnd();
}

/**
 * The same of an entry's text, its commands ready to be typed.
 * @param hints for the commands that it names @param known what can be said all the same
 */
export function generally(
  text: Text,
  language: Language,
  hints = PLAIN_HINTS,
  known: TextParams = {},
): string {
  return withPlaceholders(sentence(text[language], {}, language, hints), language, known);
}
