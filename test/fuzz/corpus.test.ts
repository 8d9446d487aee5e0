import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { grown, mutated, randomFrom } from './mutate.ts';
import { type FuzzTarget, KIB, MIB } from './target.ts';
import { TARGETS } from './targets/index.ts';

const CORPUS = fileURLToPath(new URL('corpus', import.meta.url));
const SEED = 20261122;
/** For each input of the corpus. */
const MUTATIONS = 40;
/** Of the work on one large input. */
const MOST_CPU_MS = 4_000;
const MOST_BYTES = 200 * MIB;
/** Short ones become longest: what takes more than its share of time mostly looks for the end of many beginnings. */
const SHORT = 64;
const largeFor = ({ length }: Buffer, { longest }: FuzzTarget) =>
  Math.min(longest, length < SHORT ? 256 * KIB : 128 * KIB);

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
      const large = largeFor(input, target);
      const both = [Buffer.alloc(input.length > 0 ? large : 0, input), grown(input, 64 * KIB, random)];
      for (const [which, bytes] of both.entries()) {
        const what = `${files[index]}, ${['repeated', 'grown'][which]}`;
        const [cpu, { rss }] = [process.cpuUsage(), process.memoryUsage()];
        await must(target, bytes, what);
        const { user, system } = process.cpuUsage(cpu);
        expect((user + system) / 1000, `${what}: ms`).toBeLessThan(MOST_CPU_MS);
        expect(process.memoryUsage().rss - rss, `${what}: bytes`).toBeLessThan(MOST_BYTES);
      }
    }
  }, 120_000);
});

async function must(target: FuzzTarget, bytes: Buffer, what: string): Promise<void> {
  try {
    await target.run(Buffer.from(bytes));
  } catch (cause) {
    const shown = bytes.subarray(0, 600).toString('base64');
    throw new Error(`${target.name}: ${what}: ${shown}`, { cause });
  }
}
