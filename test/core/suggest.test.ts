import { describe, expect, test } from 'vitest';
import { closest, didYouMean } from '../../src/core/suggest.ts';

const COMMANDS = ['issue', 'renew', 'list', 'revoke', 'remove', 'explain', 'sandbox', 'help', '--version'];

describe('the word that was probably meant', () => {
  test.each([
    ['isue', 'issue'],
    ['renwe', 'renew'],
    ['remvoe', 'remove'],
    ['revok', 'revoke'],
    ['version', '--version'],
    ['hlep', 'help'],
    ['ISSUE', 'issue'],
    ['ｉｓｓｕｅ', 'issue'],
    [' list ', 'list'],
    ['nothing', undefined],
    ['', undefined],
    ['x', undefined],
  ])('%j: %s', (typed, meant) => {
    expect(closest(typed, COMMANDS)).toBe(meant);
  });

  test.each([
    ['jp', 'ja'],
    ['jpn', undefined],
    ['japanese', 'ja'],
    ['ja_JP.UTF-8', 'ja'],
    ['EN', 'en'],
    ['english', 'en'],
    ['de', undefined],
  ])('of two letters, %s: %s', (typed, meant) => {
    expect(closest(typed, ['ja', 'en'])).toBe(meant);
  });

  test('is nothing where there is nothing to choose from', () => {
    expect(didYouMean('issue', [])).toEqual({ ja: '', en: '' });
    expect(didYouMean('fil', ['file'])).toEqual({ ja: '(もしかして: file)', en: ' (did you mean file?)' });
  });
});

test('a word of any length takes no time', () => {
  const began = process.cpuUsage();
  const word = 'issue'.repeat(200_000);
  expect(closest(word, COMMANDS)).toBe('issue');
  expect(closest(`x${word}`, COMMANDS)).toBeUndefined();
  const { user } = process.cpuUsage(began);
  expect(user / 1e6).toBeLessThan(1);
});
