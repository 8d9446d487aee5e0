import './cheap-crypto.ts';
import fc from 'fast-check';
import { play, type Schedule } from './play.ts';
import { schedules } from './schedules.ts';

/** What went wrong, shrunk, and what happened in it. */
export interface Failure {
  readonly seed: number;
  readonly schedule: Schedule;
  readonly violations: readonly string[];
  readonly lines: readonly string[];
}

/** Plays so many schedules, the same ones for the same seed. @returns the first failure, shrunk */
export async function check(seed: number, count: number): Promise<Failure | undefined> {
  const property = fc.asyncProperty(
    schedules,
    async (schedule) => (await play(schedule)).violations.length === 0,
  );
  const { counterexample } = await fc.check(property, { seed, numRuns: count });
  return counterexample ? replay(counterexample[0], seed) : undefined;
}

/** Plays one schedule and tells what happened in it; nothing where all is well. */
export async function replay(schedule: Schedule, seed = 0): Promise<Failure | undefined> {
  const lines: string[] = [];
  const { violations } = await play(schedule, lines);
  return violations.length > 0 ? { seed, schedule, violations, lines } : undefined;
}

/** For people: the schedule as `--replay` takes it. */
export function told({ seed, schedule, violations, lines }: Failure): string {
  const how = `npm run model -- --replay '${JSON.stringify(schedule)}'`;
  return [...violations.map((each) => `WRONG: ${each}`), `seed ${seed}`, ...lines, how].join('\n');
}
