import { CertToolError } from '../../src/core/error.ts';
import { type Batch, endingOf, forEachOf, type Rules } from '../../src/core/several.ts';
import type { Judge } from './judge.ts';

/** What became of an item, as the work itself saw it. */
interface Seen<R> {
  readonly value?: R;
  readonly error?: unknown;
}

/** `forEachOf`, of which must hold: each item once, every result its own, nothing begun after the stop, the ending true. */
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
      onResult(result) {
        expect(!told.includes(result.item), 'a result was told twice');
        told.push(result.item);
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
  const ending = endingOf(batch);
  const failures = results.filter(({ ok }) => !ok).length;
  expect(
    (ending !== undefined) === (failures > 0 || cancelled !== undefined),
    'the ending contradicts the results',
  );
  const isOneOfSeveral = failures > 0 && results.length > 1 && !cancelled && !stopped;
  if (isOneOfSeveral) expect(ending?.errorName === 'partly-failed', 'the ending of several is another one');
}
