import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withChecks } from '../../scripts/doctor-table.ts';

test.each([
  ['docs/doctor.md', 'en'],
  ['docs/doctor.ja.md', 'ja'],
] as const)('the checks in %s are those of the program', (file, language) => {
  const page = readFileSync(file, 'utf8');
  expect(withChecks(page, language)).toBe(page);
});
