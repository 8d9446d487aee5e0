import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonText } from '../../src/core/json-text.ts';

const json = fc.jsonValue({ maxDepth: 3 });

test('stands in a document as what it was made of', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), json, (value, besides) => {
      const document = [{ kept: new JsonText(value), besides }, new JsonText(value)];
      expect(JSON.stringify(document)).toBe(JSON.stringify([{ kept: value, besides }, value]));
    }),
  );
});

test('is what the value was when it was kept', () => {
  const value = { time: new Date(0), left: undefined, names: ['あ'] };
  const kept = new JsonText(value);
  value.names.push('い');
  expect(JSON.parse(JSON.stringify(kept))).toEqual({ time: '1970-01-01T00:00:00.000Z', names: ['あ'] });
});
