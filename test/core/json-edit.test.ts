import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withMember, withoutMember } from '../../src/core/json-edit.ts';

describe('setting a member leaves all else as it is', () => {
  test.each<[string, readonly string[], unknown, string]>([
    ['{}', ['a'], 1, '{\n  "a": 1\n}'],
    ['{}\n', ['a', 'b'], 1, '{\n  "a": {\n    "b": 1\n  }\n}\n'],
    ['{"b":1,"a":2}', ['b'], 3, '{"b":3,"a":2}'],
    ['{"b":1}', ['a'], ['x'], '{"b":1, "a": ["x"]}'],
    ['{\n\t"2": 0,\n\t"1": 0\n}', ['a'], { b: 1 }, '{\n\t"2": 0,\n\t"1": 0,\n\t"a": {\n\t\t"b": 1\n\t}\n}'],
    [
      '{\r\n    "a" : [ 1,2 ] ,\r\n    "b": {}\r\n}',
      ['b', 'c'],
      1,
      '{\r\n    "a" : [ 1,2 ] ,\r\n    "b": {\r\n        "c": 1\r\n    }\r\n}',
    ],
    ['{\r\n  "a": 1\r\n}\r\n', ['b', 'c'], 1, '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 1\r\n  }\r\n}\r\n'],
    ['{\r\n  "a": 1\r\n}', ['a'], [1], '{\r\n  "a": [\r\n    1\r\n  ]\r\n}'],
    ['{}\r\n', ['a'], 1, '{\r\n  "a": 1\r\n}\r\n'],
    ['{"a":{"b":1}}', ['a', 'c'], 'x', '{"a":{"b":1, "c": "x"}}'],
    ['{"a":"x"}', ['a', 'b'], 1, '{"a":{\n  "b": 1\n}}'],
    ['{"a":1,"a":2}', ['a'], 3, '{"a":1,"a":3}'],
    ['{"\\u0061":"}","b\\"":"\\\\"}', ['a'], 3, '{"\\u0061":3,"b\\"":"\\\\"}'],
  ])('%j %j = %j', (text, path, value, expected) => {
    expect(withMember(text, path, value)).toBe(expected);
  });
});

describe('removing a member leaves all else as it is', () => {
  test.each<[string, readonly string[], string]>([
    ['{"a":1}', ['a'], '{}'],
    ['{"a":1,"b":2}', ['a'], '{"b":2}'],
    ['{\n  "b": 1,\n  "a": 2\n}', ['a'], '{\n  "b": 1\n}'],
    ['{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', ['b'], '{\n  "a": 1,\n  "c": 3\n}'],
    ['{"a":{"b":{"c":1}},"d":2}', ['a', 'b', 'c'], '{"d":2}'],
    ['{"a":{"b":{"c":1}}}', ['a', 'b', 'c'], '{}'],
    ['{"a":{"b":{"c":1},"d":2}}', ['a', 'b', 'c'], '{"a":{"d":2}}'],
    ['{"a":1}', ['b'], '{"a":1}'],
    ['{"a":1}', ['a', 'b'], '{"a":1}'],
    ['{}', ['a'], '{}'],
  ])('%j without %j', (text, path, expected) => {
    expect(withoutMember(text, path)).toBe(expected);
  });
});

const names = fc.constantFrom('a', 'b', '1', '', '"}', '\\', '経理');
const objects = fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue())));
const layouts = fc.constantFrom<string | number>(0, 2, '\t');

test('random objects: the member is set, and then gone again; the others keep their places', () => {
  fc.assert(
    fc.property(
      objects,
      fc.array(names, { minLength: 1, maxLength: 3 }),
      fc.jsonValue(),
      layouts,
      (object, path, value, layout) => {
        const text = JSON.stringify(object, null, layout);
        const read = JSON.parse(withMember(text, path, value));
        const [first = ''] = path;
        const found = path.reduce(
          (at: unknown, name) => Object.entries(at ?? {}).find(([each]) => each === name)?.[1],
          read,
        );
        expect(found).toEqual(JSON.parse(JSON.stringify(value)));
        const others = Object.entries(JSON.parse(text)).filter(([name]) => name !== first);
        expect(Object.entries(read).filter(([name]) => name !== first)).toEqual(others);
        const without = JSON.parse(withoutMember(text, [first]));
        expect(Object.entries(without)).toEqual(others);
      },
    ),
  );
});
