import { expect, test } from 'vitest';
import { fill } from '../../src/core/text.ts';

test('a value that goes on and on does not hide the sentence around it', () => {
  const sentence = fill('before {value} after', { value: 'x'.repeat(10_000) });
  expect(sentence).toMatch(/^before x{500}… after$/);
});
