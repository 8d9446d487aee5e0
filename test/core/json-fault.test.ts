import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from '../../src/core/json-fault.ts';

test.each<[string, string]>([
  ['{\n  "bank": "https://x"\n  "lang": "ja"\n}', 'line 3, column 3'],
  ['{\r\n  "lang": "ja",\r\n}', 'line 3, column 1'],
  ["{'bank': 1}", 'line 1, column 2'],
  ['{"bank": ja}', 'line 1, column 10'],
  ['{"銀行😀": x}', 'line 1, column 9'],
  ['{"path": "C:\\x"}', 'line 1, column 10'],
  ['{"a": "no end}', 'line 1, column 7'],
  ['{"a": [1, 2}', 'line 1, column 12'],
  ['{"a": 1', 'line 1, column 8'],
  ['{"a": 01}', 'line 1, column 8'],
  ['{} x', 'line 1, column 4'],
  ['// words\n{}', 'line 1, column 1'],
  ['{} // words', 'line 1, column 4: a comment)'],
  ['{"a": 1, /* b */ "c": 2}', 'line 1, column 10: a comment)'],
  ['{"a": "x//y" "b"}', 'line 1, column 14)'],
  ['{"a": [1, ]}', 'line 1, column 11: a comma behind the last member)'],
  ['{"a": 1,}', 'line 1, column 9: a comma behind the last member)'],
  ['[,1]', 'line 1, column 2)'],
  ['{"a": "C:\\\\t\\x"}', 'line 1, column 7: a "\\" has to be written "\\\\")'],
  ['{"a": "\u0001"}', 'line 1, column 7)'],
  [' \n', 'empty'],
  ['{"a": 1, "b": 2, "a": 3}', 'a name stands twice in one object (line 1, column 18)'],
  ['{"a": 1,\n "\\u0061": 3}', 'twice in one object (line 2, column 2)'],
  ['[{}, {"b": {"__proto__": 1, "__proto__": 1}}]', 'twice in one object (line 1, column 29)'],
])('%j: %s', (text, words) => {
  expect(jsonFault(text)?.en).toContain(words);
});

test('the same name in another object is none', () => {
  const text = '{"a": {"a": [{"a": 1}, {"a": 2}], "b": {"a": 1}}, "b": {"a": {}}}';
  expect(jsonFault(text)).toBeUndefined();
  expect(jsonFault('{"a": 1, "b": {"a": 1}, "a": 2}')?.repeated).toBe(3);
});

test('finds a fault where JSON.parse does, and nowhere else', () => {
  const parses = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const spoilt = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.nat(3),
      fc.constantFrom('', ',', '"', '}', '\\', '\u0001', '\u0085', '0', 'e'),
    )
    .map(([json, at, cut, put]) => {
      const from = at % (json.length + 1);
      return json.slice(0, from) + put + json.slice(from + cut);
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), spoilt, fc.string()), (text) => {
      const fault = jsonFault(text);
      // Of what is no JSON the first fault may be a name that stands twice before it.
      return fault?.repeated === undefined ? (fault === undefined) === parses(text) : true;
    }),
    { numRuns: 2000 },
  );
});
