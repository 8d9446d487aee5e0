import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RENEWAL_WINDOW_DAYS } from '../../src/core/renewal.ts';

/** Pages that tell how long before its end a certificate can be renewed; in Japanese, too, where they are there. */
const TELLING = [
  'README.md',
  'docs/architecture.md',
  'docs/bank-api.md',
  'docs/bank-api.yaml',
  'docs/browser.md',
  'docs/commands.md',
  'docs/errors.md',
  'docs/portal.md',
  'docs/practice-bank.md',
];

/** How the pages say it. Other spans of days are "for", "after" or "ago". */
const SAYINGS =
  /(?:last|the|from|than|under) (\d+) days|(\d+)-day notice|minus (\d+) × 24 hours|(\d+) 日前/gi;

function filesIn(folder: string, extension: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extension.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

function toldBy(page: string): number[] {
  const found = [...readFileSync(page, 'utf8').matchAll(SAYINGS)];
  return found.map(([, ...numbers]) => Number(numbers.find((each) => each !== undefined)));
}

describe('the days before its end in which a certificate can be renewed', () => {
  const pages = ['README.md', 'README.ja.md', ...filesIn('docs', /\.(md|yaml)$/)];

  test.each(pages)('are the same in %s', (page) => {
    expect(toldBy(page).filter((days) => days !== RENEWAL_WINDOW_DAYS)).toEqual([]);
  });

  test('are told by the pages that should', () => {
    const telling = TELLING.flatMap((page) => [page, page.replace(/\.md$/, '.ja.md')]).filter(existsSync);
    expect(pages.filter((page) => toldBy(page).length > 0).sort()).toEqual([...new Set(telling)].sort());
  });

  test('stand in one file of src, sentences included', () => {
    const number = new RegExp(`(?<!\\d)${RENEWAL_WINDOW_DAYS}(?!\\d)`);
    const isComment = (line: string) => /^\s*(\/\/|\/?\*|-- )/.test(line);
    const saying = filesIn('src', /\.(ts|ps1)$/)
      .filter((file) => !file.includes('/generated/'))
      .filter((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .some((line) => number.test(line) && /day|日/i.test(line) && !isComment(line)),
      );
    expect(saying).toEqual(['src/core/renewal.ts']);
  });
});
