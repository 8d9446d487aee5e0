import './cheap-crypto.ts';
import { expect, test } from 'vitest';
import { explore, type Pair } from './explore.ts';
import type { Running } from './play.ts';
import type { Beginning } from './world.ts';

const nobody: Beginning = {
  ages: { hanako: undefined, jiro: undefined, kanri: undefined },
  ...{ isKnown: true, home: 'a', otp: 'none', isPatient: false },
  ...{ expiredNeedsRevocation: false, tellsRules: true },
};
const due: Beginning = { ...nobody, ages: { ...nobody.ages, hanako: 340 } };

type Run = Omit<Running, 'interruptions'>;

const issue = (pc: 'a' | 'b'): Run => ({
  ...{ pc, given: 'right' },
  act: { do: 'issue', loginId: 'hanako', checkBank: false, dryRun: false },
});
const renew: Run = {
  ...{ pc: 'a', given: 'right' },
  act: { do: 'renew', force: false, keepOld: false, jobs: 1 },
};

const remove: Run = { pc: 'a', given: 'right', act: { do: 'remove' } };

/** PCs meet at the bank alone; on one PC, runs meet on its disk as well. */
const pairs: readonly (readonly [string, Pair])[] = [
  ['issue on two PCs', { beginning: nobody, runs: [issue('a'), issue('b')], counted: ['request'] }],
  ['issue twice on one PC', { beginning: nobody, runs: [issue('a'), issue('a')], counted: ['request'] }],
  ['renew twice on one PC', { beginning: due, runs: [renew, renew], counted: ['request'] }],
  [
    'renew, and remove what is superseded',
    { beginning: due, runs: [renew, remove], counted: ['write', 'request'] },
  ],
];

test.each(pairs)(
  '%s: every way in which two runs meet, and one kill',
  { timeout: 300_000 },
  async (name, pair) => {
    const { states, kills, violations } = await explore(pair);
    process.stdout.write(`${name}: ${states} states, ${kills} kills\n`);
    expect(violations.slice(0, 5)).toEqual([]);
  },
);
