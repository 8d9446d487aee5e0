import { randomInt } from 'node:crypto';
import { type CertToolError, codeOf } from '../core/error.ts';
import { loggedError } from '../core/logged-error.ts';
import { isLoginId, normalizeLoginId } from '../core/login-id.ts';
import type { Kept, LogFacts, LogLevel, RunLog, WholeRunLog } from '../core/ports/run-log.ts';
import { monotonicMs, systemClock } from '../system/clock.ts';
import { ownedName } from '../system/process-identity.ts';
import { MASK } from '../ui/redaction.ts';
import { type KeptLines, keptLines } from './kept-lines.ts';

type Facts = Readonly<Record<string, unknown>>;

export interface RunLogOptions {
  /** In the data folder. */
  readonly folder: string;
  readonly kept: Kept;
  /** Masks what is secret. */
  readonly redact: (text: string) => string;
  /** What its first line tells in any case. */
  readonly start: Facts;
}

/** The log as compose has it. */
export interface OwnRunLog extends WholeRunLog, Pick<KeptLines, 'onFailure'> {
  /** Every line goes there, too, with the words that were shown. */
  alsoTo(write: (record: Facts) => void): void;
  /** No line is kept in the folder. */
  keepNothing(): void;
  /** From now on nothing is written anywhere. */
  close(): void;
}

/** Read aloud on the phone: nothing that looks like something else, and no vowels, which would make words. */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz';
const LENGTH = 5;

function newRunId(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** Made when it is first asked for: most runs write no line, and this loads more than the rest of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The log of a run: its facts in the folder, all that was said in the file of `alsoTo`. */
export function openRunLog(options: RunLogOptions): OwnRunLog {
  const idOf = once(newRunId);
  const began = monotonicMs();
  const writer = writerOf(idOf, options);
  const known: Known = { about: {}, last: {}, results: 0, failed: 0, isOfSeveral: false };
  const record = (level: LogLevel, facts: LogFacts) => writer.write(level, undefined, facts);
  let hasBegun = false;
  const begin = (facts: Facts) => {
    hasBegun = true;
    known.about = { ...options.start, ...facts };
    record('info', { event: 'start', ...known.about, process: once(() => ownedName('')) });
    if (options.kept === 'always') writer.lines.keep();
  };
  return {
    ...writer.log,
    get id() {
      return idOf();
    },
    ...learning(known, record),
    record,
    begin,
    fail(error) {
      known.error = error;
      if (!hasBegun) begin({});
      writer.lines.keep();
      record('error', { event: 'error', ...loggedError(error) });
    },
    end(exitCode) {
      const durationMs = Math.round(monotonicMs() - began);
      record(exitCode === 0 ? 'info' : 'error', { event: 'end', ...ending(exitCode, known), durationMs });
      writer.log.close();
    },
  };
}

/** To where lines go. */
function writerOf(idOf: () => string, { folder, kept, redact }: RunLogOptions) {
  const lines = keptLines(folder, kept);
  let file: ((record: Facts) => void) | undefined;
  let isBrief = false;
  let requests = 0;
  const write = (level: LogLevel, message: string | undefined, facts: LogFacts | undefined) => {
    const isLeftOut = !facts || !lines.wantsMore() || (isBrief && level === 'detail');
    if (!file && isLeftOut) return;
    const safe = () => masked({ ...facts }, redact);
    file?.({ run: idOf(), level, ...(message !== undefined && { message }), ...safe() });
    if (isLeftOut) return;
    const time = systemClock();
    lines.add(() => JSON.stringify({ time: time.toISOString(), run: idOf(), level, ...safe() }));
  };
  const log = {
    isKept: lines.isKept,
    line: write,
    brief() {
      isBrief = true;
    },
    requestId() {
      requests += 1;
      return `${idOf()}-${requests}`;
    },
    alsoTo(to: (record: Facts) => void) {
      file = to;
    },
    keepNothing: lines.close,
    close() {
      file = undefined;
      lines.close();
    },
    onFailure: lines.onFailure,
  };
  return { write, lines, log };
}

/** What the run comes to know. */
function learning(
  known: Known,
  record: (level: LogLevel, facts: LogFacts) => void,
): Pick<RunLog, 'about' | 'result' | 'several'> {
  return {
    several() {
      known.isOfSeveral = true;
      known.about = { ...known.about, loginId: undefined };
    },
    about(told) {
      const { loginId, ...others } = told;
      const facts = known.isOfSeveral || loginId === undefined ? others : told;
      const isNews = Object.entries(facts).some(([name, value]) => known.about[name] !== value);
      if (!isNews) return;
      known.about = { ...known.about, ...facts };
      record('info', { event: 'about', ...facts });
    },
    result(facts) {
      const isFailure = facts['ok'] === false;
      known.last = facts;
      known.results += 1;
      if (isFailure) known.failed += 1;
      record(isFailure ? 'error' : 'info', { ...facts, event: 'result' });
    },
  };
}

/** What the run has come to know of itself. */
interface Known {
  about: Facts;
  /** The last result. */
  last: Facts;
  results: number;
  failed: number;
  isOfSeveral: boolean;
  error?: CertToolError;
}

/** What the last line tells of the whole: of one thing what became of it, of several how many there were. */
function ending(exitCode: number, { last, results, failed, error, about, isOfSeveral }: Known): Facts {
  const only: Facts = results === 1 && !isOfSeveral ? last : {};
  const { loginId = about['loginId'], serialNumber } = only;
  return {
    outcome: outcomeOf(exitCode, error, only),
    exitCode,
    ...(error && { code: codeOf(error), name: error.errorName }),
    loginId,
    serialNumber,
    ...(results > 1 && { results, failed }),
  };
}

function outcomeOf(exitCode: number, error: CertToolError | undefined, only: Facts): unknown {
  if (error) return error.isCancellation ? 'cancelled' : 'failed';
  if (exitCode !== 0) return 'attention';
  return only['outcome'] ?? 'done';
}

/** All texts in it masked; its names are ours. */
function masked(facts: Facts, redact: (text: string) => string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      name === 'loginId' ? maskedLoginId(value, redact) : maskedValue(value, redact),
    ]),
  );
}

/** What no login ID can be may be a password that was typed in its place. Several are told as one text. */
function maskedLoginId(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value !== 'string') return value;
  const isUsable = value.split(', ').every((each) => isLoginId(normalizeLoginId(each)));
  return isUsable ? redact(value) : MASK;
}

function maskedValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'function') return value();
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => maskedValue(each, redact));
  return typeof value === 'object' && value !== null ? masked({ ...value }, redact) : value;
}
