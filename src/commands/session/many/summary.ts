import { codeOf } from '../../../core/error.ts';
import type { Batch } from '../../../core/several.ts';
import type { Deps } from '../../deps.ts';
import type { Enrolled } from '../enrolling.ts';
import type { Row } from './row.ts';

const OUTCOMES = ['issued', 'renewed', 'already-valid', 'dry-run', 'failed', 'not-tried'] as const;
type Shown = (typeof OUTCOMES)[number];

/** How many ended in which way, and what to do about each kind of failure. */
export function showSummary({ ui, remedy: remedyOf }: Deps, { results }: Batch<Row, Enrolled>): void {
  if (results.length === 0) {
    ui.result(ui.text('many.none'));
    return;
  }
  const counts = new Map<Shown, number>();
  const failures = new Map<string, { count: number; remedy: string }>();
  for (const result of results) {
    const isUntried = !result.ok && result.error.errorName === 'not-tried';
    const outcome: Shown = result.ok ? result.value.outcome : isUntried ? 'not-tried' : 'failed';
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (result.ok || isUntried) continue;
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
