import { expect, test } from 'vitest';
import { catalogue, type ErrorName } from '../../../src/core/catalogue/index.ts';
import { entryOf } from '../../../src/core/catalogue/one.ts';

test('each entry is found without the others', () => {
  for (const name of Object.keys(catalogue) as ErrorName[]) expect(entryOf(name)).toBe(catalogue[name]);
});
