import { CertToolError, codeOf, exitCodeOf } from '../core/error.ts';
import type { Deps } from './deps.ts';

/** What became of the several things that a command was to do. */
export interface Ending {
  readonly total: number;
  readonly failed: number;
  /** The members of the JSON document that tell what was done. */
  readonly done: Readonly<Record<string, unknown>>;
  /** What failed, as the JSON document shows it. */
  readonly failures: readonly unknown[];
}

/** Shows the JSON document, and says so when some of it failed. Returns the exit code. */
export function conclude(deps: Deps, { total, failed, done, failures }: Ending): number {
  const problem = failed > 0 ? new CertToolError('partly-failed', { params: { total, failed } }) : undefined;
  deps.ui.document({
    ok: problem === undefined,
    ...(problem ? { error: deps.errorJson(problem) } : {}),
    ...done,
    ...(problem ? { failed: failures } : {}),
  });
  if (!problem) return 0;
  deps.ui.warn(deps.ui.text('error.line', { code: codeOf(problem), message: deps.describe(problem) }));
  return exitCodeOf(problem);
}
