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
  ['[,1]', 'line 1, column 2'],
  [' \n', 'empty'],
])('%j: %s', (text, words) => {
  expect(jsonFault(text)?.en).toContain(words);
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
    fc.property(
      fc.oneof(fc.json(), spoilt, fc.string()),
      (text) => (jsonFault(text) === undefined) === parses(text),
    ),
    { numRuns: 2000 },
  );
});
