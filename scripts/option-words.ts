import type { BrowserPolicyOptions } from '../src/commands/browser-policy/spec.ts';
import type { IssueOptions } from '../src/commands/issue/spec.ts';
import type { ListOptions } from '../src/commands/list/spec.ts';
import type { OpenOptions } from '../src/commands/open/spec.ts';
import type { InstallOptions, RunOptions } from '../src/commands/remind/spec.ts';
import type { RemoveOptions } from '../src/commands/remove/spec.ts';
import type { RenewOptions } from '../src/commands/renew/spec.ts';
import type { ReportOptions } from '../src/commands/report/spec.ts';
import type { RetireOptions } from '../src/commands/retire/spec.ts';
import type { RevokeOptions } from '../src/commands/revoke/spec.ts';
import type { StartOptions } from '../src/commands/sandbox/spec.ts';
import type { REQUEST_OPTIONS } from '../src/commands/session/options.ts';
import type { UninstallOptions } from '../src/commands/uninstall/spec.ts';
import type { OptionsOf } from '../src/core/option.ts';
import { RENEWAL_WINDOW_DAYS } from '../src/core/renewal.ts';
import type { OptionWords, WordsFor } from './shared-option-words.ts';

const EVENT_LOG = {
  ja: '結果を[システムのログ](monitoring.ja.md#イベントログと-syslog)にも書き込みます。設定ファイルでは `eventLog`',
  en: "tell [the system's log](monitoring.md#event-log-and-syslog) each result, too; in the config file `eventLog`",
};

const REQUEST = {
  eventLog: EVENT_LOG,
  keySize: { ja: 'RSA 秘密キーの長さ(ビット)', en: 'size of the RSA key in bits' },
  dryRun: {
    ja: '発行要求を送る直前まで実行します。発行要求は送りません',
    en: 'all up to the request, which is not sent',
  },
  hereAnyway: {
    ja: '[証明書が残らない場所](#証明書が残らない場所)でも、注意を表示して続けます。指定がなければ終了コード 7 になります',
    en: 'go on, with a warning, where [a certificate does not stay](#places-where-a-certificate-does-not-stay); otherwise exit code 7',
  },
  after: {
    ja: '[取り込みの後に実行するプログラム](#取り込みの後に実行するプログラム)。パスで指定し、引数は付けません。設定ファイルより優先します',
    en: '[the program to run](#after-an-installation) after an installation, by its path and without arguments; before that of the config',
  },
} as const satisfies WordsFor<OptionsOf<typeof REQUEST_OPTIONS>>;

const RESULTS = {
  ja: '`--from` の結果を、分かった順に JSON 行で追記します',
  en: 'appends the results of `--from`, as they come, as JSON lines',
};

/** Of a list of users, for `issue` and `renew`. */
const LISTED = {
  from: {
    ja: '[利用者の一覧](#利用者の一覧)の全員について実行します。CSV または JSON 行で、`-` は標準入力です',
    en: 'do it for all users of [a list](#lists-of-users): CSV or JSON lines; `-` is stdin',
  },
  jobs: { ja: '`--from` で同時に処理する人数', en: 'how many users of `--from` at once' },
  results: RESULTS,
  keepGoing: {
    ja: '続けて拒否されても、`--from` を停止しません',
    en: 'do not stop `--from` when many are refused in a row',
  },
};

const ISSUE = {
  ...REQUEST,
  ...LISTED,
  checkBank: {
    ja: '使用できる証明書がこの PC にあっても、銀行に確認します',
    en: 'ask the bank even when a good certificate is here',
  },
} as const satisfies WordsFor<IssueOptions>;

const RENEW = {
  ...REQUEST,
  ...LISTED,
  all: {
    ja: '更新時期を迎えた証明書を、順にすべて更新します。有効期限切れの証明書や、秘密キーを使用できない証明書は失敗になります',
    en: 'renew all certificates that are due, one after the other; one that has expired, or whose key does not work, is a failure',
  },
  allProfiles: {
    ja: '[設定ファイルのすべての銀行](#設定ファイルのすべての銀行)について、順に同じことを行います。`--all` の指定は不要です',
    en: 'the same at [all banks of the config file](#all-banks-of-the-config-file), one after the other; implies `--all`',
  },
  within: {
    ja: '更新時期とみなす残り日数(銀行の時刻で、これより少なくなったとき)。銀行で更新できる時期より前でも、銀行に依頼します。省略すると、更新できる時期から',
    en: "a certificate is due when fewer than so many days are left, by the bank's time, and the bank is asked even where it is too early for it; left out: as soon as it can be renewed",
  },
  force: {
    ja: `更新できる時期(多くの銀行では有効期限の ${RENEWAL_WINDOW_DAYS} 日前から)より前でも、銀行に依頼します。銀行が拒否することもあります`,
    en: `ask the bank even before it can be renewed (at most banks in the last ${RENEWAL_WINDOW_DAYS} days); it may refuse`,
  },
  keepOld: {
    ja: '古い証明書をこの PC に残します。指定がなければ、新しい証明書の取り込みの完了を銀行に知らせたあとで削除します',
    en: 'leave the old certificate on this PC; otherwise it is removed once the new one is confirmed',
  },
} as const satisfies WordsFor<RenewOptions>;

const WITH_USERS = { ja: '`--users` を付けた場合', en: 'with `--users`' };
const LIST = {
  users: {
    ja: 'この PC の証明書の代わりに、銀行の利用者と証明書状態を表示します(管理者ユーザ、マスターユーザ)',
    en: "the bank's users and their states instead, for administrators and the master user",
  },
  csv: {
    ja: '`--users` の結果を、標準出力に [Excel 用の表](#利用者の表)だけで出力します',
    en: 'with `--users`: a [table for Excel](#users-as-a-table) on stdout, and nothing else there',
  },
  all: {
    ja: 'ほかの証明書(CN が銀行の形式でないもの、クライアント認証用でないもの)と、[非表示の証明書](#非表示の証明書)も表示します',
    en: "show other certificates too, not only those whose CN has the bank's shape and that are for client authentication, and [hidden](#hidden-certificates) ones",
  },
  allProfiles: {
    ja: '[設定ファイルのすべての銀行](#設定ファイルのすべての銀行)について、そこでの名前で表示します',
    en: 'for [all banks of the config file](#all-banks-of-the-config-file), by their names there',
  },
  sort: {
    text: { ja: '並べ替えの基準', en: 'what to sort by' },
    values: { 'login-id': { ja: '既定', en: 'the default' }, name: WITH_USERS, role: WITH_USERS },
  },
  expiring: {
    ja: '更新できる証明書、または日数を指定すると有効期限がその日数以内の証明書だけを表示します。有効期限切れの証明書も表示します',
    en: 'only those that can be renewed, or with a number those that expire within so many days; and expired ones',
  },
  check: {
    ja: '監視用。各秘密キーで試しに署名し、対応が必要かどうかを終了コードで示します。更新時期とみなすのは、更新できる時期から、または日数を指定すると有効期限がその日数以内になったときです',
    en: 'for monitoring: tries each key with a signature, and tells by the exit code whether there is something to do; due is what can be renewed, or with a number what expires within so many days',
  },
  format: {
    ja: '`--check` の結果を、表の代わりに [Prometheus](monitoring.ja.md#prometheus) のテキスト形式で出力します',
    en: 'with `--check`: the text format of [Prometheus](monitoring.md#prometheus) in place of the table',
  },
  eventLog: { ja: `\`--check\` の${EVENT_LOG.ja}`, en: `with \`--check\`: ${EVENT_LOG.en}` },
} as const satisfies WordsFor<ListOptions>;

const REVOKE = {
  serialNumber: {
    ja: '失効する証明書の証明書シリアル番号。ログインIDを 1 つ指定した場合に使用できます。指定がなければ、その利用者の現在の証明書です',
    en: "names the certificate, with one login ID; otherwise the user's current one is meant",
  },
  keepLocal: {
    ja: '証明書がこの PC にある場合も削除しません。指定がなければ、秘密キーとともに削除します',
    en: 'leave the certificate on this PC if it is here; otherwise it is removed with its key',
  },
  dryRun: {
    ja: 'ログインと本人確認のあと、失効する証明書を表示します。失効はせず、確認用パスワードも使用しません',
    en: 'shows what would be revoked, after a login and the proof; revokes nothing, and takes no confirmation password',
  },
  from: {
    ja: '[一覧](#失効する証明書の一覧)の証明書をすべて失効します。ログインIDと証明書シリアル番号の CSV または JSON 行で、`-` は標準入力です',
    en: 'revokes all certificates of [a list](#lists-of-certificates-to-revoke): login IDs and serial numbers as CSV or JSON lines; `-` is stdin',
  },
  expect: {
    ja: '`--from` の一覧にある証明書の件数。一致しなければ、ログインの前に終了コード 2 で終わります。確認の質問がない場合(`--yes` を付けた場合と、ターミナルがない場合)に必要です',
    en: 'how many certificates the list of `--from` holds; another number is exit code 2 before anybody logs in. Needed where nobody is asked: with `--yes`, and without a terminal',
  },
  results: RESULTS,
} as const satisfies WordsFor<RevokeOptions>;

const RETIRE = {
  sheet: {
    ja: '引き継ぎ票を、A4 で印刷できる HTML ファイルにも書き出します。失効や削除の前に書き出し、進むたびに書き直します',
    en: 'writes the hand-over sheet as one HTML page, too, to be printed on A4; before anything is destroyed, and anew after each step',
  },
  dryRun: {
    ja: 'この PC にある証明書と引き継ぎ票を、ログインせずに表示します。失効も削除もしません',
    en: 'shows what this PC holds and the sheet, without a login; nothing is revoked or removed',
  },
} as const satisfies WordsFor<RetireOptions>;

const REPORT = {
  out: {
    ja: 'ページをこのファイルに書き出します。すでにあるファイルは、確認のあとに置き換えます。`--yes` を付けると、以前のページだけを置き換え、ほかのファイルは置き換えません',
    en: 'writes the page to this file; what is there is replaced after a question; with `--yes` an earlier page is, and no other file',
  },
  csv: {
    ja: 'Excel 用の表を、同じようにこのファイルに書き出します',
    en: 'writes a table for Excel to this file, likewise',
  },
  expected: {
    ja: '報告があるはずの利用者や PC の CSV の一覧。`loginId` の列、`device` の列、または両方があるもの。14 日を超えて報告がないものを示します',
    en: 'a CSV list of who should report, with a column `loginId`, a column `device`, or both; who has not for 14 days is told',
  },
} as const satisfies WordsFor<ReportOptions>;

const TELLING = {
  exec: {
    ja: '対応が必要なときに実行する[プログラム](reminders.ja.md#プログラム)。パスだけで指定し、引数は付けません',
    en: '[a program](reminders.md#a-program) to run when something is due, by its path and without arguments',
  },
  heartbeat: {
    ja: '毎回、この PC の結果を 1 行の JSON で書き込む[フォルダ](reminders.ja.md#ハートビート)。ファイルは PC ごとに 1 つです',
    en: '[a folder](reminders.md#heartbeats) that each run writes what this PC holds to, as one line of JSON; one file for each PC',
  },
  ics: {
    ja: '有効期限とアラームを書き出す[カレンダーのファイル](reminders.ja.md#カレンダー)。以前に書き出したものだけを置き換えます',
    en: '[a calendar file](reminders.md#a-calendar) of expiries and alarms; an earlier one is replaced, and no other file',
  },
};

const REMIND_INSTALL = {
  ...TELLING,
  dryRun: {
    ja: '登録する内容を表示するだけで、何も変更しません',
    en: 'shows what would be installed, and changes nothing',
  },
} as const satisfies WordsFor<InstallOptions>;

const REMIND_RUN = {
  ...TELLING,
  scheduled: {
    ja: 'スケジューラからの実行として記録し、`remind status` に表示します',
    en: 'notes this as a run of the scheduler, which `remind status` then tells',
  },
  home: {
    ja: '環境変数 `CERT_TOOL_HOME` の代わりに指定するフォルダ。スケジューラには環境変数を渡せないものがあるためです',
    en: 'the folder that `CERT_TOOL_HOME` names otherwise, for not every scheduler hands over variables',
  },
} as const satisfies WordsFor<RunOptions>;

const REMOVE = {
  expired: {
    ja: '銀行の時刻で有効期限が切れたもの。時刻はログインせずに銀行に確認します。確認できなければ終了コード 5、`clock-unproven` になります',
    en: "those that have expired by the bank's time, which is asked for without a login; without an answer exit code 5 and `clock-unproven`",
  },
  byThisClock: {
    ja: '`--expired` を、銀行の時刻を確認せずに、この PC の時計で判断します',
    en: "judge `--expired` by this PC's clock, without asking the bank for its time",
  },
  superseded: {
    ja: '同じ銀行、同じログインIDで、有効期間内にあり署名できる、より新しい証明書に置き換えられたもの。そのログインIDの途中の処理がある間は対象になりません。署名できるストアが必要です',
    en: 'those that a newer one of the same bank and login ID has replaced, which is in date and signs; not while a request of that login ID is unfinished. Needs a store that can sign',
  },
  revoked: {
    ja: '銀行の現在と以前の認証局の失効リスト(CRL)にあるもの。リストの署名と日時も確認します。銀行に、ログインせずに問い合わせます。リストを取得できない認証局の証明書は、注意を表示して残します',
    en: "those on the certificate revocation lists of the bank's CAs, present and former, whose signatures and dates are checked; asks the bank, without a login. A certificate whose CA's list cannot be had is left, with a warning",
  },
  forget: {
    ja: 'この PC に控えたログインIDを消去します。名前を指定したもの、または全部が対象です。設定されている銀行のもの、銀行の設定がなければすべての銀行のものを消去します。証明書は削除しません',
    en: 'forget login IDs that were noted on this PC, named or all of them, of the bank that is set or, where none is, of all; no certificate goes',
  },
  archive: {
    ja: '削除せず、[非表示](#非表示の証明書)にします。証明書は秘密キーとともにこの PC に残ります',
    en: '[hide](#hidden-certificates) them instead of deleting them; they stay here with their keys',
  },
  delete: {
    ja: '[設定ファイル](#設定ファイル)の `remove.archive` で非表示にする設定でも、削除します',
    en: 'delete them even where `remove.archive` in the [config file](#config-file) says to hide them',
  },
  undo: {
    ja: '指定した非表示の証明書を、質問せずに元に戻します。ターミナルで名前を省略すると、1 つを選択できます',
    en: 'show those that are named again, which asks nothing; on a terminal without a name, one to choose from',
  },
} as const satisfies WordsFor<RemoveOptions>;

const LOGIN_PAGE = {
  ja: '証明書を求めるログイン画面の https のアドレス。指定がなければ[設定ファイル](#設定ファイル)、銀行が知らせるアドレスの順です。`--sandbox` では、動作中のデモ環境の[ポータル](portal.ja.md)',
  en: 'the https address of the page that asks for the certificate; by default that of the [config file](#config-file), then the one that the bank tells, with `--sandbox` the [portal](portal.md) of the running practice bank',
};

const OPEN = {
  browser: {
    ja: 'ブラウザ。既定は、インストールされている最初のもの',
    en: 'the browser; by default the first of these that is installed',
  },
  loginPage: LOGIN_PAGE,
} as const satisfies WordsFor<OpenOptions>;

const BROWSER_POLICY = {
  browser: {
    text: { ja: '証明書を自動で選択させるブラウザ', en: 'the browser that is to choose' },
    values: {
      edge: { ja: 'Windows での既定', en: 'the default on Windows' },
      chromium: { ja: 'Windows 以外での既定', en: 'the default elsewhere' },
    },
  },
  format: {
    text: { ja: '表示する形式', en: 'the form of what is printed' },
    values: {
      reg: {
        ja: 'Windows のレジストリ エディター用、Windows での既定',
        en: "for Windows' registry editor, the default there",
      },
      json: {
        ja: 'Linux の `policies/managed` のファイル用、Windows 以外での既定',
        en: 'for a file in `policies/managed` on Linux, the default elsewhere',
      },
    },
  },
  loginPage: LOGIN_PAGE,
  severalUsers: {
    ja: 'PC の 1 つのアカウントに複数の利用者の証明書がある場合に、`PromptOnMultipleMatchingCertificates` も設定し、使用する証明書をブラウザに質問させます(Chrome と Chromium は 96 以降、Edge は 100 以降)',
    en: 'where several users have their certificates in one account of the PC: also `PromptOnMultipleMatchingCertificates`, by which the browser asks which one it is to take (Chrome and Chromium from version 96 on, Edge from 100 on)',
  },
  install: {
    ja: '管理者または root として、この PC に設定します。権限がなければ終了コード 5 になり、管理者に渡す内容を表示します',
    en: 'set it on this PC, as administrator or root; otherwise exit code 5, and the text to hand to one is printed',
  },
  remove: {
    ja: '`--install` または取り込んだファイルがこのログイン画面について設定したものを、管理者または root として、銀行のすべての認証局の分について取り除きます。何もなければその旨を表示し、終了コード 0 で終わります',
    en: "take away from this PC, as administrator or root, what `--install` or an imported file set for this page, for all of the bank's CAs; when there is nothing, that is said, with exit code 0",
  },
} as const satisfies WordsFor<BrowserPolicyOptions>;

const UNINSTALL = {
  certificates: {
    ja: '証明書と秘密キーも、非表示のものを含めて削除します',
    en: 'delete the certificates with their keys too, hidden ones included',
  },
  dryRun: { ja: '取り除くものを表示するだけで、何も取り除きません', en: 'only show what would go' },
} as const satisfies WordsFor<UninstallOptions>;

const SANDBOX_START = {
  port: {
    ja: '銀行 API のポート番号。既定は、このデモ環境のいつもの番号、または空いている番号',
    en: "port of the bank API; by default the practice bank's usual one, or a free one",
  },
  portalPort: {
    ja: '[ポータル](portal.ja.md)のポート番号。既定は空いている番号',
    en: 'port of [the portal](portal.md); by default a free one',
  },
  fault: {
    ja: '練習する[障害](practice-bank.ja.md#障害)。`<name>` または `<name>=<probability>` で、確率は 0 から 1 までです。繰り返し指定できます',
    en: 'a [fault](practice-bank.md#faults) to rehearse, as `<name>` or `<name>=<probability>` from 0 to 1; repeatable',
  },
} as const satisfies WordsFor<StartOptions>;

/** Of each command's own options, by its name. */
export const COMMAND_WORDS: Readonly<Record<string, Readonly<Record<string, OptionWords>>>> = {
  issue: ISSUE,
  renew: RENEW,
  list: LIST,
  revoke: REVOKE,
  remove: REMOVE,
  retire: RETIRE,
  report: REPORT,
  'remind install': REMIND_INSTALL,
  'remind run': REMIND_RUN,
  open: OPEN,
  'browser-policy': BROWSER_POLICY,
  uninstall: UNINSTALL,
  'sandbox start': SANDBOX_START,
};
