import type { Failure, Result } from '../../bank-check/runner.ts';
import type { Language } from '../../core/text.ts';

/** How many of each outcome. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function totalsOf(results: readonly Result[]): Totals {
  const count = (outcome: Result['outcome']) => results.filter((each) => each.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** One case as the `--json` document has it. */
export function resultJson(result: Result, language: Language): object {
  const { name, title, promise } = result.case;
  const about = { name, title: title[language], ok: result.outcome !== 'failed', outcome: result.outcome };
  if (result.outcome === 'skipped') return { ...about, reason: result.reason[language] };
  if (result.outcome === 'passed') return { ...about, ...(result.earlier && { earlier: true }) };
  return { ...about, promise, ...failureJson(result.failure, language) };
}

function failureJson({ expected, seen, exchange }: Failure, language: Language): object {
  return {
    expected: expected[language],
    ...(seen && { seen: seen[language] }),
    ...(exchange && { request: exchange.request }),
    ...(exchange?.answer && { answer: exchange.answer }),
  };
}
