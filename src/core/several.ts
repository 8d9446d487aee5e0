import { CertToolError, toCertToolError } from './error.ts';

/** What became of one of several things. */
export type Result<T, R> =
  | { readonly item: T; readonly ok: true; readonly value: R }
  | { readonly item: T; readonly ok: false; readonly error: CertToolError };

export interface Batch<T, R> {
  /** One for each item, in their order. */
  readonly results: readonly Result<T, R>[];
  /** Set when it was cancelled on the way. */
  readonly cancelled?: CertToolError;
  /** The error at which a rule stopped it. */
  readonly stopped?: CertToolError;
}

export interface Rules<T, R> {
  /** Aborted when the person or the system cancels. */
  readonly signal: AbortSignal;
  /** How many are under way at once; one after the other without it. */
  readonly jobs?: number;
  /** Told of each result as it comes, one at a time. What was not tried any more is not told. */
  onResult?(result: Result<T, R>): void | Promise<void>;
  /** After this error the items that are left would fail as well, or do harm: they are not tried. */
  stopsAt?(error: CertToolError): boolean;
  readonly guard?: Guard<T, R>;
}

/** Judges by all results together whether to go on. What is under way when it stops comes to its end. */
export interface Guard<T, R> {
  /** Whether this one may begin while so many are under way; asked again whenever one of these has ended. */
  mayBegin(item: T, underWay: number): boolean;
  /** Told of each result in the order in which they come. @returns the error to stop with */
  judge(result: Result<T, R>): CertToolError | undefined;
}

/**
 * Does several things, one after the other or some at once. What fails stops no other, but for a cancellation and where a
 * rule says so; what was not tried then has a result that says that.
 */
export async function forEachOf<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  rules: Rules<T, R>,
): Promise<Batch<T, R>> {
  const { signal, jobs = 1, onResult, stopsAt, guard } = rules;
  const results: (Result<T, R> | undefined)[] = items.map(() => undefined);
  const ended: { cancelled?: CertToolError; stopped?: CertToolError } = {};
  const underWay = new Set<Promise<void>>();
  let told = Promise.resolve();
  /** What telling threw. */
  let broken: { readonly error: unknown } | undefined;

  const finish = async (index: number, result: Result<T, R>) => {
    results[index] = result;
    if (!result.ok && (signal.aborted || result.error.isCancellation)) {
      ended.cancelled = worseOf(ended.cancelled, cancellationOf(result.error, signal));
      return;
    }
    await onResult?.(result);
    const stop = !result.ok && stopsAt?.(result.error) ? result.error : guard?.judge(result);
    if (stop) ended.stopped ??= stop;
  };
  const begin = (item: T, index: number) => {
    const task = attempt(item, work, signal).then(async (result) => {
      told = told.then(() => finish(index, result));
      await told;
    });
    const tracked = task
      .catch((error: unknown) => {
        broken ??= { error };
      })
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };
  for (const [index, item] of items.entries()) {
    while (underWay.size > 0 && (underWay.size >= jobs || guard?.mayBegin(item, underWay.size) === false)) {
      await Promise.race(underWay);
    }
    if (ended.cancelled || ended.stopped || broken) break;
    begin(item, index);
  }
  await Promise.all(underWay);
  if (broken) throw broken.error;
  const untried = (item: T) => ({ item, ok: false, error: new CertToolError('not-tried') }) as const;
  return { results: items.map((item, index) => results[index] ?? untried(item)), ...ended };
}

/** Of several that were cancelled at once, one whose certificate is still to come. */
function worseOf(one: CertToolError | undefined, other: CertToolError): CertToolError {
  return one?.notInstalledYet ? one : other;
}

/** What interrupted a request that was sent says more than that somebody wished to end. */
function cancellationOf(error: CertToolError, signal: AbortSignal): CertToolError {
  if (error.isCancellation || error.notInstalledYet) return error;
  return toCertToolError(signal.reason);
}

async function attempt<T, R>(
  item: T,
  work: (item: T) => Promise<R>,
  signal: AbortSignal,
): Promise<Result<T, R>> {
  try {
    signal.throwIfAborted();
    return { item, ok: true, value: await work(item) };
  } catch (thrown) {
    return { item, ok: false, error: toCertToolError(thrown) };
  }
}

/**
 * The error that the whole of it ends with; undefined when all went well. A cancellation is told as it is, and what
 * stopped it before anything was done; of one item alone its own error; of several `partly-failed`.
 */
export function endingOf<T, R>({ results, cancelled, stopped }: Batch<T, R>): CertToolError | undefined {
  if (cancelled) return cancelled;
  const failures = results.filter((result) => !result.ok);
  const [first] = failures;
  if (stopped && failures.length === results.length) return stopped;
  if (!first || results.length === 1) return first?.error;
  return new CertToolError('partly-failed', { params: { total: results.length, failed: failures.length } });
}
