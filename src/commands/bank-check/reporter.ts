import type { Result } from '../../bank-check/runner.ts';
import type { Deps } from '../deps.ts';
import { junitText } from './junit.ts';
import { pageLines, summaryLine } from './page.ts';
import type { FORMATS } from './spec.ts';
import { tapHead, tapLines } from './tap.ts';

/** Shows results as they come. */
export interface Reporter {
  result(result: Result): void;
  end(results: readonly Result[]): void;
}

/** @param total how many cases there will be */
export function reporterFor({ ui }: Deps, format: (typeof FORMATS)[number], total: number): Reporter {
  const out = (lines: readonly string[]) => {
    for (const line of lines) ui.result(line, 'to-copy');
  };
  if (format === 'junit') {
    return { result: () => undefined, end: (results) => out([junitText(results, ui.language)]) };
  }
  if (format === 'tap') {
    let number = 0;
    out(tapHead(total));
    return {
      result(result) {
        number += 1;
        out(tapLines(result, number, ui.language));
      },
      end: () => undefined,
    };
  }
  return {
    result(result) {
      for (const line of pageLines(ui, result)) ui.result(line);
    },
    end: (results) => ui.result(summaryLine(ui, results)),
  };
}
