import { expect, test } from 'vitest';
import { leftBehind, POSIX_ONLY } from '../support/run.ts';
import { expectNothingLost, issue, points, strikeAt } from '../support/struck-issue.ts';

const onWindows = process.platform === 'win32';
const LONGEST_MS = 400_000;

test.skipIf(onWindows)(
  `a run that is killed before any write or request is completed by the next${POSIX_ONLY}`,
  async () => {
    const names = await points();
    expect(names.filter((name) => name === 'request').length).toBeGreaterThan(5);
    await strikeAt([...names.entries()], 'SIGKILL', async ({ served, home, loginId, run }) => {
      // A user without one-time password makes fewer requests than there are points.
      expect(run.signal ?? run.code).toBeOneOf(['SIGKILL', 0]);
      const next = await issue(served, home, loginId);
      expect(next.code, next.stdout + next.stderr).toBe(0);
      await expectNothingLost(served, home, loginId);
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
    const names = await points();
    const some = [...names.entries()].filter(([number]) => number % EVERY === exitCode % EVERY);
    const cancelled: string[] = [];
    await strikeAt(some, signal, async ({ served, home, loginId, at, run }) => {
      expect(run.code).toBeOneOf([0, exitCode]);
      if (run.code === exitCode) {
        cancelled.push(at);
        expect(leftBehind(home)).toEqual([]);
        expect((await issue(served, home, loginId)).code).toBe(0);
      }
      await expectNothingLost(served, home, loginId);
    });
    expect(cancelled.length).toBeGreaterThan(2);
    expect(cancelled.length).toBeLessThan(some.length);
  },
  LONGEST_MS,
);
