import { expect, test } from 'vitest';
import { asciiJson, fill, joinSentences } from '../../src/core/text.ts';

test('a value that goes on and on does not hide the sentence around it', () => {
  const sentence = fill('before {value} after', { value: 'x'.repeat(10_000) });
  expect(sentence).toMatch(/^before x{500}… after$/);
});

test('a value of the longest length is shown whole', () => {
  expect(fill('{value}', { value: 'x'.repeat(500) })).toBe('x'.repeat(500));
});

test('JSON in ASCII says the same', () => {
  expect(asciiJson({ a: 'é~ \n', b: '証' })).toBe('{"a":"\\u00e9~ \\n","b":"\\u8a3c"}');
  for (const value of ['会社💥', '\x7f\x1f "\\', ['a', null, 1]])
    expect(JSON.parse(asciiJson(value))).toEqual(value);
});

test('sentences follow each other with a blank, in Japanese without', () => {
  expect(joinSentences('en', ['One.', '', 'Two.'])).toBe('One. Two.');
  expect(joinSentences('ja', ['一。', '', '二。'])).toBe('一。二。');
});

test('what is empty leaves no gap', () => {
  expect(fill('One. {two} {three} Four.', { two: '', three: 'Three.' })).toBe('One. Three. Four.');
});
