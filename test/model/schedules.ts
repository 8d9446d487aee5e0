import fc from 'fast-check';
import type { Act } from './acts.ts';
import type { Damage, Happening } from './happenings.ts';
import type { Command, Interruption, Running, Schedule } from './play.ts';
import type { Given } from './ports.ts';
import type { Blow } from './turns.ts';
import type { Beginning, PcName } from './world.ts';

/** Schedules at random; the simplest ones come first, so that what fails is shrunk to them. */

const loginId = fc.constantFrom('hanako' as const, 'hanako' as const, 'jiro' as const, 'kanri' as const);
const pcName = fc.constantFrom<PcName[]>('a', 'b');
const flag = fc.boolean();
const seldom = fc.constantFrom(false, false, false, true);

/** None, young, due, expired. */
const age = fc.constantFrom(undefined, 10, 340, 340, 400);

const beginning: fc.Arbitrary<Beginning> = fc.record({
  ages: fc.record({
    hanako: age,
    jiro: fc.constantFrom(undefined, undefined, undefined, 340),
    kanri: fc.constantFrom(undefined, 10, 10, 340),
  }),
  isKnown: fc.constantFrom(true, true, false),
  home: fc.constantFrom<PcName[]>('a', 'a', 'b'),
  otp: fc.constantFrom('none', 'token'),
  isPatient: flag,
  expiredNeedsRevocation: seldom,
  tellsRules: flag,
});

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('issue' as const), loginId, checkBank: flag, dryRun: seldom }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ do: fc.constant('renew' as const), force: flag, keepOld: seldom },
      jobs: fc.constantFrom(1, 1, 2, 3),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'remove' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke' as const), loginId }) },
  { weight: 1, arbitrary: fc.constant({ do: 'retire' as const }) },
);

const given = fc.constantFrom<Given[]>(
  ...(['right', 'right', 'right', 'right', 'right', 'typed', 'typo'] as const),
  ...(['wrong-password', 'wrong-password', 'wrong-otp', 'wrong-confirmation'] as const),
);

const days = fc.constantFrom(1, 31, 300, 330, 370, -1, -31, -330);

const damages: readonly Damage[] = [
  ...(['empty', 'half', 'zeros', 'loginId', 'step', 'csr', 'certificate', 'predecessor'] as const),
];

const damaged: fc.Arbitrary<Extract<Happening, { is: 'damage' }>> = fc.record({
  ...{ is: fc.constant('damage' as const), pc: pcName, loginId },
  to: fc.constantFrom<Damage[]>(...damages),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ is: fc.constantFrom('restart' as const, 'new-ca' as const, 'unlock' as const) }),
  fc.record({
    ...{ is: fc.constant('clock' as const), days },
    of: fc.constantFrom('bank' as const, 'a' as const, 'b' as const, 'all' as const, 'all' as const),
  }),
  fc.record({ is: fc.constantFrom('revoked' as const, 'portal' as const), loginId }),
  fc.record({ is: fc.constant('lost-key' as const), loginId }),
  damaged,
);

const at = fc.integer({ min: 1, max: 60 });
const blow = fc.constantFrom<Blow[]>('kill', 'kill', 'lose', 'lose', 'cut', 'fail', 'cancel');

const simple: fc.Arbitrary<Interruption> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at, what: blow }) },
  { weight: 1, arbitrary: fc.record({ at, what: fc.constant('happening' as const), happening }) },
);

function runningWith(interruption: fc.Arbitrary<Interruption>, most: number): fc.Arbitrary<Running> {
  return fc.record({ pc: pcName, act, given, interruptions: fc.array(interruption, { maxLength: most }) });
}

const other: fc.Arbitrary<Interruption> = fc.record({
  ...{ at, what: fc.constant('other' as const), other: runningWith(simple, 1) },
  steps: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(1000)),
});

const interruption = fc.oneof({ weight: 3, arbitrary: simple }, { weight: 2, arbitrary: other });

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: runningWith(interruption, 2).map((run) => ({ run })) },
  { weight: 1, arbitrary: happening.map((each) => ({ happening: each })) },
);

const anyOrder: fc.Arbitrary<Schedule> = fc.record({
  beginning,
  commands: fc.array(command, { minLength: 1, maxLength: 3 }),
});

/** Renewals of two users at once, both struck near their end; maybe damage; then whoever looks at what is open. */
const leftOpen: fc.Arbitrary<Schedule> = fc
  .record({
    beginning,
    blows: fc.array(fc.record({ at: fc.integer({ min: 50, max: 110 }), what: blow }), { maxLength: 2 }),
    damages: fc.array(damaged, { maxLength: 1 }),
    next: fc.constantFrom<Act[]>({ do: 'remove' }, { do: 'remove' }, { do: 'retire' }),
  })
  .map(({ beginning: begun, blows, damages: all, next }) => ({
    beginning: { ...begun, home: 'a', ages: { hanako: 340, jiro: 340, kanri: 10 } },
    commands: [
      {
        run: {
          ...{ pc: 'a', given: 'right', interruptions: blows },
          act: { do: 'renew', force: false, keepOld: false, jobs: 2 },
        },
      },
      ...all.map((happening) => ({ happening })),
      { run: { pc: 'a', given: 'right', act: next, interruptions: [] } },
    ],
  }));

export const schedules: fc.Arbitrary<Schedule> = fc.oneof(
  { weight: 9, arbitrary: anyOrder },
  { weight: 1, arbitrary: leftOpen },
);
