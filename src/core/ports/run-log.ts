import type { CertToolError } from '../error.ts';

/** What a line of the log is about. Readers pass over what they do not know. */
export type LogEventName =
  | 'start'
  | 'about'
  | 'step'
  | 'proxy'
  | 'store'
  | 'request'
  | 'warning'
  | 'result'
  | 'error'
  | 'end';

/** Facts of a line, chosen one by one: no free text of others, no secret. */
export interface LogFacts {
  readonly event: LogEventName;
  readonly [name: string]: unknown;
}

export type LogLevel = 'detail' | 'info' | 'warn' | 'error';

/** How a run is kept: from its start, only once it fails, or not at all. */
export type Kept = 'always' | 'failures' | 'never';

/** The command of a run, as its log tells of it. */
export interface Invoked {
  readonly name: string;
  readonly kept: Kept;
  /** The names of the options that were typed. */
  readonly options: readonly string[];
  /** Whom it is at work for, where that was typed. */
  readonly loginId: string | undefined;
}

/** What every document of `--json` has: the name of its schema, and that of the run where its log is kept. */
export interface Stamp {
  readonly schema: string;
  readonly run: string | undefined;
}

/** What a command has of the log of its run. Nothing that goes wrong with it is thrown. */
export interface RunLog {
  /** What the run is called, short enough to be read aloud. */
  readonly id: string;
  /** Whether what was written can be found by that name. */
  isKept(): boolean;
  /** A line that is shown, or would be with `--verbose`; its facts are kept, its words go to the file of `--log-file` alone. */
  line(level: LogLevel, message: string, facts?: LogFacts): void;
  record(level: LogLevel, facts: LogFacts): void;
  /** What the run comes to know of itself: whom it is at work for, the bank. */
  about(facts: Readonly<Record<string, unknown>>): void;
  /** What became of one thing, for one user. */
  result(facts: Readonly<Record<string, unknown>>): void;
  /** A list of many: from now on results and errors are kept, and not each step, of which there are thousands. */
  brief(): void;
  /** It is at work for several users: from now on none of them is told as the run's own. */
  several(): void;
  /** The name of the next request, for the bank: the run's and a number. */
  requestId(): string;
}

/** What runs have logged on this PC. */
export interface RunLogs {
  /** Reading throws `unreadable-file`, `data-folder-failed`. */
  lines(): LinesTail;
  /** Whether the process that a run names is still there. */
  isAtWork(process: string): Promise<boolean>;
}

/** Reads lines, each once. */
export interface LinesTail {
  /** Those that came since the last time, oldest first; all of them at first. What is not ended yet waits. */
  read(): Promise<readonly string[]>;
}

/** The same for who runs the command. */
export interface WholeRunLog extends RunLog {
  /** The first line. */
  begin(facts: Readonly<Record<string, unknown>>): void;
  /** What the run ends with; from here on it is kept, unless it is never to be. */
  fail(error: CertToolError): void;
  /** The last line. @param exitCode of the program */
  end(exitCode: number): void;
}
