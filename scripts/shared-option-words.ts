import type { SecretOptions } from '../src/commands/ask/options.ts';
import {
  DEFAULT_TIMEOUT_SECONDS,
  LONGEST_TIMEOUT_SECONDS,
  type SharedOptions,
} from '../src/core/shared-options.ts';
import type { StoreChoice } from '../src/core/store-kinds.ts';
import type { Text } from '../src/core/text.ts';

/** What docs/commands.md says of an option where the words of `--help` are too short; of its values, in brackets. */
export type OptionWords = Text | { readonly text: Text; readonly values: Readonly<Record<string, Text>> };

/** Words for the options of a command, by their keys, and for the values that they may take. */
export type WordsFor<O> = {
  readonly [K in keyof O]?:
    | Text
    | { readonly text: Text; readonly values: { readonly [V in O[K] & string]?: Text } };
};

const WINDOWS: Text = { ja: 'Windows', en: 'Windows' };
const STORES = {
  auto: { ja: '既定', en: 'the default' },
  powershell: WINDOWS,
  certutil: WINDOWS,
  native: WINDOWS,
  nss: {
    ja: '[Linux のブラウザと Firefox](nss.ja.md)',
    en: '[browsers on Linux, and Firefox](nss.md)',
  },
  file: { ja: 'PEM ファイル', en: 'PEM files' },
} as const satisfies Record<StoreChoice, Text>;

/** Of the options on every command. */
export const SHARED_WORDS = {
  bank: {
    ja: '銀行 API のアドレス。https だけを使用できます。末尾の `/v1` は省略できます',
    en: 'address of the bank API, https only; `/v1` is added where it is missing',
  },
  profile: {
    ja: '[設定ファイル](#設定ファイル)にある銀行の名前',
    en: 'a named bank of the [config file](#config-file)',
  },
  sandbox: {
    ja: '[デモ環境](practice-bank.ja.md)を使用します。動作中のデモ環境がなければ、コマンドの中で起動します',
    en: 'the [practice bank](practice-bank.md), started inside the command when none is running',
  },
  store: {
    text: {
      ja: '[証明書ストア](windows-store.ja.md#使用する証明書ストア)',
      en: 'the [certificate store](windows-store.md#which-store-is-used)',
    },
    values: STORES,
  },
  storeDir: {
    ja: '`file` ストアのフォルダ。親フォルダがあれば作成します',
    en: 'folder of the `file` store; made if its parent folder is there',
  },
  nssProfile: {
    ja: '`nss` ストアとして使用する別のデータベース。指定すると、ストアは `nss` になります。[Firefox のプロファイル](browser.ja.md#firefox)や、snap、Flatpak のブラウザのものを指定します。すでにあるものに限ります',
    en: 'another database for the store `nss`, which it implies: a [Firefox profile](browser.md#firefox), or that of a browser from snap or Flatpak; must be there',
  },
  json: {
    ja: '標準出力に JSON を 1 つだけ、ASCII で出力します',
    en: 'one JSON document on stdout and nothing else there, in ASCII',
  },
  input: {
    ja: '質問しません。足りないものがあれば、オプションと環境変数の名前を示すエラーになります。標準入力がターミナルでない場合も同じです',
    en: 'never ask; what is missing is an error that names the option and the variable. The same holds where stdin is no terminal',
  },
  yes: { ja: '確認にすべて「はい」と答えます', en: 'take every confirmation as given' },
  lang: {
    ja: '表示する言語。既定はシステムの言語で、日本語でも英語でもなければ英語です',
    en: "the language; by default the system's language, English where it is neither",
  },
  plain: {
    ja: '[スクリーンリーダー用](#スクリーンリーダーをお使いの場合)。画面を書き換えず、1 行ずつ表示・質問します。`TERM=dumb` でも同じです',
    en: '[for screen readers](#for-screen-readers): nothing is redrawn, questions go line by line; the same with `TERM=dumb`',
  },
  quiet: { ja: '結果、注意、エラーだけを表示します', en: 'only results, warnings and errors' },
  verbose: {
    ja: '各段階、銀行への各要求、技術的な原因を標準エラー出力に表示します。パスワードなどは表示しません',
    en: 'each step, each request and technical causes on stderr; no secrets',
  },
  logFile: {
    ja: '`--verbose` で表示される内容と[ログ](log.ja.md)に残る内容を、JSON 行 `{"time","run","level","message"?}` でファイルに追記します。ファイルは本人だけが読めます',
    en: 'everything that `--verbose` shows, appended as JSON lines `{"time","run","level","message"?}` to a file of the user\'s own, with what the [log](log.md) keeps',
  },
  log: {
    ja: 'この実行を、この PC の[ログ](log.ja.md)に記録しません',
    en: 'keep nothing of this run in the [log](log.md) of this PC',
  },
  proxy: {
    ja: '銀行への接続に使用する[プロキシ](proxy.ja.md)(パスワードは含めません)、または `none`。この PC 自身とデモ環境には使用しません。指定がなければ、設定ファイル、`HTTPS_PROXY`、Windows の設定の順に調べます',
    en: 'the [proxy](proxy.md) by which the bank is reached, without a password in it, or `none`; never for this PC itself and the practice bank. Without it the config file, `HTTPS_PROXY`, and on Windows the system say',
  },
  caFile: {
    ja: '銀行との TLS 通信で追加で信頼するルート証明書。Node のもの(設定によってはシステムのものも)に追加されます。PEM(いくつでも)または DER(1 つ)',
    en: "further root certificates to trust for the bank's TLS, beside those of Node and, where it is told to use them, of the system: PEM, any number, or one in DER",
  },
  timeout: {
    ja: `銀行への要求 1 回ごとの待ち時間(一時的な失敗では、要求を繰り返します)。1 から ${LONGEST_TIMEOUT_SECONDS}、既定は ${DEFAULT_TIMEOUT_SECONDS}。同じログインIDを処理中の別の cert-tool を待つ時間でもあります`,
    en: `for each try of a request (what fails for the moment is tried again), 1 to ${LONGEST_TIMEOUT_SECONDS}, by default ${DEFAULT_TIMEOUT_SECONDS}; also how long to wait for another cert-tool at work on the same login ID`,
  },
  color: {
    ja: '色を使いません。`FORCE_COLOR` を設定すると、ターミナル以外でも色を使います',
    en: 'no colours; `FORCE_COLOR` wants them where there is no terminal',
  },
} as const satisfies WordsFor<Omit<SharedOptions, 'store'> & { readonly store?: StoreChoice }>;

/** Variables of other programs that have the effect of an option on every command, or its contrary. */
export const FOREIGN_VARIABLES = {
  caFile: ['NODE_EXTRA_CA_CERTS'],
  proxy: ['HTTPS_PROXY', 'NO_PROXY'],
  color: ['NO_COLOR', 'FORCE_COLOR'],
} as const satisfies Partial<Record<keyof SharedOptions, readonly string[]>>;

/** Of the options for secrets. */
export const SECRET_WORDS = {
  passwordStdin: {
    ja: '標準入力の最初の 1 行を、届きしだい読み取ります。標準入力がターミナルの場合は質問します。ログインパスワードを引数では指定できません。引数はほかのプログラムから読み取れるためです',
    en: 'takes the first line of stdin, as soon as it is there; where stdin is a terminal it asks instead. The login password is never an argument: other programs could read it',
  },
  otpCommand: {
    ja: 'プログラム。引数も指定できます。シェルは使いません。出力の最初の 1 行をワンタイムパスワードとし、標準エラー出力の内容は表示します。プログラムは環境変数 `CERT_TOOL_LOGIN_ID` でログインIDを受け取ります',
    en: 'a program, with arguments if need be; no shell is involved. Its first line of output is the code, what it says on stderr is shown, and it finds the login ID in `CERT_TOOL_LOGIN_ID`',
  },
  credentials: {
    ja: '文字列の JSON オブジェクト。どの項目も省略できます: `{"loginId","password","otp","confirmationPassword"}`(最後のものは失効で使用します)。`-` は標準入力です。パイプも使用できますが、入力が画面に表示されるターミナルは使用できません。ほかのユーザが読み取りや変更をできるファイルでは、注意を表示します',
    en: 'a JSON object of strings, each of them optional: `{"loginId","password","otp","confirmationPassword"}` (the last one serves revoking); `-` is stdin. It may be a pipe, but no terminal, which would show what is typed. A file that other users can read or change gets a warning',
  },
  lastTry: {
    ja: '画面で入力していないものを、銀行が以前に拒否していても、ロックまで残り 1 回でも、その実行で 1 度だけ送信します',
    en: 'sends once in the run what was not typed, even where the bank has refused it before or one try is left before the lock',
  },
  remember: {
    ja: 'ログインIDをこの PC に控えません。指定がなければ、ログインできたログインIDを控えます。忘れたログインIDを調べられない銀行があるためです。設定ファイルでは `remember`',
    en: 'leaves no note of the login ID on this PC; without it a login ID with which a login went through is noted, for a bank may be unable to look up a forgotten one. In the config file `remember`',
  },
} as const satisfies WordsFor<SecretOptions>;
