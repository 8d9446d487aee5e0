import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { errorsPage } from '../../scripts/errors-page.ts';
import { catalogue } from '../../src/core/catalogue/index.ts';
import { findEntry } from '../../src/core/error.ts';

test('docs/errors.md is up to date ("npm run docs" writes it)', async () => {
  expect(await readFile('docs/errors.md', 'utf8')).toBe(errorsPage());
});

test('every entry has a section with code and name', () => {
  const page = errorsPage();
  for (const [name, { code }] of Object.entries(catalogue)) expect(page).toContain(`\n### ${code} ${name}\n`);
});

test('every code on the page is one that explain knows', () => {
  const codes = errorsPage().match(/CT-\d+/g) ?? [];
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter((code) => !/^CT-(10)?$/.test(code) && !findEntry(code))).toEqual([]);
});
