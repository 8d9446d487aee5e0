import { CertToolError } from '../../src/core/error.ts';
import { type Batch, endingOf, forEachOf, type Rules } from '../../src/core/several.ts';
import type { Judge } from './judge.ts';

/** What became of an item, as the work itself saw it. */
interface Seen<R> {
  readonly value?: R;
  readonly error?: unknown;
}

/** Telling takes so many turns of the microtasks, as one does that writes a line. */
const TELLING = 8;

/**
 * `forEachOf`, of which must hold: each item once, every result its own and told one at a time, nothing begun after the stop, the
 * ending true, and a cancellation that says whether a certificate is still to come.
 */
export async function judgedBatch<T, R>(
  judge: Judge,
  items: readonly T[],
  rules: Pick<Rules<T, R>, 'signal' | 'jobs' | 'stopsAt'>,
  work: (item: T) => Promise<R>,
): Promise<Batch<T, R>> {
  const seen = new Map<T, Seen<R>>();
  const begun: T[] = [];
  const told: T[] = [];
  let isStopped = false;
  let isTelling = false;
  const expect = (holds: boolean, what: string) => {
    if (!holds) judge.violated(`several: ${what}`);
  };
  const batch = await forEachOf(
    items,
    async (item) => {
      expect(!begun.includes(item), 'an item was begun twice');
      expect(!isStopped, 'an item was begun after the stop');
      expect(begun.length - seen.size < (rules.jobs ?? 1), 'more are under way than may be');
      begun.push(item);
      try {
        const value = await work(item);
        seen.set(item, { value });
        return value;
      } catch (error) {
        seen.set(item, { error });
        throw error;
      }
    },
    {
      ...rules,
      async onResult(result) {
        expect(!told.includes(result.item), 'a result was told twice');
        expect(!isTelling, 'results are told at once');
        told.push(result.item);
        isTelling = true;
        for (let turn = 0; turn < TELLING; turn += 1) await undefined;
        isTelling = false;
        if (!result.ok && rules.stopsAt?.(result.error)) isStopped = true;
      },
    },
  );
  judgeResults(items, batch, seen, expect);
  return batch;
}

function judgeResults<T, R>(
  items: readonly T[],
  batch: Batch<T, R>,
  seen: ReadonlyMap<T, Seen<R>>,
  expect: (holds: boolean, what: string) => void,
): void {
  const { results, cancelled, stopped } = batch;
  expect(results.length === items.length, 'not a result for each item');
  for (const [index, result] of results.entries()) {
    expect(result.item === items[index], 'results are out of order');
    const own = seen.get(result.item);
    const names = result.ok ? '' : result.error.errorName;
    if (!own) {
      const isUntried = names === 'not-tried' || names === 'cancelled';
      expect(isUntried && (cancelled ?? stopped) !== undefined, 'an item was left out without a reason');
    } else if ('error' in own) {
      expect(
        !result.ok && (result.error === own.error || !(own.error instanceof CertToolError)),
        'a failure is told otherwise',
      );
    } else expect(result.ok && result.value === own.value, 'a success is told otherwise');
  }
  const isToCome = [...seen.values()].some(
    ({ error }) => error instanceof CertToolError && error.notInstalledYet,
  );
  if (cancelled && isToCome) {
    expect(cancelled.notInstalledYet, 'the cancellation hides a certificate that is still to come');
  }
  const ending = endingOf(batch);
  const failures = results.filter(({ ok }) => !ok).length;
  expect(
    (ending !== undefined) === (failures > 0 || cancelled !== undefined),
    'the ending contradicts the results',
  );
  const isOneOfSeveral = failures > 0 && results.length > 1 && !cancelled && !stopped;
  if (isOneOfSeveral) expect(ending?.errorName === 'partly-failed', 'the ending of several is another one');
}
