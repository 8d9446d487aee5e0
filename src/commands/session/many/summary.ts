import { type CertToolError, codeOf } from '../../../core/error.ts';
import type { Warning } from '../../../core/ports/ui.ts';
import type { Batch, Result } from '../../../core/several.ts';
import type { Deps } from '../../deps.ts';
import type { ListProgress } from './progress.ts';

const OUTCOMES = [
  'issued',
  'renewed',
  'already-valid',
  'revoked',
  'revocation-pending',
  'already-revoked',
  'dry-run',
  'failed',
  'interrupted',
  'not-tried',
] as const;
type Shown = (typeof OUTCOMES)[number];

/** What became of a row, as far as it went well. */
type Ended = { readonly outcome: Shown };

/** Tells as it happens why a row failed. @param item `row` is 0 for one that is not in the list */
export function tellFailure(
  deps: Pick<Deps, 'ui' | 'describe'>,
  { row, loginId }: { readonly row: number; readonly loginId: string },
  error: CertToolError,
  progress: Pick<ListProgress, 'tell'>,
): void {
  const { ui, describe } = deps;
  const params = { row, loginId, code: codeOf(error), message: describe(error) };
  const line = ui.text(row === 0 ? 'many.unlisted-failed' : 'many.row-failed', params);
  progress.tell(() => ui.say(line));
}

/**
 * How many ended in which way, and what to do about each kind of failure.
 * @param file the list, which may hold nobody
 */
export function showSummary<T>(
  { ui, remedy: remedyOf }: Deps,
  { results }: Batch<T, Ended>,
  file: string,
): void {
  if (results.length === 0) {
    ui.result(ui.text('many.none', { file }));
    return;
  }
  const counts = new Map<Shown, number>();
  const failures = new Map<string, { count: number; remedy: string }>();
  for (const result of results) {
    const outcome = outcomeOf(result);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (result.ok || outcome !== 'failed') continue;
    const code = codeOf(result.error);
    const known = failures.get(code) ?? { count: 0, remedy: remedyOf(result.error) };
    failures.set(code, { ...known, count: known.count + 1 });
  }
  const outcomes = OUTCOMES.flatMap((outcome) => {
    const count = counts.get(outcome);
    return count === undefined ? [] : [ui.text(`many.outcome.${outcome}`, { count })];
  });
  const separator = ui.language === 'ja' ? '、' : ', ';
  ui.result(ui.text('many.summary', { total: results.length, outcomes: outcomes.join(separator) }));
  const byCount = [...failures].sort(([, one], [, other]) => other.count - one.count);
  for (const [code, { count, remedy }] of byCount) ui.say(ui.text('many.by-code', { code, count, remedy }));
}

/** What rows were warned of, with how many of them; the words are those of the first. */
export function showRowWarnings({ ui }: Deps, warnings: readonly Warning[]): void {
  const kinds = new Map<string, { readonly count: number; readonly message: string }>();
  for (const { code = '', message } of warnings) {
    const known = kinds.get(code) ?? { count: 0, message };
    kinds.set(code, { ...known, count: known.count + 1 });
  }
  for (const [code, { count, message }] of kinds) ui.say(ui.text('many.warned', { code, count, message }));
}

function outcomeOf<T>(result: Result<T, Ended>): Shown {
  if (result.ok) return result.value.outcome;
  if (result.error.errorName === 'not-tried') return 'not-tried';
  return result.error.isCancellation ? 'interrupted' : 'failed';
}
