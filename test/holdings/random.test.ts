import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answersOf } from './answers.ts';
import { claims } from './claims.ts';
import { randomPc, told } from './random-pc.ts';

const FIXED = { seed: 20_260_701, numRuns: 10_000 };

const pcs = fc.sample(randomPc, FIXED).map((pc) => ({ pc, answers: answersOf(pc) }));

/** Whatever is on a PC, no two commands contradict each other. */
test.each(Object.entries(claims))('%s', (_, holds) => {
  const failing = pcs.find(({ pc, answers }) => !holds(pc, answers));
  if (!failing) return;
  // The smallest one tells the most.
  const { counterexample } = fc.check(
    fc.property(randomPc, (pc) => holds(pc, answersOf(pc))),
    FIXED,
  );
  const [pc = failing.pc] = counterexample ?? [];
  expect.fail(told(pc));
});
