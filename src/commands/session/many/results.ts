import type { LinesFile } from '../../../core/ports/files.ts';
import type { Warning } from '../../../core/ports/ui.ts';
import type { Result } from '../../../core/several.ts';
import type { ListedUser } from '../../../rollout/user-list.ts';
import type { Deps } from '../../deps.ts';
import { untriedJson } from '../../show/batch-result.ts';
import { enrollmentDocument } from '../../show/enrollment-result.ts';
import { originJson } from '../../show/origin-json.ts';
import type { Enrolled } from '../enrolling.ts';
import type { About } from '../event-log.ts';
import type { Row } from './row.ts';

/** Of longer lists the log keeps results alone: steps would leave no room for other runs. */
export const MOST_WITH_STEPS = 20;

/** Whose row it is: for its result and the system's log alike. */
export function aboutUser({ loginId, profile }: ListedUser, bankId: string | undefined): About {
  return {
    loginId,
    ...(profile === undefined ? {} : { profile }),
    ...(bankId === undefined ? {} : { bankId }),
  };
}

/** A user's result as documents and `--results` show it: a promise to scripts (docs/commands.md). */
export function rowJson({ user: { row }, deps, warnings }: Row, result: Result<Row, Enrolled>, of: About) {
  const { ok } = result;
  const about = { ...(row === 0 ? {} : { row }), ...originJson(deps), ...of };
  if (result.ok) {
    const document = enrollmentDocument(deps, result.value, []);
    return { ...about, ...document, warnings: eachOnce([...warnings, ...document.warnings]) };
  }
  return {
    ...{ ...about, ok },
    ...untriedJson(result.error),
    ...(warnings.length > 0 ? { warnings: eachOnce(warnings) } : {}),
    error: deps.errorJson(result.error),
  };
}

/** What was warned of on the way may stand in the result of the flow, too. */
function eachOnce(warnings: readonly Warning[]): Warning[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}

/** Opens the file of `--results`. @throws CertToolError `unwritable-results` */
export function resultsFile(deps: Deps, path: string | undefined): LinesFile | undefined {
  return path === undefined ? undefined : deps.linesFile(path, FIRST_NAMES);
}

/** With which a line begins, by `rowJson`. */
const FIRST_NAMES = ['row', 'time'];
