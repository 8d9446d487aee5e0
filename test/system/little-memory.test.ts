import { cachedDataVersionTag } from 'node:v8';
import { afterAll, describe, expect, test } from 'vitest';
import { keepSmall } from '../../src/system/little-memory.ts';
import { releaseFlags, withUsualFlags } from '../../src/system/v8-flags.ts';

afterAll(releaseFlags);

const usual = cachedDataVersionTag();
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Of something that nobody holds. */
const garbage = () => new WeakRef({ left: true });

const times = (count: number, work: () => void) => {
  for (let done = 0; done < count; done += 1) work();
};

describe('a run over many users', () => {
  test('is left alone until there are a hundred', () => {
    times(99, keepSmall(13));
    expect(cachedDataVersionTag()).toBe(usual);
  });

  test.each([11, 99])('is left alone by version %s of the engine', (v8) => {
    times(200, keepSmall(v8));
    expect(cachedDataVersionTag()).toBe(usual);
  });

  test('has all that is left collected after each hundred, and compiled code finds the flags as they were', async () => {
    const oneMoreIsDone = keepSmall(13);
    for (const round of [1, 2]) {
      const left = garbage();
      await turn();
      times(100, oneMoreIsDone);
      expect(left.deref(), `in round ${round}`).toBeUndefined();
      expect(withUsualFlags(cachedDataVersionTag)).toBe(usual);
      expect(globalThis).not.toHaveProperty('gc');
    }
  });
});
