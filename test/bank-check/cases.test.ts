import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CASES } from '../../src/bank-check/cases/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** As a reader sees it: without the ends of lines. */
const flat = (file: string) => readFileSync(path.join(root, file), 'utf8').replace(/\s+/g, ' ');
const contract = `${flat('docs/bank-api.yaml')} ${flat('docs/bank-api.md')}`;

test.each(CASES.map((each) => [each.name, each] as const))(
  'the promise of %s stands in the contract',
  (_, each) => {
    expect(contract.replaceAll("''", "'")).toContain(each.promise);
  },
);

test('each case has a file of its name, and is in the list', () => {
  const files = readdirSync(path.join(root, 'src/bank-check/cases')).filter((name) => name !== 'index.ts');
  expect(files.sort()).toEqual(CASES.map(({ name }) => `${name}.ts`).sort());
});

test('cases stand after those that they need', () => {
  CASES.forEach(({ after = [] }, index) => {
    const before = CASES.slice(0, index).map(({ name }) => name);
    for (const name of after) expect(before).toContain(name);
  });
});
