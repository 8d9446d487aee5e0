import { expect, test } from 'vitest';
import { ownLast } from '../../../src/commands/session/own-last.ts';

const named = (...loginIds: string[]) => loginIds.map((loginId, row) => ({ loginId, row }));

test('one’s own go last, the others in their order', () => {
  const [first, second, third, fourth] = named('me', 'taro', 'me', 'jiro');
  expect(ownLast(named('me', 'taro', 'me', 'jiro'), 'me')).toEqual([second, fourth, first, third]);
});

test('that of the proof is the very last', () => {
  const items = named('me', 'me', 'taro');
  expect(ownLast(items, 'me', ({ row }) => row === 0).map(({ row }) => row)).toEqual([2, 1, 0]);
});

test('where nobody acts the order stays', () => {
  expect(ownLast(named('b', 'a'), undefined)).toEqual(named('b', 'a'));
});
