import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { forEachOf } from '../../src/core/several.ts';
import { endingOfList, type LoginEvidence, lockOutGuard } from '../../src/rollout/lock-out-guard.ts';

/** A row, what becomes of it, and what the run learns on the way. */
interface Row {
  readonly bank: string;
  /** Undefined for one that is done. */
  readonly error?: CertToolError;
  readonly evidence: LoginEvidence;
}

const NOTHING: LoginEvidence = { isRepeated: false, isPasswordTaken: false, isLoggedIn: false };
const TAKEN = { isPasswordTaken: true };
const IN = { isPasswordTaken: true, isLoggedIn: true };

const done = (evidence: Partial<LoginEvidence> = IN, bank = 'a'): Row => ({
  bank,
  evidence: { ...NOTHING, ...evidence },
});
const failed = (
  name: ErrorName,
  evidence: Partial<LoginEvidence> = {},
  { bank = 'a', attemptsLeft }: { bank?: string; attemptsLeft?: number } = {},
): Row => ({
  ...done(evidence, bank),
  error: new CertToolError(name, attemptsLeft === undefined ? {} : { attemptsLeft }),
});

const REFUSED = failed('credentials-refused');
const times = (count: number, row: Row) => Array.from({ length: count }, () => row);

const guardWith = (keepGoing = false) =>
  lockOutGuard<Row, true>({ bankOf: ({ bank }) => bank, evidenceOf: ({ evidence }) => evidence, keepGoing });

const judged = (guard: ReturnType<typeof guardWith>, item: Row) =>
  guard.judge(item.error ? { item, ok: false, error: item.error } : { item, ok: true, value: true });

const textOf = (param: unknown) => (typeof param === 'object' && param && 'en' in param ? param.en : param);

/** At which row, from 1, a run over rows that end in this order stops, and why; undefined when it goes through. */
function stopOf(rows: readonly Row[], keepGoing = false) {
  const guard = guardWith(keepGoing);
  for (const [index, row] of rows.entries()) {
    const stop = judged(guard, row);
    if (stop) return [index + 1, stop.errorName, textOf(stop.details.params?.['why'])];
  }
  return undefined;
}

const TOO_MANY = 'the bank has refused 5 in a row';
const BY_US = 'the bank has locked a login ID that this run has tried';
const OTP_REFUSED = failed('otp-refused', TAKEN);
const LOCKED_BEFORE = failed('account-locked');

describe('five refused in a row', () => {
  test.each<[string, readonly Row[]]>([
    ['by the login password', times(5, REFUSED)],
    ['by the one-time password', times(5, OTP_REFUSED)],
    ['as locked', times(5, LOCKED_BEFORE)],
    ['each in its way', [REFUSED, OTP_REFUSED, LOCKED_BEFORE, OTP_REFUSED, REFUSED]],
    ['with tries left', times(5, failed('credentials-refused', {}, { attemptsLeft: 4 }))],
  ])('stop it: %s', (_, rows) => {
    expect(stopOf(rows)).toEqual([5, 'stopped-by-guard', TOO_MANY]);
    expect(stopOf(rows.slice(1))).toBeUndefined();
  });

  test.each<[string, Row]>([
    ['a timeout', failed('timeout')],
    ['one whose one-time password nobody could be asked for', failed('missing-input', TAKEN)],
    ['one that had no try to lose', failed('otp-last-try', TAKEN)],
    ['one that the bank does not know of', failed('suspended')],
    ['one that had all it needs, without a login', done({})],
    ['an error that nobody foresaw', failed('internal')],
  ])('are in a row all the same with %s between: it counts for nothing', (_, between) => {
    const rows = [...times(4, REFUSED), ...times(3, between), REFUSED];
    expect(stopOf(rows)).toEqual([8, 'stopped-by-guard', TOO_MANY]);
    expect(stopOf(times(20, between))).toBeUndefined();
  });

  test.each<[string, Row]>([
    ['that is done', done()],
    ['that fails only then', failed('issued-elsewhere', IN)],
  ])('are none with a login between %s', (_, between) => {
    const rows = [...times(4, REFUSED), between, ...times(4, REFUSED), between, ...times(4, REFUSED)];
    expect(stopOf(rows)).toBeUndefined();
    expect(stopOf([...rows, REFUSED])).toEqual([15, 'stopped-by-guard', TOO_MANY]);
  });

  test('are counted for each bank', () => {
    const other = failed('credentials-refused', {}, { bank: 'b' });
    const rows = times(4, REFUSED).flatMap((row) => [row, other]);
    expect(stopOf([...rows, done(IN, 'b'), other])).toBeUndefined();
    expect(stopOf([...rows, done(IN, 'b'), other, REFUSED])).toEqual([11, 'stopped-by-guard', TOO_MANY]);
  });

  test('are overruled by --keep-going', () => {
    expect(stopOf(times(50, REFUSED), true)).toBeUndefined();
  });

  test('are told of in both languages', () => {
    const guard = guardWith();
    const stop = times(5, REFUSED)
      .map((row) => judged(guard, row))
      .at(-1);
    expect(stop?.details.params?.['why']).toEqual({ ja: '銀行が続けて 5 件を拒否したため', en: TOO_MANY });
  });
});

describe('a login ID that is locked', () => {
  test.each<[string, Row]>([
    ['by its second row in the list', failed('account-locked', { isRepeated: true })],
    ['after its password was taken', failed('account-locked', TAKEN)],
    ['by the last try for its password', failed('credentials-refused', {}, { attemptsLeft: 0 })],
    ['by the last try for its one-time password', failed('otp-refused', TAKEN, { attemptsLeft: 0 })],
  ])('%s, stops it at once, whatever --keep-going says', (_, row) => {
    for (const keepGoing of [false, true]) {
      expect(stopOf([done(), row, done()], keepGoing)).toEqual([2, 'stopped-by-guard', BY_US]);
    }
  });

  test.each<[string, Row]>([
    ['before', LOCKED_BEFORE],
    ['not yet, with one try left', failed('credentials-refused', {}, { attemptsLeft: 1 })],
    [
      'not yet, with one try for the one-time password left',
      failed('otp-refused', TAKEN, { attemptsLeft: 1 }),
    ],
    ['not at all, its second row refused', failed('credentials-refused', { isRepeated: true })],
    ['not at all, no try having been made', failed('otp-last-try', TAKEN, { attemptsLeft: 0 })],
  ])('%s, is one failed row', (_, row) => {
    expect(stopOf([done(), row, done()])).toBeUndefined();
  });
});

describe('how many may be under way', () => {
  const may = (count: number, underWay: number, next = done(), keepGoing = false) => {
    const guard = guardWith(keepGoing);
    for (const row of times(count, REFUSED)) judged(guard, row);
    return guard.mayBegin(next, underWay);
  };

  test.each([
    [0, 63, true],
    [1, 3, true],
    [1, 4, false],
    [3, 1, true],
    [3, 2, false],
    [4, 1, false],
  ])('with %i refused and %i under way one more: %s', (count, underWay, expected) => {
    expect(may(count, underWay)).toBe(expected);
  });

  test('is as many as wanted again after a login, at another bank, and with --keep-going', () => {
    const guard = guardWith();
    for (const row of [...times(4, REFUSED), done()]) judged(guard, row);
    expect(guard.mayBegin(done(), 63)).toBe(true);
    expect(may(4, 63, done(IN, 'b'))).toBe(true);
    expect(may(4, 63, done(), true)).toBe(true);
  });
});

/** Runs so many at once over the rows, which end in an order that `next` chooses. Returns them in that order. */
async function goThrough(rows: readonly Row[], jobs: number, next: () => number, keepGoing = false) {
  const sent: Row[] = [];
  const ended: Row[] = [];
  const open: (() => void)[] = [];
  const batch = forEachOf<Row, true>(
    rows,
    async (row) => {
      sent.push(row);
      await new Promise<void>((resolve) => open.push(resolve));
      if (row.error) throw row.error;
      return true;
    },
    {
      signal: new AbortController().signal,
      jobs,
      onResult: ({ item }) => void ended.push(item),
      guard: guardWith(keepGoing),
    },
  );
  let isOver = false;
  batch.then(() => (isOver = true));
  // All that follows from an end is done before the next one ends.
  while (!isOver) {
    open.splice(next() % Math.max(1, open.length), 1)[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { sent, ended, stopped: (await batch).stopped };
}

describe.each([1, 4, 8, 64])('a run with --jobs %i', (jobs) => {
  const order = fc.infiniteStream(fc.nat(1000)).map((stream) => () => stream.next().value);

  test('sends no more than that and four, once a column is shifted', async () => {
    const before = fc.array(fc.constantFrom(done(), REFUSED, LOCKED_BEFORE, failed('timeout')), {
      maxLength: 30,
    });
    const shifted = fc.array(fc.constantFrom(REFUSED, OTP_REFUSED, LOCKED_BEFORE, failed('timeout')), {
      minLength: 60,
      maxLength: 100,
    });
    await fc.assert(
      fc.asyncProperty(before, shifted, order, async (good, bad, next) => {
        const { sent, ended } = await goThrough([...good, ...bad], jobs, next);
        expect(sent).toHaveLength(ended.length);
        const lastLogin = ended.findLastIndex(({ evidence }) => evidence.isLoggedIn);
        const isRefusal = ({ error }: Row) => error !== undefined && error.errorName !== 'timeout';
        const refused = ended.slice(lastLogin + 1).filter(isRefusal);
        expect(refused.length).toBeLessThanOrEqual(Math.max(jobs, 5));
      }),
      { numRuns: 40 },
    );
  });

  test('stops for five that end in a row, wherever they stand in the list', async () => {
    const rows = [...times(10, done()), ...times(90, REFUSED)];
    await fc.assert(
      fc.asyncProperty(order, fc.shuffledSubarray(rows, { minLength: 100 }), async (next, shuffled) => {
        const { ended, stopped } = await goThrough(shuffled, jobs, next);
        const row = ended.findIndex((_, at) => at >= 4 && ended.slice(at - 4, at + 1).every(isRefused));
        expect([row >= 4, stopped?.errorName]).toEqual([true, 'stopped-by-guard']);
        // What was under way comes to its end, and nothing else is begun.
        expect(ended.length).toBeLessThan(row + 1 + jobs);
      }),
      { numRuns: 20 },
    );
  });

  test('goes through all of them with --keep-going', async () => {
    const { ended, stopped } = await goThrough(times(70, REFUSED), jobs, () => 0, true);
    expect([ended.length, stopped]).toEqual([70, undefined]);
  });
});

describe('what a list ends with', () => {
  const resultsOf = (rows: readonly Row[]) =>
    rows.map((item) =>
      item.error
        ? ({ item, ok: false, error: item.error } as const)
        : ({ item, ok: true, value: true } as const),
    );
  const stopped = guardWith().judge({
    item: done(TAKEN),
    ok: false,
    error: new CertToolError('credentials-refused', { attemptsLeft: 0 }),
  });
  const untried = failed('not-tried');
  const ending = (rows: readonly Row[]) =>
    endingOfList({ results: resultsOf(rows), ...(stopped ? { stopped } : {}) });

  test('where it was stopped, how many were refused, are done, and are left', () => {
    const all = [done(), done(), REFUSED, LOCKED_BEFORE, failed('timeout'), untried];
    const error = ending(all);
    if (!error) throw new TypeError('no error');
    expect(messageOf(error, 'en')).toBe(
      `Stopped, because ${BY_US}: 2 refused or locked, 2 done, 1 not tried.`,
    );
    expect(messageOf(error, 'ja')).toMatch(
      /停止しました\(拒否またはロック 2 件、完了 2 件、未実行 1 件\)。$/,
    );
  });

  test('that nothing was left is said, too', () => {
    const error = ending([done(), REFUSED]);
    expect(error?.message).toMatch(/: 1 refused or locked, 1 done, no row was left\.$/);
    expect(error && messageOf(error, 'ja')).toContain('未実行の行なし');
  });

  test('where it was not, as of any several things', () => {
    expect(endingOfList({ results: resultsOf([done(), REFUSED]) })?.errorName).toBe('partly-failed');
    expect(endingOfList({ results: resultsOf([done()]) })).toBeUndefined();
  });
});

function isRefused({ error }: Row): boolean {
  return error?.errorName === 'credentials-refused';
}
