import { CertToolError } from '../../core/error.ts';
import { errorOfLine, loggedError } from '../../core/logged-error.ts';
import { hasFailed, type LoggedRun, lastFailed, madeGoodBy, readRuns } from '../../core/logged-runs.ts';
import { isLoginId } from '../../core/login-id.ts';
import { bearingOn } from '../../doctor/bearing.ts';
import type { Check, Result } from '../../doctor/check.ts';
import { mainCause, needsAttention } from '../../doctor/examine.ts';
import type { Deps } from '../deps.ts';
import { inExamination, look } from './look.ts';
import { ATTENTION } from './show.ts';
import { showLast, showNoLast } from './show-last.ts';

/**
 * `cert-tool doctor --last`: the last run that failed, and what of today bears on it. Returns the exit code.
 * @param loginId where the runs of one user alone are meant
 * @throws CertToolError `unreadable-file`, `data-folder-failed`
 */
export async function runLast(
  deps: Deps,
  checks: readonly Check[],
  loginId: string | undefined,
): Promise<number> {
  const { runs } = readRuns(await deps.runLogs.lines().read());
  const run = await lastFailed(runs, loginId, deps.runLogs.isAtWork);
  if (!run) {
    // "renew x" that finds nothing of that name does not know whether it is a login ID.
    const ofNobody = loginId === undefined ? undefined : runs.findLast(isOfNobody);
    showNoLast(deps, loginId, ofNobody);
    return 0;
  }
  const whose = loginId ?? usable(run.loginId);
  // What the bank refused last is that run itself, or was said to an earlier one.
  const others = checks.filter(({ id }) => id !== 'last-refusal');
  const { results, standing } = await inExamination(deps, whose, (probes) => look(deps, others, probes));
  const line = errorLineOf(run);
  const bearing = bearingOn(results, errorOfLine(line));
  const madeGood = madeGoodBy(runs, run);
  const isDue = madeGood === undefined || needsAttention(bearing);
  const user = whose === undefined ? undefined : { loginId: whose, standing };
  const examined = { results: bearing, cause: mainCause(bearing), isDue, user };
  showLast(deps, { run, line, error: inFull(line, bearing), madeGood, examined });
  return isDue ? ATTENTION : 0;
}

function isOfNobody(run: LoggedRun): boolean {
  return run.loginId === undefined && hasFailed(run) && run.outcome === 'failed';
}

/** What it ended with; where that line is gone, what its last one tells. */
function errorLineOf({ records, code, name, outcome }: LoggedRun): ReadonlyMap<string, unknown> {
  if (outcome === undefined) return CUT_SHORT;
  const found = records.findLast(({ event }) => event === 'error')?.members;
  return found ?? new Map(Object.entries({ code, name }));
}

/**
 * Of what was typed or configured the log keeps no more than the name: where it is found today, too, that one says what it is. Undefined
 * where this version has no such error.
 */
function inFull(line: ReadonlyMap<string, unknown>, bearing: readonly Result[]): CertToolError | undefined {
  const error = errorOfLine(line);
  if (!error || error.details.params) return error;
  const found = bearing.flatMap(({ findings }) => findings.map((finding) => finding.error));
  return found.find(({ errorName }) => errorName === error.errorName) ?? error;
}

/** Whatever it had met before: it did not end by it. */
const CUT_SHORT = new Map(Object.entries(loggedError(new CertToolError('run-cut-short'))));

/** What was typed in the place of a login ID may be none. */
function usable(loginId: string | undefined): string | undefined {
  return loginId !== undefined && isLoginId(loginId) ? loginId : undefined;
}
