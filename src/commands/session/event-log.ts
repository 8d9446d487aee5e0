import { CertToolError, codeOf, toCertToolError } from '../../core/error.ts';
import type { LogEvent } from '../../core/ports/event-log.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { EnrollmentResult } from '../../enrollment/ports.ts';
import type { Deps } from '../deps.ts';
import { originJson } from '../show/origin-json.ts';
import { warn } from '../show/warnings.ts';

/** Does what a command is for with one login ID, and tells the system's log what became of it, where that is wanted. */
export async function logged<T extends EnrollmentResult>(
  deps: Deps,
  of: { readonly event: 'issue' | 'renew'; readonly loginId: string },
  work: () => Promise<T>,
): Promise<T> {
  if (!deps.settings.eventLog) return work();
  try {
    const result = await work();
    await tellEventLog(deps, [{ level: 'well', document: { ...of, ok: true, ...resultOf(result) } }]);
    return result;
  } catch (error) {
    await tellEventLog(deps, [{ level: 'failed', document: { ...of, ...failureOf(error) } }]);
    throw error;
  }
}

/**
 * Tells the system's log, where that is wanted, each event with its time and this PC. What goes wrong with it is a warning.
 * @param events their documents begin with `event`, the command
 */
export async function tellEventLog(deps: Deps, events: readonly LogEvent[]): Promise<void> {
  if (!deps.settings.eventLog) return;
  const origin = originJson(deps);
  const told = events.map(({ level, document }) => ({ level, document: { ...origin, ...document } }));
  try {
    await deps.eventLog.write(told);
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    warn(deps, error);
  }
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
