import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { grown, mutated, randomFrom } from './mutate.ts';
import type { FuzzTarget } from './target.ts';
import { TARGETS } from './targets/index.ts';

const CORPUS = fileURLToPath(new URL('corpus', import.meta.url));
const SEED = 20261122;
/** For each input of the corpus. */
const MUTATIONS = 60;
const GROWN = 6;
/** What is read twenty times as long takes this long at the most, in milliseconds. */
const LONGEST_MS = 3_000;
const MIB = 1024 * 1024;
const MOST_BYTES = 200 * MIB;

test('each reader has inputs, and no inputs are without a reader', () => {
  expect(readdirSync(CORPUS).sort()).toEqual(TARGETS.map(({ name }) => name).sort());
});

describe.each(TARGETS.map((target) => [target.name, target] as const))('%s', (name, target) => {
  const files = readdirSync(join(CORPUS, name)).sort();
  const inputs = files.map((file) => readFileSync(join(CORPUS, name, file)));

  test('reads its inputs', async () => {
    for (const [index, input] of inputs.entries()) await must(target, input, files[index] ?? '');
  });

  test('reads what becomes of them', async () => {
    const random = randomFrom(SEED);
    for (const [index, input] of inputs.entries()) {
      for (let count = 0; count < MUTATIONS; count += 1) {
        await must(target, mutated(input, inputs, random), `${files[index]}, mutation ${count}`);
      }
    }
  });

  test('is neither slow nor greedy where they are large', async () => {
    const random = randomFrom(SEED);
    for (const [index, input] of inputs.entries()) {
      for (let count = 0; count < GROWN; count += 1) {
        const large = grown(input, Math.min(target.longest, MIB), random);
        const [began, before] = [performance.now(), process.memoryUsage().rss];
        await must(target, large, `${files[index]}, grown ${count}`);
        const [ms, bytes] = [performance.now() - began, process.memoryUsage().rss - before];
        expect(ms, `${files[index]}, grown ${count}: ms`).toBeLessThan(LONGEST_MS);
        expect(bytes, `${files[index]}, grown ${count}: bytes`).toBeLessThan(MOST_BYTES);
      }
    }
  });
});

async function must(target: FuzzTarget, bytes: Buffer, what: string): Promise<void> {
  try {
    await target.run(Buffer.from(bytes));
  } catch (cause) {
    const shown = bytes.subarray(0, 600).toString('base64');
    throw new Error(`${target.name}: ${what}: ${shown}`, { cause });
  }
}
