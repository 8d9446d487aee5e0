import './cheap-crypto.ts';
import { expect, test } from 'vitest';
import { explore, type Pair } from './explore.ts';
import type { Running } from './play.ts';
import type { Counts } from './turns.ts';
import type { Beginning } from './world.ts';

const nobody: Beginning = {
  ages: { hanako: undefined, jiro: undefined, kanri: undefined },
  ...{ isKnown: true, home: 'a', otp: 'none', isPatient: false },
  ...{ expiredNeedsRevocation: false, tellsRules: true },
};
const due: Beginning = { ...nobody, ages: { ...nobody.ages, hanako: 340 } };
const administered: Beginning = { ...due, ages: { ...due.ages, kanri: 10 } };

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
const revoke: Run = { pc: 'a', given: 'right', act: { do: 'revoke', loginId: 'hanako' } };

/** They touch nothing that another run changes here: the time and the CA stay, and a session ends that is one's own. */
const ALONE = /^status$|^ca$|: log out$/;
const requests: Counts = (kind, what) => kind === 'request' && !ALONE.test(what);
const writesToo: Counts = (kind, what) => kind === 'write' || requests(kind, what);

/** PCs meet at the bank alone; on one PC, runs meet on its disk as well. */
const pairs: readonly (readonly [string, Pair])[] = [
  ['issue on two PCs', { beginning: nobody, runs: [issue('a'), issue('b')], counts: requests }],
  ['renew, and issue on another PC', { beginning: due, runs: [renew, issue('b')], counts: requests }],
  ['issue twice on one PC', { beginning: nobody, runs: [issue('a'), issue('a')], counts: writesToo }],
  ['renew twice on one PC', { beginning: due, runs: [renew, renew], counts: writesToo }],
  ['renew, and remove what is superseded', { beginning: due, runs: [renew, remove], counts: writesToo }],
  ['renew, and revoke', { beginning: administered, runs: [renew, revoke], counts: requests }],
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
