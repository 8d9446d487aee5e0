import { expect, test } from 'vitest';
import { check, told } from './check.ts';

/** Those of `npm run model`, in batches that keep the memory small. */
const [BATCHES, BATCH] = [20, 1000];

test('20,000 schedules of two PCs and a bank: nothing that was promised is lost', {
  timeout: 300_000,
}, async () => {
  for (let seed = 1; seed <= BATCHES; seed += 1) {
    const failure = await check(seed, BATCH);
    expect(failure && told(failure)).toBeUndefined();
  }
});
