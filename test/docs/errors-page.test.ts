import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ERRORS_PAGES, errorsPage } from '../../scripts/errors-page.ts';
import { catalogue } from '../../src/core/catalogue/index.ts';
import { findEntry } from '../../src/core/error.ts';

describe.each(['en', 'ja'] as const)('the page of errors (%s)', (language) => {
  test('is up to date ("npm run docs" writes it)', async () => {
    expect(await readFile(`docs/${ERRORS_PAGES[language]}`, 'utf8')).toBe(errorsPage(language));
  });

  test('has a section for every entry, by code and name, with its words', () => {
    const page = errorsPage(language);
    for (const [name, { code, cause }] of Object.entries(catalogue)) {
      expect(page).toContain(`\n### ${code} ${name}\n`);
      if (!/[|<{]/.test(cause[language])) expect(page).toContain(cause[language]);
    }
  });

  test('has no codes but those that explain knows', () => {
    const codes = errorsPage(language).match(/CT-\d+/g) ?? [];
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => !/^CT-(10)?$/.test(code) && !findEntry(code))).toEqual([]);
  });
});
