import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OLDEST_NODE } from '../../src/core/oldest-node.ts';

test('the oldest Node is that of the launcher and of the package', () => {
  const [major, minor] = OLDEST_NODE.split('.');
  expect(JSON.parse(readFileSync('package.json', 'utf8')).engines.node).toBe(`>=${major}.${minor}`);
  expect(readFileSync('bin/cert-tool.cjs', 'utf8')).toContain(`var wanted = [${major}, ${minor}];`);
});
