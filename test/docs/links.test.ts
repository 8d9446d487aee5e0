import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sectionsOf } from '../../scripts/page-parts.ts';

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
  'findings/README.md',
];

const read = new Map<string, ReturnType<typeof sectionsOf>>();
function sections(page: string) {
  const known = read.get(page) ?? sectionsOf(readFileSync(page, 'utf8'));
  read.set(page, known);
  return known;
}

function brokenLinks(page: string): string[] {
  return sections(page)
    .flatMap(({ links }) => links)
    .flatMap((target) => {
      if (/^(https?|mailto):/.test(target)) return [];
      const [file = '', anchor] = target.split('#');
      const found = file === '' ? page : path.join(path.dirname(page), file);
      if (!existsSync(found)) return [`${page}: ${target}`];
      if (anchor === undefined) return [];
      return sections(found).some((section) => section.anchor === anchor) ? [] : [`${page}: ${target}`];
    });
}

test.each(pages)('the links of %s lead somewhere', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test('files of the project that the pages name are there', () => {
  const missing = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`((?:src|test|scripts|bin|docs)\/[\w./-]+)`/g)]
      .map(([, file = '']) => file)
      .filter((file) => !existsSync(file))
      .map((file) => `${page}: ${file}`),
  );
  expect(missing).toEqual([]);
});
