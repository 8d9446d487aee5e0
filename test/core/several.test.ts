import { describe, expect, test } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError, exitCodeOf } from '../../src/core/error.ts';
import {
  type Batch,
  endingOf,
  forEachOf,
  type Guard,
  type Result,
  type Rules,
} from '../../src/core/several.ts';

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

/** Work that ends when the test says so: `begun` in order, and each item's end. */
function atWill<T extends string>(rules: Partial<Rules<T, string>>, items: readonly T[]) {
  const begun: T[] = [];
  const told: string[] = [];
  const ends = new Map<T, (error?: Error) => void>();
  const most = { underWay: 0 };
  const batch = forEachOf<T, string>(
    items,
    async (item) => {
      begun.push(item);
      const ended = new Promise<void>((resolve, reject) => {
        ends.set(item, (error) => (error ? reject(error) : resolve()));
      });
      most.underWay = Math.max(most.underWay, ends.size);
      await ended;
      return `${item} done`;
    },
    {
      signal: new AbortController().signal,
      onResult: (result) => void told.push(result.ok ? result.value : nameOfResult(result)),
      ...rules,
    },
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (item: T, error?: Error) => {
    ends.get(item)?.(error);
    ends.delete(item);
    await settled();
  };
  return { begun, told, most, batch, end, results: async () => (await batch).results.map(nameOfResult) };
}

describe('some at once', () => {
  const items = ['a', 'b', 'c', 'd', 'e'] as const;

  test('begin in their order, so many and no more, and end in any', async () => {
    const { begun, told, most, end, batch, results } = atWill({ jobs: 2 }, items);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('c', failed('timeout'));
    await end('d');
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
    await end('e');
    await end('a');
    expect(told).toEqual(['b done', 'timeout', 'd done', 'e done', 'a done']);
    expect(await results()).toEqual(['a done', 'b done', 'timeout', 'd done', 'e done']);
    expect((await batch).results.map(({ item }) => item)).toEqual(items);
    expect(most.underWay).toBe(2);
  });

  test('fewer than may be at once', async () => {
    const { begun, end, results } = atWill({ jobs: 64 }, ['a', 'b']);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    await end('a');
    expect(await results()).toEqual(['a done', 'b done']);
  });

  test('are told of one at a time, in the order in which they end', async () => {
    const acts: string[] = [];
    const telling = new Map<string, () => void>();
    const { begun, end, results } = atWill(
      {
        jobs: 3,
        async onResult({ item }) {
          acts.push(`tell ${item}`);
          await new Promise<void>((resolve) => telling.set(item, resolve));
          acts.push(`told ${item}`);
        },
      },
      ['a', 'b', 'c', 'd'],
    );
    const tell = async (item: string) => {
      telling.get(item)?.();
      await end('d');
    };
    await end('c');
    await end('a');
    await end('b');
    expect([acts, begun]).toEqual([['tell c'], ['a', 'b', 'c']]);
    await tell('c');
    // Who is not told of yet is still under way.
    expect([acts, begun]).toEqual([
      ['tell c', 'told c', 'tell a'],
      ['a', 'b', 'c', 'd'],
    ]);
    await tell('a');
    await tell('b');
    await tell('d');
    expect(acts.slice(3)).toEqual(['told a', 'tell b', 'told b', 'tell d', 'told d']);
    expect(await results()).toEqual(['a done', 'b done', 'c done', 'd done']);
  });

  test('end with the error of telling, once all that is under way has ended', async () => {
    const full = failed('unwritable-results');
    const tried: string[] = [];
    const { begun, end, batch } = atWill(
      {
        jobs: 2,
        onResult({ item }) {
          tried.push(item);
          if (item === 'a') throw full;
        },
      },
      items,
    );
    let ending: unknown;
    batch.catch((error: unknown) => {
      ending = error;
    });
    await end('a');
    expect([begun, ending]).toEqual([['a', 'b'], undefined]);
    await end('b');
    expect([begun, tried, ending]).toEqual([['a', 'b'], ['a'], full]);
  });

  test('end with it too where telling takes time', async () => {
    const full = failed('unwritable-results');
    const onResult = async () => {
      await Promise.resolve();
      throw full;
    };
    const batch = forEachOf(items, async () => 'done', {
      ...{ signal: new AbortController().signal, jobs: 2, onResult },
    });
    await expect(batch).rejects.toBe(full);
  });

  test('stop at a rule: what is under way comes to its end and is told of', async () => {
    const stopsAt = ({ errorName }: CertToolError) => errorName === 'confirmation-refused';
    const { begun, told, end, batch, results } = atWill({ jobs: 2, stopsAt }, items);
    await end('a', failed('confirmation-refused'));
    await end('b', failed('timeout'));
    expect(await results()).toEqual([
      ...['confirmation-refused', 'timeout', 'not-tried', 'not-tried', 'not-tried'],
    ]);
    expect([begun, told]).toEqual([
      ['a', 'b'],
      ['confirmation-refused', 'timeout'],
    ]);
    expect((await batch).stopped?.errorName).toBe('confirmation-refused');
  });

  test('are cancelled together: what fails then is not told of, and none begins any more', async () => {
    const cancel = new AbortController();
    const { begun, told, end, batch, results } = atWill({ jobs: 3, signal: cancel.signal }, items);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    cancel.abort(failed('terminated'));
    await end('a', failed('timeout'));
    await end('d');
    await end('c', failed('terminated'));
    expect(await results()).toEqual(['timeout', 'b done', 'terminated', 'd done', 'not-tried']);
    expect([begun, told]).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b done', 'd done'],
    ]);
    expect(ending(await batch)).toEqual(['terminated', 143]);
  });

  test.each([
    ['first', ['a', 'b']],
    ['last', ['b', 'a']],
  ] as const)(
    'are cancelled together, one with its request sent: that one’s error counts, be it the %s to end',
    async (_, [one, other]) => {
      const cancel = new AbortController();
      const { end, batch } = atWill({ jobs: 2, signal: cancel.signal }, ['a', 'b', 'c']);
      cancel.abort(failed('cancelled'));
      const errors = { a: failed('timeout').asNotInstalledYet(), b: failed('timeout'), c: undefined };
      await end(one, errors[one]);
      await end(other, errors[other]);
      expect(ending(await batch)).toEqual(['timeout', 10]);
    },
  );
});

describe('a guard', () => {
  /** Stops at the second error, and lets none begin beside another while there is one. */
  function guardOf() {
    const seen: string[] = [];
    const asked: [string, number][] = [];
    let errors = 0;
    const guard: Guard<string, string> = {
      mayBegin(item, underWay) {
        asked.push([item, underWay]);
        return errors === 0;
      },
      judge(result) {
        seen.push(nameOfResult(result));
        if (!result.ok) errors += 1;
        return errors > 1 ? failed('stopped-by-guard') : undefined;
      },
    };
    return { seen, asked, guard };
  }

  test('judges in the order in which they end, and is asked before each one beside another', async () => {
    const { seen, asked, guard } = guardOf();
    const { begun, end, results } = atWill({ jobs: 2, guard }, ['a', 'b', 'c', 'd']);
    await end('b', failed('timeout'));
    expect(begun).toEqual(['a', 'b']);
    await end('a');
    // None is under way any more: one always may.
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('c');
    await end('d');
    expect(await results()).toEqual(['a done', 'timeout', 'c done', 'd done']);
    expect(seen).toEqual(['timeout', 'a done', 'c done', 'd done']);
    expect(asked).toEqual([
      ['b', 1],
      ['c', 1],
      ['d', 1],
    ]);
  });

  test('stops it with an error of its own, and what is under way comes to its end', async () => {
    const { seen, guard } = guardOf();
    const { begun, told, end, batch, results } = atWill({ jobs: 3, guard }, ['a', 'b', 'c', 'd', 'e']);
    await end('c', failed('timeout'));
    await end('a', failed('credentials-refused'));
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('b');
    expect(await results()).toEqual(['credentials-refused', 'b done', 'timeout', 'not-tried', 'not-tried']);
    expect(seen).toEqual(['timeout', 'credentials-refused', 'b done']);
    expect(told).toEqual(seen);
    expect((await batch).stopped?.errorName).toBe('stopped-by-guard');
    expect(ending(await batch)).toEqual(['partly-failed', 9]);
  });

  test('stops it with the first error that it had', async () => {
    const stops = [failed('stopped-by-guard'), failed('partly-failed')];
    const guard: Guard<string, string> = { mayBegin: () => true, judge: () => stops.shift() };
    const { end, batch } = atWill({ jobs: 2, guard }, ['a', 'b', 'c']);
    await end('a');
    await end('b');
    expect((await batch).stopped?.errorName).toBe('stopped-by-guard');
  });

  test('hears nothing of one that was cancelled', async () => {
    const { seen, guard } = guardOf();
    const { end, batch } = atWill({ jobs: 2, guard }, ['a', 'b', 'c']);
    await end('a', failed('cancelled'));
    await end('b');
    expect(ending(await batch)).toEqual(['cancelled', 130]);
    expect(seen).toEqual(['b done']);
  });
});
