import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError, exitCodeOf } from '../../src/core/error.ts';
import { type Batch, endingOf, forEachOf, type Result, type Rules } from '../../src/core/several.ts';

const failed = (name: ErrorName) => new CertToolError(name);

type Outcome = 'done' | Error;

/** Each item is what becomes of it; tells what was tried, and what was told of it as it came. */
async function go(items: readonly Outcome[], rules: Partial<Rules<Outcome, string>> = {}) {
  const acts: string[] = [];
  const nameOf = (outcome: Outcome) =>
    outcome instanceof CertToolError ? outcome.errorName : String(outcome);
  const batch = await forEachOf(
    items,
    async (outcome) => {
      acts.push(`try ${nameOf(outcome)}`);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    {
      signal: new AbortController().signal,
      onResult: (result) => void acts.push(`tell ${nameOfResult(result)}`),
      ...rules,
    },
  );
  return { acts, batch, results: batch.results.map(nameOfResult) };
}

function nameOfResult<T>(result: Result<T, string>): string {
  return result.ok ? result.value : result.error.errorName;
}

/** Name and exit code. */
function ending<T, R>(batch: Batch<T, R>) {
  const error = endingOf(batch);
  return error && [error.errorName, exitCodeOf(error)];
}

describe('several things', () => {
  test('are done one after the other, each told of before the next one', async () => {
    const acts: string[] = [];
    const batch = await forEachOf(
      ['one', 'two'],
      async (item) => {
        acts.push(`begin ${item}`);
        await Promise.resolve();
        acts.push(`end ${item}`);
        return item.length;
      },
      {
        signal: new AbortController().signal,
        async onResult({ item }) {
          await Promise.resolve();
          acts.push(`told of ${item}`);
        },
      },
    );
    expect(acts).toEqual(['begin one', 'end one', 'told of one', 'begin two', 'end two', 'told of two']);
    expect(batch).toEqual({
      results: [
        { item: 'one', ok: true, value: 3 },
        { item: 'two', ok: true, value: 3 },
      ],
    });
    expect(endingOf(batch)).toBeUndefined();
  });

  test('need nobody who is told of them', async () => {
    const { signal } = new AbortController();
    const { results } = await forEachOf(['one', 'two'], async (item) => item.length, { signal });
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test('none of them are no failure', async () => {
    const { batch, acts } = await go([]);
    expect([batch, acts, endingOf(batch)]).toEqual([{ results: [] }, [], undefined]);
  });

  test('one that fails stops no other: 9', async () => {
    const { batch, acts, results } = await go(['done', failed('user-not-found'), 'done']);
    expect(results).toEqual(['done', 'user-not-found', 'done']);
    expect(acts).toEqual([
      ...['try done', 'tell done', 'try user-not-found', 'tell user-not-found', 'try done', 'tell done'],
    ]);
    expect(ending(batch)).toEqual(['partly-failed', 9]);
    expect(endingOf(batch)?.details.params).toEqual({ total: 3, failed: 1 });
  });

  test('all that fail, one by one, are 9 too', async () => {
    const { batch } = await go([failed('user-not-found'), failed('timeout')]);
    expect(ending(batch)).toEqual(['partly-failed', 9]);
    expect(endingOf(batch)?.details.params).toEqual({ total: 2, failed: 2 });
  });

  test('what nobody foresaw is a failure like another', async () => {
    const { batch, results } = await go([new TypeError('a bug'), 'done']);
    expect(results).toEqual(['internal', 'done']);
    expect(ending(batch)).toEqual(['partly-failed', 9]);
  });
});

describe('a single thing that fails', () => {
  test('ends it with its own error', async () => {
    expect(ending((await go([failed('user-not-found')])).batch)).toEqual(['user-not-found', 8]);
  });

  test('ends it with 10 where a request was sent', async () => {
    const sent = failed('timeout').asNotInstalledYet();
    expect(ending((await go([sent])).batch)).toEqual(['timeout', 10]);
  });
});

describe('a cancellation', () => {
  /** Cancels when so many are tried. */
  function cancelling(items: readonly Outcome[], at: number, reason: Error = failed('cancelled')) {
    const cancel = new AbortController();
    let tried = 0;
    const work = async (outcome: Outcome) => {
      tried += 1;
      if (tried === at) cancel.abort(reason);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
    const told: string[] = [];
    const rules: Rules<Outcome, string> = {
      signal: cancel.signal,
      onResult: (result) => void told.push(nameOfResult(result)),
    };
    if (at === 0) cancel.abort(reason);
    return forEachOf(items, work, rules).then((batch) => ({
      ...{ batch, told, tried },
      results: batch.results.map(nameOfResult),
    }));
  }

  test('before the first one: nothing is tried', async () => {
    const { batch, results, tried, told } = await cancelling(['done', 'done'], 0);
    expect([results, tried, told]).toEqual([['cancelled', 'not-tried'], 0, []]);
    expect(ending(batch)).toEqual(['cancelled', 130]);
  });

  test('in one that is done all the same: the next one is not tried', async () => {
    const { batch, results, tried, told } = await cancelling(['done', 'done', 'done'], 1);
    expect([results, tried, told]).toEqual([['done', 'cancelled', 'not-tried'], 1, ['done']]);
    expect(ending(batch)).toEqual(['cancelled', 130]);
  });

  test('in one that ends with it', async () => {
    const { batch, results } = await cancelling(['done', failed('cancelled'), 'done'], 2);
    expect(results).toEqual(['done', 'cancelled', 'not-tried']);
    expect(ending(batch)).toEqual(['cancelled', 130]);
  });

  test('in one whose request was sent: that one’s error counts, 10', async () => {
    const sent = failed('timeout').asNotInstalledYet();
    const { batch, results, told } = await cancelling(['done', sent, 'done'], 2);
    expect([results, told]).toEqual([['done', 'timeout', 'not-tried'], ['done']]);
    expect(ending(batch)).toEqual(['timeout', 10]);
  });

  test('in one that fails otherwise: it was cancelled', async () => {
    const { batch, results } = await cancelling(['done', failed('timeout'), 'done'], 2);
    expect(results).toEqual(['done', 'timeout', 'not-tried']);
    expect(ending(batch)).toEqual(['cancelled', 130]);
  });

  test('in the last one, which is done: all went well', async () => {
    const { batch, results } = await cancelling(['done', 'done'], 2);
    expect([results, endingOf(batch)]).toEqual([['done', 'done'], undefined]);
  });

  test.each([
    ['cancelled', 130],
    ['terminated', 143],
    ['window-closed', 129],
  ] as const)('at a question (%s) ends it, without a signal: %d', async (name, exitCode) => {
    const { batch, acts, results } = await go(['done', failed(name), 'done']);
    expect(results).toEqual(['done', name, 'not-tried']);
    expect(acts).toEqual(['try done', 'tell done', `try ${name}`]);
    expect(ending(batch)).toEqual([name, exitCode]);
  });

  test('counts before what failed earlier', async () => {
    const { batch, results } = await cancelling(
      [failed('user-not-found'), 'done', 'done'],
      2,
      failed('terminated'),
    );
    expect(results).toEqual(['user-not-found', 'done', 'terminated']);
    expect(ending(batch)).toEqual(['terminated', 143]);
  });
});

describe('a rule stops it', () => {
  const stopsAt = ({ errorName }: CertToolError) => errorName === 'confirmation-refused';

  test('before anything was done: with the error that stopped it', async () => {
    const { batch, acts, results } = await go([failed('confirmation-refused'), 'done'], { stopsAt });
    expect(results).toEqual(['confirmation-refused', 'not-tried']);
    expect(acts).toEqual(['try confirmation-refused', 'tell confirmation-refused']);
    expect(ending(batch)).toEqual(['confirmation-refused', exitCodeOf(failed('confirmation-refused'))]);
  });

  test('before anything was done, after another failure: the same', async () => {
    const { batch, results } = await go([failed('user-not-found'), failed('confirmation-refused'), 'done'], {
      stopsAt,
    });
    expect(results).toEqual(['user-not-found', 'confirmation-refused', 'not-tried']);
    expect(endingOf(batch)?.errorName).toBe('confirmation-refused');
  });

  test('after something was done: 9, and what was not tried counts as failed', async () => {
    const { batch, results } = await go(['done', failed('confirmation-refused'), 'done', 'done'], {
      stopsAt,
    });
    expect(results).toEqual(['done', 'confirmation-refused', 'not-tried', 'not-tried']);
    expect(ending(batch)).toEqual(['partly-failed', 9]);
    expect(endingOf(batch)?.details.params).toEqual({ total: 4, failed: 3 });
  });

  test('at the last one: 9', async () => {
    const { batch, results } = await go(['done', failed('confirmation-refused')], { stopsAt });
    expect(results).toEqual(['done', 'confirmation-refused']);
    expect(ending(batch)).toEqual(['partly-failed', 9]);
  });

  test('at the only one: with its own error', async () => {
    const { batch } = await go([failed('confirmation-refused')], { stopsAt });
    expect(endingOf(batch)?.errorName).toBe('confirmation-refused');
  });

  test('and at no other error', async () => {
    const { batch, results } = await go([failed('timeout'), 'done'], { stopsAt });
    expect([results, batch.stopped]).toEqual([['timeout', 'done'], undefined]);
  });
});
