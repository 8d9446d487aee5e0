import { expect, test } from 'vitest';
import { replay, told } from './check.ts';
import type { Schedule } from './play.ts';

const NOBODY = { hanako: undefined, jiro: undefined, kanri: undefined };
const QUIET = {
  isKnown: true,
  home: 'a',
  otp: 'none',
  isPatient: false,
  expiredNeedsRevocation: false,
  tellsRules: false,
} as const;
const RENEW = { do: 'renew', force: false, keepOld: false, jobs: 1 } as const;

/** Schedules that were found at random, shrunk. By what was wrong. */
const FOUND: Readonly<Record<string, Schedule>> = {
  'a refusal of one run, a login of another, and only then the end of the first': {
    beginning: { ...QUIET, ages: { ...NOBODY, jiro: 340, kanri: 340 }, isPatient: true },
    commands: [
      {
        run: {
          pc: 'a',
          act: RENEW,
          given: 'right',
          interruptions: [
            {
              at: 39,
              what: 'other',
              other: {
                pc: 'a',
                act: RENEW,
                given: 'wrong-password',
                interruptions: [],
              },
              steps: 1000,
            },
          ],
        },
      },
      { run: { pc: 'a', act: { do: 'retire' }, given: 'wrong-password', interruptions: [] } },
      {
        run: {
          pc: 'a',
          act: RENEW,
          given: 'right',
          interruptions: [],
        },
      },
    ],
  },
  'a certificate that had expired and was removed, and a bank whose date is set back': {
    beginning: { ...QUIET, ages: { ...NOBODY, hanako: 400, kanri: 340 } },
    commands: [
      { run: { pc: 'a', act: { do: 'retire' }, given: 'right', interruptions: [] } },
      {
        run: {
          pc: 'a',
          act: { do: 'issue', loginId: 'hanako', checkBank: false, dryRun: false },
          given: 'right',
          interruptions: [{ at: 1, what: 'happening', happening: { is: 'clock', days: -330, of: 'bank' } }],
        },
      },
      {
        run: {
          pc: 'a',
          act: RENEW,
          given: 'right',
          interruptions: [],
        },
      },
    ],
  },
  "a refusal, and this PC's clock set back before it is written down": {
    beginning: { ...QUIET, ages: { ...NOBODY, hanako: 10 } },
    commands: [
      {
        run: {
          pc: 'a',
          act: { do: 'renew', force: true, keepOld: false, jobs: 1 },
          given: 'wrong-password',
          interruptions: [{ at: 24, what: 'happening', happening: { is: 'clock', days: -31, of: 'all' } }],
        },
      },
      {
        run: {
          pc: 'a',
          act: { do: 'issue', loginId: 'hanako', checkBank: false, dryRun: false },
          given: 'wrong-password',
          interruptions: [],
        },
      },
      { run: { pc: 'a', act: { do: 'retire' }, given: 'right', interruptions: [] } },
    ],
  },
  'an administrator who revokes and removes what another run has just installed': {
    beginning: { ...QUIET, ages: { ...NOBODY, kanri: 340 } },
    commands: [
      {
        run: {
          pc: 'a',
          act: { do: 'revoke', loginId: 'hanako' },
          given: 'right',
          interruptions: [
            {
              at: 1,
              what: 'other',
              other: {
                pc: 'a',
                act: { do: 'issue', loginId: 'hanako', checkBank: false, dryRun: false },
                given: 'right',
                interruptions: [],
              },
              steps: 24,
            },
          ],
        },
      },
      { happening: { is: 'restart' } },
    ],
  },
  'a bank whose date is set back between its word and the removal': {
    beginning: { ...QUIET, ages: { ...NOBODY, hanako: 400, kanri: 340 } },
    commands: [
      {
        run: {
          pc: 'a',
          act: { do: 'retire' },
          given: 'right',
          interruptions: [{ at: 25, what: 'happening', happening: { is: 'clock', days: -330, of: 'bank' } }],
        },
      },
    ],
  },
};

test.each(Object.entries(FOUND))('%s', async (_, schedule) => {
  const failure = await replay(schedule);
  expect(failure && told(failure)).toBeUndefined();
});
