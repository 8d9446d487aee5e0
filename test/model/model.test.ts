import './cheap-crypto.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { play } from './play.ts';
import { schedules } from './schedules.ts';

const SCHEDULES = Number(process.env['SCHEDULES'] ?? 2000);

test('x', async () => {
  const begin = performance.now();
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { violations } = await play(schedule);
      if (violations.length > 0) {
        const lines: string[] = [];
        await play(schedule, lines);
        throw new Error(`${violations.join('\n')}\n${lines.join('\n')}`);
      }
    }),
    { seed: 1, numRuns: SCHEDULES },
  );
  console.log(SCHEDULES / ((performance.now() - begin) / 1000), 'per second');
  expect(1).toBe(1);
}, 600_000);
