import type { SecretOptions } from '../src/commands/ask/options.ts';
import type { BrowserPolicyOptions } from '../src/commands/browser-policy/spec.ts';
import type { IssueOptions } from '../src/commands/issue/spec.ts';
import type { ListOptions } from '../src/commands/list/spec.ts';
import type { OpenOptions } from '../src/commands/open/spec.ts';
import type { RemoveOptions } from '../src/commands/remove/spec.ts';
import type { RenewOptions } from '../src/commands/renew/spec.ts';
import type { ReportOptions } from '../src/commands/report/spec.ts';
import type { RetireOptions } from '../src/commands/retire/spec.ts';
import type { RevokeOptions } from '../src/commands/revoke/spec.ts';
import type { StartOptions } from '../src/commands/sandbox/spec.ts';
import type { REQUEST_OPTIONS } from '../src/commands/session/options.ts';
import type { OptionsOf } from '../src/core/option.ts';
import { RENEWAL_WINDOW_DAYS } from '../src/core/renewal.ts';
import {
  DEFAULT_TIMEOUT_SECONDS,
  LONGEST_TIMEOUT_SECONDS,
  type SharedOptions,
} from '../src/core/shared-options.ts';
import type { StoreChoice } from '../src/core/store-kinds.ts';

/** What docs/commands.md says of an option where the words of `--help` are too short; of its values, in brackets. */
export type OptionWords =
  | string
  | { readonly text: string; readonly values: Readonly<Record<string, string>> };

/** Words for the options of a command, by their keys, and for the values that they may take. */
type WordsFor<O> = {
  readonly [K in keyof O]?:
    | string
    | { readonly text: string; readonly values: { readonly [V in O[K] & string]?: string } };
};

const STORES = {
  auto: 'the default',
  powershell: 'Windows',
  certutil: 'Windows',
  native: 'Windows',
  nss: '[browsers on Linux, and Firefox](nss.md)',
  file: 'PEM files',
} as const satisfies Record<StoreChoice, string>;

/** Of the options on every command. */
export const SHARED_WORDS = {
  bank: 'address of the bank API, https only; `/v1` is added where it is missing',
  profile: 'a named bank of the [config file](#config-file)',
  sandbox: 'the [practice bank](practice-bank.md), started inside the command when none is running',
  store: {
    text: 'the [certificate store](windows-store.md#which-store-is-used)',
    values: STORES,
  },
  storeDir: 'folder of the `file` store; made if its parent folder is there',
  nssProfile:
    'another database for the store `nss`, which it implies: a [Firefox profile](browser.md#firefox), or that of a browser from snap or Flatpak; must be there',
  json: 'one JSON document on stdout and nothing else there, in ASCII',
  input:
    'never ask; what is missing is an error that names the option and the variable. The same holds where stdin is no terminal',
  lang: "the language; by default the system's language, English where it is neither",
  plain:
    '[for screen readers](#for-screen-readers): nothing is redrawn, questions go line by line; the same with `TERM=dumb`',
  quiet: 'only results, warnings and errors',
  verbose: 'each step, each request and technical causes on stderr; no secrets',
  logFile:
    'everything that `--verbose` shows, appended as JSON lines `{"time","run","level","message"?}` to a file of the user\'s own, with what the [log](log.md) keeps',
  log: 'keep nothing of this run in the [log](log.md) of this PC',
  proxy:
    'the [proxy](proxy.md) by which the bank is reached, without a password in it, or `none`; never for this PC itself and the practice bank. Without it the config file, `HTTPS_PROXY`, and on Windows the system say',
  caFile:
    "further root certificates to trust for the bank's TLS, beside those of Node and, where it is told to use them, of the system: PEM, any number, or one in DER",
  timeout: `for each try of a request (what fails for the moment is tried again), 1 to ${LONGEST_TIMEOUT_SECONDS}, by default ${DEFAULT_TIMEOUT_SECONDS}; also how long to wait for another cert-tool at work on the same login ID`,
  color: 'no colours; `FORCE_COLOR` wants them where there is no terminal',
} as const satisfies WordsFor<Omit<SharedOptions, 'store'> & { readonly store?: StoreChoice }>;

/** Variables of other programs that have the effect of an option on every command, or its contrary. */
export const FOREIGN_VARIABLES = {
  caFile: ['NODE_EXTRA_CA_CERTS'],
  proxy: ['HTTPS_PROXY', 'NO_PROXY'],
  color: ['NO_COLOR', 'FORCE_COLOR'],
} as const satisfies Partial<Record<keyof SharedOptions, readonly string[]>>;

/** Of the options for secrets. */
export const SECRET_WORDS = {
  passwordStdin:
    'takes the first line of stdin, as soon as it is there; where stdin is a terminal it asks instead. The login password is never an argument: other programs could read it',
  otpCommand:
    'a program, with arguments if need be; no shell is involved. Its first line of output is the code, what it says on stderr is shown, and it finds the login ID in `CERT_TOOL_LOGIN_ID`',
  credentials:
    'a JSON object of strings, each of them optional: `{"loginId","password","otp","confirmationPassword"}` (the last one serves revoking); `-` is stdin. It may be a pipe, but no terminal, which would show what is typed. A file that other users can read or change gets a warning',
  lastTry:
    'sends once in the run what was not typed, even where the bank has refused it before or one try is left before the lock',
  remember:
    'leaves no note of the login ID on this PC; without it a login ID with which a login went through is noted, for a bank may be unable to look up a forgotten one. In the config file `remember`',
} as const satisfies WordsFor<SecretOptions>;

const EVENT_LOG =
  "tell [the system's log](monitoring.md#event-log-and-syslog) each result, too; in the config file `eventLog`";

const REQUEST = {
  eventLog: EVENT_LOG,
  keySize: 'size of the RSA key in bits',
  dryRun: 'all up to the request, which is not sent',
  hereAnyway:
    'go on, with a warning, where [a certificate does not stay](#places-where-a-certificate-does-not-stay); otherwise exit code 7',
  after:
    '[the program to run](#after-an-installation) after an installation, by its path and without arguments; before that of the config',
} as const satisfies WordsFor<OptionsOf<typeof REQUEST_OPTIONS>>;

const ISSUE = {
  ...REQUEST,
  checkBank: 'ask the bank even when a good certificate is here',
} as const satisfies WordsFor<IssueOptions>;

const RENEW = {
  ...REQUEST,
  all: 'renew all certificates that are due, one after the other; one that has expired, or whose key does not work, is a failure',
  allProfiles:
    'the same at [all banks of the config file](#all-banks-of-the-config-file), one after the other; implies `--all`',
  within:
    "a certificate is due when fewer than so many days are left, by the bank's time, and the bank is asked even where it is too early for it; left out: as soon as it can be renewed",
  force: `ask the bank even before it can be renewed (at most banks in the last ${RENEWAL_WINDOW_DAYS} days); it may refuse`,
  keepOld: 'leave the old certificate on this PC; otherwise it is removed once the new one is confirmed',
} as const satisfies WordsFor<RenewOptions>;

const LIST = {
  users: "the bank's users and their states instead, for administrators and the master user",
  csv: 'with `--users`: a [table for Excel](#users-as-a-table) on stdout, and nothing else there',
  all: "show other certificates too, not only those whose CN has the bank's shape and that are for client authentication, and [hidden](#hidden-certificates) ones",
  allProfiles: 'for [all banks of the config file](#all-banks-of-the-config-file), by their names there',
  sort: {
    text: 'what to sort by',
    values: { 'login-id': 'the default', name: 'with `--users`', role: 'with `--users`' },
  },
  expiring:
    'only those that can be renewed, or with a number those that expire within so many days; and expired ones',
  check:
    'for monitoring: tries each key with a signature, and tells by the exit code whether there is something to do; due is what can be renewed, or with a number what expires within so many days',
  format: 'with `--check`: the text format of [Prometheus](monitoring.md#prometheus) in place of the table',
  eventLog: `with \`--check\`: ${EVENT_LOG}`,
} as const satisfies WordsFor<ListOptions>;

const REVOKE = {
  serialNumber: "names the certificate, with one login ID; otherwise the user's current one is meant",
  keepLocal: 'leave the certificate on this PC if it is here; otherwise it is removed with its key',
  dryRun:
    'shows what would be revoked, after a login and the proof; revokes nothing, and takes no confirmation password',
  from: 'revokes all certificates of [a list](#lists-of-certificates-to-revoke): login IDs and serial numbers as CSV or JSON lines; `-` is stdin',
  expect:
    'how many certificates the list of `--from` holds; another number is exit code 2 before anybody logs in. Needed where nobody is asked: with `--yes`, and without a terminal',
  results: 'appends the results of `--from`, as they come, as JSON lines',
} as const satisfies WordsFor<RevokeOptions>;

const RETIRE = {
  sheet:
    'writes the hand-over sheet as one HTML page, too, to be printed on A4; before anything is destroyed, and anew after each step',
  dryRun: 'shows what this PC holds and the sheet, without a login; nothing is revoked or removed',
} as const satisfies WordsFor<RetireOptions>;

const REPORT = {
  out: 'writes the page to this file; what is there is replaced after a question; with `--yes` an earlier page is, and no other file',
  csv: 'writes a table for Excel to this file, likewise',
  expected:
    'a CSV list of who should report, with a column `loginId`, a column `device`, or both; who has not for 14 days is told',
} as const satisfies WordsFor<ReportOptions>;

const REMOVE = {
  expired:
    "those that have expired by the bank's time, which is asked for without a login; without an answer exit code 5 and `clock-unproven`",
  byThisClock: "judge `--expired` by this PC's clock, without asking the bank for its time",
  superseded:
    'those that a newer one of the same bank and login ID has replaced, which is in date and signs; not while a request of that login ID is unfinished. Needs a store that can sign',
  revoked:
    "those on the certificate revocation lists of the bank's CAs, present and former, whose signatures and dates are checked; asks the bank, without a login. A certificate whose CA's list cannot be had is left, with a warning",
  forget:
    'forget login IDs that were noted on this PC, named or all of them, of the bank that is set or, where none is, of all; no certificate goes',
  archive: '[hide](#hidden-certificates) them instead of deleting them; they stay here with their keys',
  delete: 'delete them even where `remove.archive` in the [config file](#config-file) says to hide them',
  undo: 'show those that are named again, which asks nothing; on a terminal without a name, one to choose from',
} as const satisfies WordsFor<RemoveOptions>;

const LOGIN_PAGE =
  'the https address of the page that asks for the certificate; by default that of the [config file](#config-file), then the one that the bank tells, with `--sandbox` the [portal](portal.md) of the running practice bank';

const OPEN = {
  browser: 'the browser; by default the first of these that is installed',
  loginPage: LOGIN_PAGE,
} as const satisfies WordsFor<OpenOptions>;

const BROWSER_POLICY = {
  browser: {
    text: 'the browser that is to choose',
    values: { edge: 'the default on Windows', chromium: 'the default elsewhere' },
  },
  format: {
    text: 'the form of what is printed',
    values: {
      reg: "for Windows' registry editor, the default there",
      json: 'for a file in `policies/managed` on Linux, the default elsewhere',
    },
  },
  loginPage: LOGIN_PAGE,
  severalUsers:
    'where several users have their certificates in one account of the PC: also `PromptOnMultipleMatchingCertificates`, by which the browser asks which one it is to take (Chrome and Chromium from version 96 on, Edge from 100 on)',
  install:
    'set it on this PC, as administrator or root; otherwise exit code 5, and the text to hand to one is printed',
  remove:
    "take away from this PC, as administrator or root, what `--install` or an imported file set for this page, for all of the bank's CAs; when there is nothing, that is said, with exit code 0",
} as const satisfies WordsFor<BrowserPolicyOptions>;

const SANDBOX_START = {
  port: "port of the bank API; by default the practice bank's usual one, or a free one",
  portalPort: 'port of [the portal](portal.md); by default a free one',
  fault:
    'a [fault](practice-bank.md#faults) to rehearse, as `<name>` or `<name>=<probability>` from 0 to 1; repeatable',
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
  open: OPEN,
  'browser-policy': BROWSER_POLICY,
  'sandbox start': SANDBOX_START,
};
