import { expect, test } from 'vitest';
import { longNameOf, optionKeyOf } from '../../src/core/option.ts';
import { SHARED_OPTIONS } from '../../src/core/shared-options.ts';

test.each([
  ['--json', '--json', 'json'],
  ['-y, --yes', '--yes', 'yes'],
  ['--key-size <bits>', '--key-size', 'keySize'],
  ['--check [days]', '--check', 'check'],
  ['--no-input', '--no-input', 'input'],
  ['--a-b-c <d-e>', '--a-b-c', 'aBC'],
  ['--note', '--note', 'note'],
])('the option %s is %s, and %s in the code', (flags, name, key) => {
  expect([longNameOf({ flags }), optionKeyOf({ flags })]).toEqual([name, key]);
});

test('no two of the shared options share a name, a key or a variable', () => {
  const variables = SHARED_OPTIONS.flatMap((option) => ('variable' in option ? option.variable : []));
  for (const all of [SHARED_OPTIONS.map(longNameOf), SHARED_OPTIONS.map(optionKeyOf), variables]) {
    expect(new Set(all).size).toBe(all.length);
  }
  for (const variable of variables) expect(variable).toMatch(/^CERT_TOOL_[A-Z_]+$/);
});
