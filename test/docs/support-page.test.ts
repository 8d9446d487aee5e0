import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue, type ErrorName } from '../../src/core/catalogue/index.ts';
import { entriesWith } from '../../src/core/catalogue/search.ts';
import { findEntry } from '../../src/core/error.ts';
import { sayingIn } from '../../src/core/sayings/index.ts';

/** Each row: what customers say, then what it is and what to do. */
function callsOf(page: string): { said: string; row: string }[] {
  return [...page.matchAll(/^\| ["「](.+?)["」] \| (.+) \|$/gm)].map(([, said = '', row = '']) => ({
    said,
    row,
  }));
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/CT-\d{4,}/g)].map(([code]) => code);
}

function explained(said: string): string[] {
  const names: readonly ErrorName[] = sayingIn(said)?.entries ?? entriesWith(said);
  return names.map((name) => catalogue[name].code);
}

const PAGES = ['support.md', 'support.ja.md', 'first-day.md', 'first-day.ja.md'];

test.each(PAGES)('%s names no code that there is not', (name) => {
  const codes = codesIn(readFileSync(`docs/${name}`, 'utf8'));
  expect(codes.length).toBeGreaterThan(5);
  expect(codes.filter((code) => findEntry(code) === undefined)).toEqual([]);
});

describe.each(['support.md', 'support.ja.md'])('what customers say, %s', (name) => {
  const calls = callsOf(readFileSync(`docs/${name}`, 'utf8'));

  test('is told of in 25 sentences at least', () => {
    expect(calls.length).toBeGreaterThanOrEqual(25);
  });

  test.each(calls.filter(({ said, row }) => codesIn(row).length > 0 && codesIn(said).length === 0))(
    'explain finds a code of the row by "$said"',
    ({ said, row }) => {
      const found = explained(said);
      expect(
        codesIn(row).some((code) => found.includes(code)),
        found.join(' '),
      ).toBe(true);
    },
  );
});
