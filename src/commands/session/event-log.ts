import { CertToolError, codeOf, toCertToolError } from '../../core/error.ts';
import type { LogEvent } from '../../core/ports/event-log.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { EnrollmentResult } from '../../enrollment/ports.ts';
import { gatheredLog } from '../../rollout/gathered-log.ts';
import type { Deps } from '../deps.ts';
import { originJson } from '../show/origin-json.ts';
import { warn } from '../show/warnings.ts';

/** Whom a result is about, as far as that is known: two banks may have the same login ID. */
export interface About {
  readonly loginId?: string | undefined;
  /** The config's name for the bank, where the result's document tells it. */
  readonly profile?: string | undefined;
  readonly bankId?: string | undefined;
}

/** Which command it was, and for whom. */
export interface EventOf extends About {
  readonly event: 'issue' | 'renew';
}

/** How it ended for one user. */
export type Ending =
  | { readonly ok: true; readonly value: EnrollmentResult }
  | { readonly ok: false; readonly error: unknown };

/** What there is to tell of an ending. */
export function endingEvent(of: EventOf, ending: Ending): LogEvent {
  if (ending.ok) return { level: 'well', document: { ...of, ok: true, ...resultOf(ending.value) } };
  const { errorName } = toCertToolError(ending.error);
  // Nothing failed where nothing was tried.
  const level = errorName === 'not-tried' ? 'attention' : 'failed';
  return { level, document: { ...of, ...failureOf(ending.error) } };
}

/**
 * Tells the system's log, where that is wanted, each event with its time and this PC. What goes wrong with it is a warning.
 * @param events their documents begin with `event`, the command
 */
export async function tellEventLog(deps: Deps, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) logEvent(deps, event);
  if (!deps.settings.eventLog) return;
  const told = events.map((each) => withOriginOf(deps, each));
  await deps.eventLog.write(told).catch((error: unknown) => warnOfLog(deps, error));
}

/**
 * The same for a command with many results, which does not wait for each: all that it tells is written when it is over,
 * however it ends.
 */
export async function withEventLog<T>(
  deps: Deps,
  work: (tell: (event: LogEvent) => Promise<void>) => Promise<T>,
): Promise<T> {
  if (!deps.settings.eventLog) return work(async (event) => logEvent(deps, event));
  const log = gatheredLog(deps.eventLog);
  try {
    return await work((event) => {
      logEvent(deps, event);
      return log.tell(withOriginOf(deps, event));
    });
  } finally {
    await log.flush().catch((error: unknown) => warnOfLog(deps, error));
  }
}

/** The run's own log, which is kept whatever is wanted of the system's. */
function logEvent({ runLog }: Deps, { document }: LogEvent): void {
  runLog.result({ ...document });
}

function withOriginOf(deps: Deps, { level, document }: LogEvent): LogEvent {
  return { level, document: { ...originJson(deps), ...document } };
}

function warnOfLog(deps: Deps, error: unknown): void {
  if (!(error instanceof CertToolError)) throw error;
  warn(deps, error);
}

/** A failure as events have it: names and codes alone, for sentences may quote what people typed. */
export function failureOf(thrown: unknown): object {
  const error = toCertToolError(thrown);
  return { ok: false, code: codeOf(error), name: error.errorName };
}

function resultOf({ outcome, resumed, certificate }: EnrollmentResult): object {
  return {
    outcome,
    resumed,
    ...(certificate
      ? { serialNumber: certificate.serialNumber, notAfter: rfc3339(certificate.notAfter) }
      : {}),
  };
}
