import { type LoggedRun, type LogRecord, wasCutShort } from '../../core/logged-runs.ts';
import type { Deps } from '../deps.ts';

/** A run, and how it ended or did not. */
export interface Judged {
  readonly run: LoggedRun;
  /** `running`, `killed`; otherwise as its last line tells. */
  readonly outcome: string;
}

export async function judge({ runLogs }: Deps, run: LoggedRun): Promise<Judged> {
  if (run.outcome !== undefined) return { run, outcome: run.outcome };
  return { run, outcome: (await wasCutShort(run, runLogs.isAtWork)) ? 'killed' : 'running' };
}

/** A run as the document shows it: a promise to scripts (docs/log.md). */
export function runJson({ run, outcome }: Judged, how?: 'with-records'): object {
  const { records, began, run: name, process: _, ...told } = run;
  return {
    run: name,
    began: began.toISOString(),
    ...told,
    outcome,
    ...(how && { records: records.map(recordJson) }),
  };
}

/** As it was written. */
function recordJson({ members }: LogRecord): object {
  const { run: _, process: __, ...others } = Object.fromEntries(members);
  return others;
}
