import { CertToolError, codeOf, toCertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';
import { CHECK_EVENT, checkEvents } from '../session/check/events.ts';
import type { Checked } from '../session/check/found.ts';
import { lookForCheck } from '../session/check/look.ts';
import { showReasons } from '../session/check/reasons.ts';
import { checkDocument, type Verdict, verdictOn } from '../session/check/verdict.ts';
import { failureOf, tellEventLog } from '../session/event-log.ts';
import { keepLastRun } from '../session/reminder-record.ts';
import { originJson } from '../show/origin-json.ts';
import { writeCalendar } from './calendar.ts';
import { writeHeartbeat } from './heartbeat.ts';
import { type DueNote, dueNote } from './note.ts';
import { checkProgram, placesOf, type TellingPlaces } from './places.ts';
import type { RunOptions } from './spec.ts';

/** @throws CertToolError `invalid-option`, `unusable-path` */
export function checkUsage(_deps: Deps, _args: readonly string[], options: RunOptions): void {
  placesOf(options);
}

/**
 * `cert-tool remind run`: what `list --check` does, and tells whoever is to know. One that cannot be told keeps no other from
 * being told. Returns the exit code: 0 also when something is due, for then it was told.
 */
export async function run(deps: Deps, _args: readonly string[], options: RunOptions): Promise<number> {
  const places = placesOf(options);
  const failures: CertToolError[] = [];
  let isDue = false;
  try {
    const checked = await lookForCheck(deps, 'renewable');
    const verdict = verdictOn(deps, checked);
    isDue = verdict.due;
    await tellEventLog(deps, checkEvents(checked, verdict.attention, verdict.problem));
    const told = await tellAll(deps, { checked, verdict, places, failures });
    show(deps, { checked, verdict });
    const [failure] = failures;
    if (failure) throw failure.withBesides(told);
    deps.ui.document({ ok: true, ...told });
  } catch (error) {
    if (failures.length === 0) await tellFailure(deps, places, error);
    if (options.scheduled) await keepFailure(deps, error);
    throw error;
  }
  if (options.scheduled) await keepLastRun(deps, { ...origin(deps), outcome: isDue ? 'due' : 'well' });
  return 0;
}

interface Found {
  readonly checked: Checked;
  readonly verdict: Verdict;
}

interface Telling extends Found {
  readonly places: TellingPlaces;
  /** What could not be told is put here. */
  readonly failures: CertToolError[];
}

/** Returns what the document says of it. */
async function tellAll(deps: Deps, { checked, verdict, places, failures }: Telling): Promise<object> {
  const { heartbeat, ics, exec } = places;
  const whole = checkDocument(deps, checked, verdict);
  const trying = async <T>(path: string | undefined, work: (path: string) => Promise<T>) => {
    if (path === undefined) return undefined;
    return work(path).catch((error: unknown) => {
      deps.signal.throwIfAborted();
      failures.push(toCertToolError(error));
      return undefined;
    });
  };
  const heartbeatFile = await trying(heartbeat, (folder) => writeHeartbeat(deps, folder, whole));
  const calendar = await trying(ics, (path) => writeCalendar(deps, path, checked.shown));
  const note = verdict.due ? dueNote(deps, checked, verdict) : undefined;
  const notified = note ? await showNote(deps, note) : false;
  const program = note && (await trying(exec, (path) => runProgram(deps, path, note, whole)));
  if (program?.failure) failures.push(program.failure);
  // On the day when something is due it would be too late to learn that it is gone.
  if (!note) await trying(exec, (path) => checkProgram(deps, path));
  const { ok: _, error: _error, ...found } = whole;
  return {
    due: verdict.due,
    notified,
    ...(note ? { command: note.command } : {}),
    ...(heartbeatFile === undefined ? {} : { heartbeat: heartbeatFile }),
    ...(calendar === undefined ? {} : { calendar }),
    ...(program ? { exec: { program: program.program, exitCode: program.exitCode } } : {}),
    ...found,
  };
}

/** Where there is no desktop the rest is told all the same. */
async function showNote(deps: Deps, { title, body }: DueNote): Promise<boolean> {
  const { ui } = deps;
  const why = await deps.notify({ title, body });
  if (why) ui.warn(ui.text('remind.not-notified', { why: why[ui.language] }));
  return why === undefined;
}

interface ProgramRun {
  readonly program: string;
  /** Null where it did not come to one. */
  readonly exitCode: number | null;
  /** `reminder-program-failed` */
  readonly failure?: CertToolError;
}

/** What the program gets is a promise to companies' programs (docs/commands.md). */
async function runProgram(
  deps: Deps,
  program: string,
  { title, body, command }: DueNote,
  found: object,
): Promise<ProgramRun> {
  const { language } = deps.ui;
  const document = { version: 1, event: 'due', language, title, text: body, command, ...found };
  try {
    await deps.runHook([program], document);
    return { program, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof CertToolError) || error.errorName !== 'hook-failed') throw error;
    const { detail = '', exitCode } = error.details.params ?? {};
    const failure = new CertToolError('reminder-program-failed', {
      params: { program, detail },
      cause: error,
    });
    return { program, exitCode: typeof exitCode === 'number' ? exitCode : null, failure };
  }
}

function show(deps: Deps, { checked, verdict }: Found): void {
  const { ui } = deps;
  const { problem, due, attention } = verdict;
  ui.result(problem ? deps.describe(problem) : ui.text('list.check.ok'));
  if (due) showReasons(deps, { ...checked, attention });
  if (due) ui.result(ui.text('remind.command', { command: dueNote(deps, checked, verdict).command }));
}

/** Where the PC could not look at all, silence would say that all is well. */
async function tellFailure(deps: Deps, { heartbeat }: TellingPlaces, thrown: unknown): Promise<void> {
  const error = toCertToolError(thrown);
  if (error.isCancellation) return;
  await tellEventLog(deps, [{ level: 'failed', document: { event: CHECK_EVENT, ...failureOf(error) } }]);
  if (heartbeat === undefined) return;
  const document = { ok: false, ...originJson(deps), error: deps.errorJson(error) };
  // The first error is the one to tell.
  await writeHeartbeat(deps, heartbeat, document).catch(() => undefined);
}

async function keepFailure(deps: Deps, thrown: unknown): Promise<void> {
  const error = toCertToolError(thrown);
  if (error.isCancellation) return;
  const { errorName: name } = error;
  await keepLastRun(deps, { ...origin(deps), outcome: 'failed', error: { code: codeOf(error), name } }).catch(
    () => undefined,
  );
}

function origin({ pcTime, client }: Deps) {
  return {
    time: pcTime(),
    ...(client.version === undefined ? {} : { version: client.version }),
  };
}
