import { expect, test } from 'vitest';
import { membersIn, membersOf } from '../../src/core/json-object.ts';

test.each([
  ['{"a":1}', { a: 1 }],
  ['{}', {}],
  [undefined, undefined],
  ['', undefined],
  ['{"a":', undefined],
  ['null', undefined],
  ['[{"a":1}]', undefined],
  ['"a"', undefined],
])('%j holds %j', (text, members) => {
  expect(membersIn(text)).toEqual(members);
});

test('of a value, what is an object alone has members', () => {
  expect([{ a: 1 }, [1], null, 'a', undefined].map(membersOf)).toEqual([
    { a: 1 },
    ...[undefined, undefined, undefined, undefined],
  ]);
});
