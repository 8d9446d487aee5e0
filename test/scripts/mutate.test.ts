import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test.each([
  ['nothing', [], /^Usage: npm run mutate/],
  [
    'what is not in src',
    ['holdings', 'nothing', 'core/nothing.ts'],
    /^Not in src: nothing, core\/nothing\.ts\. Usage/,
  ],
])('changes nothing where %s is named', (_, names, said) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/mutate.mjs', ...names], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(said);
});
