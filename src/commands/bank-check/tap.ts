import type { Result } from '../../bank-check/runner.ts';
import type { Language } from '../../core/text.ts';
import { resultJson } from './result-json.ts';

/** Test Anything Protocol, version 14 (testanything.org). @param total how many cases there will be */
export function tapHead(total: number): string[] {
  return ['TAP version 14', `1..${total}`];
}

export function tapLines(result: Result, number: number, language: Language): string[] {
  const { name, title } = result.case;
  const about = `${number} - ${escaped(`${name}: ${title[language]}`)}`;
  if (result.outcome === 'passed') return [`ok ${about}`];
  if (result.outcome === 'skipped') return [`ok ${about} # SKIP ${escaped(result.reason[language])}`];
  // JSON is YAML, and needs no other quotes.
  const details = Object.entries(resultJson(result, language)).map(
    ([key, value]) => `  ${key}: ${JSON.stringify(value)}`,
  );
  return [`not ok ${about}`, '  ---', ...details, '  ...'];
}

/** A description ends at a bare `#`. */
function escaped(text: string): string {
  return text.replace(/[\\#]/g, '\\$&').replace(/\s+/g, ' ');
}
