import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { testUsersSchemaText, withBankCheckTables } from '../../scripts/bank-check-parts.ts';
import { readTestUsers } from '../../src/bank-check/users.ts';

test.each([
  ['docs/bank-check.md', 'en'],
  ['docs/bank-check.ja.md', 'ja'],
] as const)('users and cases in %s are those of the program', (file, language) => {
  const page = readFileSync(file, 'utf8');
  expect(withBankCheckTables(page, language)).toBe(page);
});

const EXAMPLE = readFileSync('integrations/bank-example/bank-check-users.json', 'utf8');
const isGood = new Ajv({ strict: true }).compile(JSON.parse(testUsersSchemaText()));

test('the schema of the file of users is the published one', () => {
  expect(readFileSync('docs/bank-check-users.schema.json', 'utf8')).toBe(testUsersSchemaText());
});

test.each([
  ['an example', EXAMPLE, true],
  ['what the page shows', shownOn('docs/bank-check.md'), true],
  ['nobody', '{"users":{}}', false],
  ['a member that is none', EXAMPLE.replace('"password"', '"pin"'), false],
  ['a key without its certificate', EXAMPLE.replace('"password"', '"keyFile": "x", "password"'), false],
])('schema and program agree about %s', (_, text, good) => {
  expect(isGood(JSON.parse(text))).toBe(good);
  if (good) expect(readTestUsers(text).users.has('holder')).toBe(true);
  else expect(() => readTestUsers(text)).toThrow();
});

function shownOn(page: string): string {
  return /```json\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
}
