import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdingsOfUser } from '../../src/enrollment/local.ts';
import { tryKeys } from '../../src/enrollment/try-keys.ts';
import { isUsable } from '../../src/holdings/holding.ts';
import { holdingsOf } from '../../src/holdings/holdings.ts';
import { answersOf } from '../holdings/answers.ts';
import { randomPc, told } from '../holdings/random-pc.ts';
import type { Pc } from '../holdings/support.ts';
import { real, storeOf } from './trial-store.ts';

const FIXED = { seed: 20_260_701, numRuns: 500 };

const smallest = async (holds: (pc: Pc) => Promise<boolean>) => {
  // The smallest one that fails tells the most.
  const { counterexample } = await fc.check(fc.asyncProperty(randomPc, holds), FIXED);
  return counterexample?.map(told).join('\n');
};

test('trying down to the first key that works tells the same as trying each', async () => {
  const judged = async (pc: Pc, untilOneWorks: boolean) => {
    const store = storeOf(pc);
    const found = await tryKeys(store, store.certificates, { ...pc, untilOneWorks });
    const holdings = holdingsOf(found, pc);
    return holdings.map(({ current, superseded, certificate: { thumbprint }, state, key }) =>
      [thumbprint, current, superseded, current && state !== 'expired' && key].join(),
    );
  };
  const example = await smallest(
    async (pc) => (await judged(pc, true)).join() === (await judged(pc, false)).join(),
  );
  expect(example).toBeUndefined();
});

test('a trial of each key finds what each is good for', async () => {
  const example = await smallest(async (pc) => {
    const store = storeOf(pc);
    const found = await tryKeys(store, store.certificates, { ...pc, untilOneWorks: false });
    return found.every(({ certificate, key }, index) => {
      const { key: wanted = 'untried', certificate: given } = pc.found[index] ?? {};
      const isOurs = given?.forClientAuthentication;
      return key === (isOurs || wanted === 'missing' ? wanted : 'untried') && certificate.pem === real.pem;
    });
  });
  expect(example).toBeUndefined();
});

test('issue is content with what the judgement of all certificates calls enough', async () => {
  const example = await smallest(async (given) => {
    const pc = { ...given, unfinished: [] };
    const answers = answersOf(pc);
    for (const identity of pc.banks) {
      for (const loginId of ['hanako', 'jiro']) {
        const holdings = await holdingsOfUser(storeOf(pc), { identity, loginId, now: pc.now }, true);
        const current = holdings.find((each) => each.current);
        const enough = answers.find(
          (answer) =>
            answer.enough &&
            answer.holding.bankIds.includes(identity.bankId) &&
            answer.holding.subject?.loginId === loginId,
        );
        const wanted = enough?.holding.certificate.thumbprint;
        if ((current && isUsable(current) ? current.certificate.thumbprint : undefined) !== wanted)
          return false;
      }
    }
    return true;
  });
  expect(example).toBeUndefined();
});
