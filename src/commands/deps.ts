import type { ConfiguredBank } from '../config/banks.ts';
import type { Settings } from '../config/settings.ts';
import type { BankIdentity } from '../core/bank-identity.ts';
import type { ClockDifference } from '../core/clock-difference.ts';
import type { CertToolError } from '../core/error.ts';
import type { Hints } from '../core/hints.ts';
import type { Insistence } from '../core/insistence.ts';
import type { OptionDeclaration } from '../core/option.ts';
import type { Bank } from '../core/ports/bank.ts';
import type { Config } from '../core/ports/config.ts';
import type { Desktop } from '../core/ports/desktop.ts';
import type { EventLog } from '../core/ports/event-log.ts';
import type { LinesFile, OutputFile, SyncedFolder } from '../core/ports/files.ts';
import type { Lock } from '../core/ports/lock.ts';
import type { LoginIdMemory } from '../core/ports/login-ids.ts';
import type { Notify } from '../core/ports/notification.ts';
import type { OwnData } from '../core/ports/own-data.ts';
import type { RetirementRecord } from '../core/ports/retirement.ts';
import type { RunLog, RunLogs } from '../core/ports/run-log.ts';
import type { Scheduler, StartLine, StartMenu } from '../core/ports/scheduler.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import type { Ui } from '../core/ports/ui.ts';
import type { Language, Text } from '../core/text.ts';
import type { JournalFacts, Probes } from '../doctor/probes.ts';
import type { Entry, Journal } from '../enrollment/journal.ts';
import type { RefusalMemory } from '../enrollment/refusals.ts';
import type { RenewalMemory } from '../enrollment/renewal-memory.ts';
import type { Http } from '../net/http.ts';
import type {
  AuditEntry,
  BankRules,
  ClockChange,
  ClockState,
  Handover,
  Holder,
  NewCa,
  RunningBank,
  SandboxInfo,
} from '../sandbox/index.ts';
import type { MessageKey } from '../ui/messages/index.ts';

/** What the practice bank offers to commands. */
export interface PracticeBank {
  /** Who it is; undefined when there is none. Without starting it. */
  bankId(): string | undefined;
  /** The user that prompts offer, and the public demo password of a login ID. */
  demoUser(): string;
  demoPassword(loginId: string): string | undefined;
  /** Who may list and revoke, and the public confirmation password of a login ID. */
  demoAdministrator(): string;
  demoConfirmationPassword(loginId: string): string | undefined;
  /** `faults` as typed: `<name>[=probability]`. Throws `invalid-option` for what is none. */
  start(options: {
    port?: number;
    portalPort?: number;
    estPort?: number;
    faults?: readonly string[];
  }): Promise<RunningBank>;
  info(): Promise<SandboxInfo>;
  /** The audit log, oldest first. */
  log(): Promise<AuditEntry[]>;
  /** Shows or changes the bank's date. Throws `invalid-option` when it is too far away. */
  clock(change?: ClockChange): Promise<ClockState>;
  unlock(loginId: string): Promise<void>;
  /** Who holds the user's certificate. Throws `user-not-found`, `nothing-to-install`. */
  holder(loginId: string): Promise<Holder>;
  /** Signs a PC's key as the user's certificate; undefined when the key was used before. Throws as `holder`. */
  install(loginId: string, csr: string): Promise<Handover>;
  /** Shows or changes the rules in which banks differ, as typed: `<name>=<value>`. Throws `invalid-option`. */
  rules(changes: readonly string[]): Promise<BankRules>;
  /** Has the bank go on with the next generation of its CA. Certificates issued before stay valid. */
  newCa(): Promise<NewCa>;
  /**
   * Adds the users of a CSV text, all or none. Throws `invalid-users-file`. Returns how many.
   * @param onPutRight told of the login IDs that stand otherwise in the text
   */
  addUsers(file: string, text: string, onPutRight: (loginIds: readonly string[]) => void): Promise<number>;
  /**
   * Removes all its data and returns who it was; undefined when there was none, `unknown` when it was too
   * damaged to say, and then `before` is not done. While the data is still there and
   * locked, `before` may take away what depends on it.
   */
  reset(before: (identity: BankIdentity) => Promise<void>): Promise<BankIdentity | 'unknown' | undefined>;
}

/** A bank that was chosen at a question: kept in the settings or not, or the practice bank; or one of the config file. */
export type BankChoice =
  | { readonly bank: string; readonly isKept?: boolean }
  | (ConfiguredBank & { readonly profile: string })
  | { readonly sandbox: true };

/** What a command's declaration (`CommandSpec`) says of how it is typed. */
export interface DeclaredCommand {
  readonly name: string;
  readonly args: string;
  readonly argChoices?: readonly string[];
  readonly help: Text;
  readonly options: readonly OptionDeclaration[];
}

/** The whole tree of commands. */
export interface Declared {
  readonly commands: readonly DeclaredCommand[];
  /** By the words before the last one: what commands of several words have in common. */
  readonly groups: Readonly<Record<string, Text>>;
  /** What else `help` explains, by its name. */
  readonly topics: Readonly<Record<string, Text>>;
}

/** What of a run is looked at. */
export type Examined = Pick<
  Deps,
  | 'journal'
  | 'renewals'
  | 'refusals'
  | 'knownBanks'
  | 'knownIdentity'
  | 'now'
  | 'desktop'
  | 'ownData'
  | 'client'
>;

export type ExaminedEntry = Entry & Pick<JournalFacts['entries'][number], 'isKeyLost'>;

/** What `doctor` looks at, and what else it needs of this PC for that. */
export interface Examination {
  readonly probes: Omit<Probes, 'journal' | 'reminder' | 'lastRefusal' | 'lastInstalled'> & {
    /** The entries as they are, without the commands that complete them. */
    journal(): Promise<Omit<JournalFacts, 'entries'> & { readonly entries: readonly ExaminedEntry[] }>;
  };
  /** Lets go what was opened for it. */
  close(): Promise<void>;
}

/** Everything that a command may touch, made by compose for one run. */
export interface Deps {
  readonly settings: Settings;
  readonly ui: Ui<MessageKey>;
  /** What happened, in the user's language, safe for a terminal. */
  describe(error: CertToolError): string;
  /** What to do about it, likewise. */
  remedy(error: CertToolError): string;
  /** An error as `--json` shows it. */
  errorJson(error: CertToolError): unknown;
  /** For the commands that are suggested to the person. */
  readonly hints: Hints;
  readonly env: NodeJS.ProcessEnv;
  /** All commands as they are declared, and what only holds commands. */
  declared(): Promise<Declared>;
  /** Aborted by Ctrl-C, a closed terminal or a request to end; the reason is the error to end with. */
  readonly signal: AbortSignal;
  /** The second wish of that kind; until it comes a request that was sent is finished. */
  readonly insistence: Insistence;
  /** This PC's time; with `--sandbox` the practice bank's. */
  now(): Date;
  /** This PC's time, also with `--sandbox`: that of schedulers. */
  pcTime(): Date;
  /** Milliseconds on a clock that nobody sets. */
  elapsed(): number;
  /** Keeps a run over many users in little memory. @returns to be told of each user that is done */
  keepSmall(): () => void;
  /** Waits, unless this run is to end, or another signal says so: then the reason is thrown at once. */
  wait(ms: number, until?: AbortSignal): Promise<void>;
  /** The time by which the bank judges one-time passwords, as far as anybody knows. */
  tokenTime(): Date;
  /** How far this PC's clock is from the bank's time, as far as anybody knows. */
  readonly clock: {
    /** By an answer in this run. */
    measured(): ClockDifference | undefined;
    /** By the last answer in any run. */
    last(): Promise<ClockDifference | undefined>;
  };
  /** Versions of cert-tool. */
  readonly client: {
    /** This one's, where it is known. */
    readonly version: string | undefined;
    /** The newest one that the bank has named in this run, where it is newer. */
    recommended(): string | undefined;
  };
  /**
   * The certificate store of this run, the same one each time. Throws when there is none that can be used.
   * @param resume the identity of the store of an unfinished request: without `--store` it is used
   */
  store(resume?: string): Promise<CertificateStore>;
  readonly journal: Journal;
  readonly refusals: RefusalMemory;
  readonly loginIds: LoginIdMemory;
  readonly retirement: RetirementRecord;
  readonly renewals: RenewalMemory;
  /** What is kept of the one-time passwords that were made of tokens' secrets. */
  readonly codesFolder: SyncedFolder;
  openBank(): Promise<Bank>;
  /** The bank of this run as a server: for requests as they are, good or bad. Whoever opens it closes it. */
  openHttp(): Promise<{ readonly http: Http /** With the base path. */; readonly baseUrl: URL }>;
  knownIdentity(): Promise<BankIdentity | undefined>;
  /** Keeps it, together with what was learnt of this bank before. Returns both. */
  keepIdentity(identity: BankIdentity): Promise<BankIdentity>;
  /** All banks that this PC knows, the practice bank among them. */
  knownBanks(): Promise<BankIdentity[]>;
  lock(bankId: string, loginId: string): Promise<Lock>;
  newId(): string;
  /** What reports call this PC: the label that is set, otherwise its host name. Banks are told the label alone. */
  device(): string;
  readonly practiceBank: PracticeBank;
  readonly platform: NodeJS.Platform;
  readonly desktop: Desktop;
  /** Made when it is asked for. */
  scheduler(): Promise<Scheduler>;
  startMenu(): Promise<StartMenu>;
  readonly notify: Notify;
  /** This program, as others start it. */
  readonly self: {
    /**
     * With these words, and with the options for bank, store, proxy and the like that this run was given. No secrets.
     * Throws `invalid-option` for what a scheduler cannot hold.
     */
    line(words: readonly string[]): StartLine;
    /** It lies in a cache of npx's, which vanishes one day. */
    readonly isCached: boolean;
  };
  /** What the reminder keeps. */
  readonly reminderFolder: SyncedFolder;
  readonly config: Config;
  /** What `uninstall` may take away. */
  readonly ownData: OwnData;
  /**
   * All of stdin as text; undefined where it is a terminal. Throws `unreadable-file`, `unreadable-text`; the signal's reason.
   * @param largestMib where programs wrote it, and not a person
   */
  readStdin(largestMib?: number): Promise<string | undefined>;
  /** The first line of stdin, as soon as it is there; undefined where stdin is a terminal. Throws the same. */
  readStdinLine(): Promise<string | undefined>;
  /** A file's text, and what other users may do with it. Throws the same. */
  readPrivateFile(
    path: string,
    largestMib?: number,
  ): Promise<{ text: string; readableByOthers: boolean; writableByOthers: boolean }>;
  /** The files in a folder, in the order of their names; undefined where it is none. Throws `unreadable-file`. */
  filesIn(path: string): Promise<readonly string[] | undefined>;
  /** A file of the user's that a result goes to. */
  outputFile(path: string): OutputFile;
  /** A file that results are appended to as they come. Throws `unwritable-results`. */
  linesFile(path: string, names: readonly string[]): LinesFile;
  runOtpCommand(commandLine: string, loginId: string): Promise<string>;
  /** Runs a program that sets a bank's date, the time as its last argument. Throws `clock-command-failed`. */
  runClockCommand(commandLine: string, time: Date): Promise<void>;
  readonly eventLog: EventLog;
  /** The log of this run, in the data folder. */
  readonly runLog: RunLog;
  /** All that runs have logged there. */
  readonly runLogs: RunLogs;
  /** Runs a program, by its absolute path, that gets a document as JSON on stdin. Throws `hook-failed`. */
  runHook(command: readonly string[], document: object): Promise<void>;
  /** True, or in the user's language why this is no address of a bank. */
  checkBankUrl(url: string): true | string;
  /** Keeps the language in the user's config file. */
  keepLanguage(language: Language): Promise<void>;
  /** Keeps the bank's address in the user's config file and returns the file's path. */
  keepBank(url: string): Promise<string>;
  /** What can be looked at on this PC without changing anything. @param loginId of whom is asked */
  examination(of: Examined, loginId: string | undefined): Promise<Examination>;
  /** The same run with another bank, or with the practice bank. */
  withBank(choice: BankChoice): Deps;
}
