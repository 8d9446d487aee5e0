import type { Result } from '../../bank-check/runner.ts';
import type { Language } from '../../core/text.ts';
import { xmlText } from '../../core/xml.ts';
import { resultJson, totalsOf } from './result-json.ts';

/** The report that CI servers read as JUnit's. */
export function junitText(results: readonly Result[], language: Language): string {
  const { failed, skipped } = totalsOf(results);
  const counts = `tests="${results.length}" failures="${failed}" errors="0" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    ` <testsuite name="bank-check" ${counts}>`,
    ...results.map((result) => caseOf(result, language)),
    ' </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function caseOf(result: Result, language: Language): string {
  const { name, title } = result.case;
  const head = `  <testcase classname="bank-check" name="${xmlText(`${name}: ${title[language]}`)}"`;
  if (result.outcome === 'passed') return `${head}/>`;
  if (result.outcome === 'skipped') {
    return `${head}><skipped message="${xmlText(result.reason[language])}"/></testcase>`;
  }
  const message = xmlText(result.failure.expected[language]);
  const details = xmlText(JSON.stringify(resultJson(result, language), undefined, 1));
  return `${head}><failure message="${message}">${details}</failure></testcase>`;
}
