import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const english = readFileSync('README.md', 'utf8');
const japanese = readFileSync('README.ja.md', 'utf8');
const scripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;

interface Block {
  readonly kind: string;
  readonly lines: readonly string[];
}

function blocks(page: string): Block[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```/gms)].map(([, kind = '', body = '']) => ({
    kind,
    lines: body.trimEnd().split('\n'),
  }));
}

/** Headings, blocks of code and list items in their order, without their words. */
function shape(page: string): string[] {
  const prose = page.replace(/^```(\w*)\n.*?^```/gms, '<$1>');
  return [...prose.matchAll(/^(#+|-|<\w*>)/gm)].map(([mark]) => mark);
}

function links(page: string): string[] {
  return [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
}

test('both languages have the same sections, blocks and lists', () => {
  expect(shape(japanese)).toEqual(shape(english));
});

test('both languages give the same commands', () => {
  const commands = (page: string) =>
    blocks(page)
      .filter(({ kind }) => kind === 'sh')
      .map(({ lines }) => lines.map((line) => line.replace(/\s+#.*$/, '')));
  expect(commands(japanese)).toEqual(commands(english));
});

test('both sessions run the same commands', () => {
  const typed = (page: string) =>
    blocks(page)
      .filter(({ kind }) => kind === 'text')
      .flatMap(({ lines }) => lines.filter((line) => line.startsWith('$ ')));
  expect(typed(english).length).toBeGreaterThan(0);
  expect(typed(japanese)).toEqual(typed(english));
});

test('both languages link to the same documents', () => {
  // A page that there is in both languages is linked in the reader's own.
  const others = (page: string) =>
    links(page)
      .filter((target) => !/^README/.test(target))
      .map((target) => target.replace(/\.ja\.md/, '.md'));
  expect(others(japanese)).toEqual(others(english));
});

test('the scripts that README and CONTRIBUTING name exist', () => {
  const named = [english, readFileSync('CONTRIBUTING.md', 'utf8')].flatMap((page) =>
    [...page.matchAll(/npm run (\w+)/g)].map(([, name = '']) => name),
  );
  expect(named.filter((name) => !scripts[name])).toEqual([]);
});
