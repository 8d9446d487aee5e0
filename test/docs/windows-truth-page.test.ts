import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withRuns } from '../../scripts/windows-truth-table.ts';
import records from '../support/ran/records.json';
import { PROGRAM_OPERATIONS, STORE_OPERATIONS } from '../support/ran/records.ts';

const PAGES = [
  ['docs/windows-truth.md', 'en', 'never'],
  ['docs/windows-truth.ja.md', 'ja', '未実行'],
] as const;

test.each(PAGES)('%s tells what the records of the tests tell', (file, language) => {
  const page = readFileSync(file, 'utf8');
  expect(withRuns(page, language)).toBe(page);
});

test.each(PAGES)('of what no test has run %s says so', (file, language, never) => {
  const cells = withRuns(readFileSync(file, 'utf8'), language, {}).split(never).length - 1;
  const stores = 5;
  expect(cells).toBeGreaterThanOrEqual(
    STORE_OPERATIONS.length * stores + Object.keys(PROGRAM_OPERATIONS).length,
  );
});

test('each record is of a file that is there, and of operations that the page has', () => {
  const known = [...STORE_OPERATIONS, ...Object.keys(PROGRAM_OPERATIONS)];
  for (const [file, { operations }] of Object.entries(records)) {
    expect(existsSync(file)).toBe(true);
    expect(known).toEqual(expect.arrayContaining(operations));
    // A file whose records nothing compares any more would go on telling what it once ran.
    expect(readFileSync(file, 'utf8')).toMatch(/recorder\(|runner: '/);
  }
});
