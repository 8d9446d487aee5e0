import { expect, test } from 'vitest';
import { catalogue } from '../../src/core/catalogue/index.ts';
import { withPlaceholders } from '../../src/core/catalogue/placeholders.ts';

const SENTENCES = Object.values(catalogue).flatMap(({ message, cause, remedy }) => [message, cause, remedy]);

test('words stand for every value of the catalogue, in both languages', () => {
  for (const sentence of SENTENCES) {
    for (const language of ['ja', 'en'] as const) {
      expect(withPlaceholders(sentence[language], language)).not.toMatch(/\{\w+\}|\s$|<>/);
    }
  }
});

test('in brackets, but for what may be left out and what is usual', () => {
  expect(withPlaceholders('{host} refuses. Run it {wait}. {support}', 'en')).toBe(
    '<server> refuses. Run it after a while.',
  );
  expect(withPlaceholders('{loginId} は{wait}', 'ja')).toBe('<ログインID> はしばらくしてから');
});
