import { describe, expect, test } from 'vitest';
import { certificatesHere, expectNothingLost } from '../support/company.ts';
import { type CliResult, leftBehind, POSIX_ONLY } from '../support/run.ts';
import { ISSUE, perform, points, RENEW, REVOKE, strikeAt } from '../support/struck.ts';

const onWindows = process.platform === 'win32';
const LONGEST_MS = 400_000;

/** Before these the state of the PC or of the bank changes; what lies between is a file that nobody reads yet. */
const TURNING = /^(request|answer|rename|rm|unlink|link) ?/;

/** All turning points, and every fifth of the others; `THOROUGH=1` takes each of them. */
function pointsToKill(names: readonly string[]): [number, string][] {
  const isThorough = process.env['THOROUGH'] === '1';
  return [...names.entries()].filter(
    ([number, name]) => isThorough || number % 5 === 0 || TURNING.test(name),
  );
}

test.skipIf(onWindows)(
  `a run that is killed before any write or request is completed by the next${POSIX_ONLY}`,
  async () => {
    const names = await points(ISSUE);
    expect(names.filter((name) => name === 'request').length).toBeGreaterThan(5);
    await strikeAt(ISSUE, pointsToKill(names), 'SIGKILL', async ({ company, home, loginId, run }) => {
      // A user without one-time password makes fewer requests than there are points.
      expect(run.signal ?? run.code).toBeOneOf(['SIGKILL', 0]);
      const next = await perform(ISSUE, company, home, loginId);
      expect(next.code, next.stdout + next.stderr).toBe(0);
      await expectNothingLost(company, home, loginId);
    });
  },
  LONGEST_MS,
);

/** Signals are heeded between steps, so not every write needs one. */
const EVERY = 8;

test.skipIf(onWindows).each([
  ['SIGINT', 130],
  ['SIGHUP', 129],
  ['SIGTERM', 143],
] as const)(
  `%s at any time ends with %i and nothing left behind, or finishes${POSIX_ONLY}`,
  async (signal, exitCode) => {
    const names = await points(ISSUE);
    const some = [...names.entries()].filter(([number]) => number % EVERY === exitCode % EVERY);
    const cancelled: string[] = [];
    await strikeAt(ISSUE, some, signal, async ({ company, home, loginId, at, run }) => {
      expect(run.code).toBeOneOf([0, exitCode]);
      if (run.code === exitCode) {
        cancelled.push(at);
        expect(leftBehind(home)).toEqual([]);
        expect((await perform(ISSUE, company, home, loginId)).code).toBe(0);
      }
      await expectNothingLost(company, home, loginId);
    });
    expect(cancelled.length).toBeGreaterThan(2);
    expect(cancelled.length).toBeLessThan(some.length);
  },
  LONGEST_MS,
);

/** Every n-th of the turning points and every request: the steps that a renewal shares with an issue are struck there. */
function turningPoints(names: readonly string[], every: number): [number, string][] {
  const turning = [...names.entries()].filter(([, name]) => TURNING.test(name));
  return turning.filter(([, name], index) => name !== 'answer' && index % every === 0);
}

/** A run makes a few writes less where it need not wait: so many points may lie behind its end. */
const AFTER_THE_END = 3;

/** Killed where it was to be; otherwise it had ended before, and well. */
function wasKilled({ signal, code, stdout, stderr }: CliResult): boolean {
  expect(signal ?? code, stdout + stderr).toBeOneOf(['SIGKILL', 0]);
  return signal !== null;
}

describe.skipIf(onWindows)(`the life of a certificate${POSIX_ONLY}`, () => {
  test(
    'a renewal that is killed is completed by the same command; nothing is lost or doubled',
    async () => {
      const names = await points(RENEW);
      const some = turningPoints(names, 2);
      expect(some.length).toBeGreaterThan(8);
      const killed: string[] = [];
      await strikeAt(RENEW, some, 'SIGKILL', async ({ company, home, loginId, at, run }) => {
        if (wasKilled(run)) killed.push(at);
        // What is here signs, whenever the PC dies.
        const here = await certificatesHere(home);
        expect(here.some(({ signs }) => signs)).toBe(true);
        const next = await perform(RENEW, company, home, loginId);
        // Only the log-out was missing: the new certificate is no more to be renewed.
        const isDone = next.code === 5 && JSON.parse(next.stdout).error.name === 'too-early';
        expect(isDone || next.code === 0, next.stdout + next.stderr).toBe(true);
        await expectNothingLost(company, home, loginId);
      });
      expect(killed.length).toBeGreaterThan(some.length - AFTER_THE_END);
    },
    LONGEST_MS,
  );

  test(
    'a revocation that is killed is completed by the same command, and touches nothing else',
    async () => {
      const names = await points(REVOKE);
      const some = turningPoints(names, 2);
      expect(some.length).toBeGreaterThan(4);
      const killed: string[] = [];
      await strikeAt(REVOKE, some, 'SIGKILL', async ({ company, home, loginId, at, run }) => {
        if (wasKilled(run)) killed.push(at);
        const next = await perform(REVOKE, company, home, loginId);
        expect(next.code, next.stdout + next.stderr).toBe(0);
        const { results } = JSON.parse(next.stdout);
        expect(results).toMatchObject([{ loginId, ok: true }]);
        expect((await company.me(loginId)).certificate).toMatchObject({
          state: 'revoked',
          serialNumber: results[0].serialNumber,
        });
        expect((await certificatesHere(home)).map(({ signs }) => signs)).toEqual([true]);
        expect(leftBehind(home)).toEqual([]);
        await company.me('boss').then(({ certificate }) => expect(certificate.state).toBe('issued'));
      });
      expect(killed.length).toBeGreaterThan(some.length - AFTER_THE_END);
    },
    LONGEST_MS,
  );

  test.each([
    [RENEW, 'SIGINT', 130],
    [REVOKE, 'SIGTERM', 143],
  ] as const)(
    'a signal ends it, or it finishes: %#',
    async (act, signal, exitCode) => {
      const names = await points(act);
      const some = turningPoints(names, 6);
      await strikeAt(act, some, signal, async ({ company, home, loginId, run }) => {
        expect(run.code).toBeOneOf([0, exitCode]);
        expect(leftBehind(home)).toEqual([]);
        if (run.code !== 0) {
          const next = await perform(act, company, home, loginId);
          expect(next.code, next.stdout + next.stderr).toBe(0);
        }
        if (act === RENEW) await expectNothingLost(company, home, loginId);
        else expect((await company.me(loginId)).certificate.state).toBe('revoked');
      });
    },
    LONGEST_MS,
  );
});
