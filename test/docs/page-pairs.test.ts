import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultsOf, type Pages } from '../../scripts/page-pairs.ts';

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '.' ? name : `${folder}/${name.replaceAll('\\', '/')}`));
}

const pages: Pages = new Map(
  ['.', 'docs', 'findings'].flatMap(pagesIn).map((name) => [name, readFileSync(name, 'utf8')]),
);

test('pages in both languages are in step', () => {
  expect(faultsOf(pages)).toEqual([]);
});
