import { expect, test } from 'vitest';
import { LeftQuestion } from '../../src/ui/left-question.ts';

test('whatever is said besides of a question that was left, it was left: the menu ends by it', () => {
  const left = new LeftQuestion();
  const others = [left.withResults([1]), left.withBesides({ device: 'PC-1' }), left.asNotInstalledYet()];
  for (const each of others) expect(each).toBeInstanceOf(LeftQuestion);
  expect(
    others.map(({ errorName, details, notInstalledYet }) => [errorName, details, notInstalledYet]),
  ).toEqual([
    ['cancelled', { results: [1] }, false],
    ['cancelled', { besides: { device: 'PC-1' } }, false],
    ['cancelled', {}, true],
  ]);
});
