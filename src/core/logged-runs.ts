/** Reads what runs have logged. Pure: for `cert-tool log`, and for whoever else explains an earlier run. */

/** A line of the log, whichever version wrote it: nothing of it is sure but its run and its time. */
export interface LogRecord {
  readonly run: string;
  readonly time: Date;
  /** What the line is about; undefined where it is none of these lines, or one of a version to come. */
  readonly event: string | undefined;
  readonly members: ReadonlyMap<string, unknown>;
}

/** What a run names in place of an address. */
export const PRACTICE_BANK = 'practice-bank';

/** A run as far as its lines are there. */
export interface LoggedRun {
  readonly run: string;
  /** The time of its first line that is there. */
  readonly began: Date;
  readonly command?: string;
  readonly version?: string;
  readonly bank?: string;
  readonly store?: string;
  readonly loginId?: string;
  readonly serialNumber?: string;
  /** As its last line tells; undefined for one that was killed, or is still at work. */
  readonly outcome?: string;
  readonly exitCode?: number;
  /** Of the error that it ended with. */
  readonly code?: string;
  readonly name?: string;
  readonly durationMs?: number;
  /** By which its process can be found. */
  readonly process?: string;
  readonly records: readonly LogRecord[];
}

export interface LoggedRuns {
  /** Oldest first. */
  readonly runs: readonly LoggedRun[];
  /** How many lines were passed over because they cannot be read. */
  readonly damaged: number;
}

const RUN = /^[a-z0-9]{3,16}$/;

/** One line; undefined where it cannot be read. */
export function readRecord(line: string): LogRecord | undefined {
  const value = parsed(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = new Map<string, unknown>(Object.entries(value));
  const [run, time] = [textIn(members, 'run'), new Date(textIn(members, 'time') ?? '')];
  if (run === undefined || !RUN.test(run) || Number.isNaN(time.getTime())) return undefined;
  return { run, time, event: textIn(members, 'event'), members };
}

/** @param lines in the order in which they were written, those of several runs among each other */
export function readRuns(lines: Iterable<string>): LoggedRuns {
  const all: LogRecord[][] = [];
  const latest = new Map<string, LogRecord[]>();
  let damaged = 0;
  for (const line of lines) {
    if (line === '') continue;
    const record = readRecord(line);
    if (!record) {
      damaged += 1;
      continue;
    }
    const known = latest.get(record.run);
    // A short name may come again.
    if (known && record.event !== 'start') {
      known.push(record);
      continue;
    }
    const records = [record];
    latest.set(record.run, records);
    all.push(records);
  }
  return { runs: all.map(runOf), damaged };
}

/** The last of this name. */
export function findRun({ runs }: LoggedRuns, run: string): LoggedRun | undefined {
  return runs.findLast((each) => each.run === run);
}

/** Whether it has ended, and not well. */
export function hasFailed({ exitCode }: LoggedRun): boolean {
  return exitCode !== undefined && exitCode !== 0;
}

/**
 * The last one that an error has ended, or that was cut short; neither a wish to end nor something due is one.
 * @param isAtWork whether the process that a run names is still there
 */
export async function lastFailed(
  runs: readonly LoggedRun[],
  loginId: string | undefined,
  isAtWork: (process: string) => Promise<boolean>,
): Promise<LoggedRun | undefined> {
  for (const run of runs.toReversed()) {
    if (loginId !== undefined && run.loginId !== loginId) continue;
    if (hasFailed(run) && run.outcome === 'failed') return run;
    if (await wasCutShort(run, isAtWork)) return run;
  }
  return undefined;
}

/** Without a last line it is still at work, or was killed: the program's, the power's or the PC's end. */
export async function wasCutShort(
  { outcome, process }: LoggedRun,
  isAtWork: (process: string) => Promise<boolean>,
): Promise<boolean> {
  return outcome === undefined && !(process !== undefined && (await isAtWork(process)));
}

/** A later run that did what this one could not: the same command, for the same user at the same bank. */
export function madeGoodBy(runs: readonly LoggedRun[], failed: LoggedRun): LoggedRun | undefined {
  return runs
    .slice(runs.indexOf(failed) + 1)
    .find(
      (each) =>
        each.exitCode === 0 &&
        each.command === failed.command &&
        each.loginId === failed.loginId &&
        each.bank === failed.bank,
    );
}

export function textIn(members: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = members.get(name);
  return typeof value === 'string' ? value : undefined;
}

export function numberIn(members: ReadonlyMap<string, unknown>, name: string): number | undefined {
  const value = members.get(name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const TEXTS = [
  'command',
  'version',
  'bank',
  'store',
  'loginId',
  'serialNumber',
  'outcome',
  'code',
  'name',
  'process',
] as const;
const NUMBERS = ['exitCode', 'durationMs'] as const;
/** The lines that tell something of the run as a whole; what a later one tells counts. */
const WHOLE = ['start', 'about', 'store', 'end'];

function runOf(records: readonly LogRecord[]): LoggedRun {
  const [first] = records;
  const whole = records.filter(({ event }) => WHOLE.includes(event ?? ''));
  const told = new Map(whole.flatMap(({ members }) => [...members]));
  const texts = TEXTS.map((name) => [name, textIn(told, name)]);
  const numbers = NUMBERS.map((name) => [name, numberIn(told, name)]);
  const known = [...texts, ...numbers].filter(([, value]) => value !== undefined);
  return {
    run: first?.run ?? '',
    began: first?.time ?? new Date(0),
    ...Object.fromEntries(known),
    records,
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
