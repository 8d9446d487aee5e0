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
  /** Told of each result as it comes. What was not tried any more is not told. */
  onResult?(result: Result<T, R>): void | Promise<void>;
  /** After this error the items that are left would fail as well, or do harm: they are not tried. */
  stopsAt?(error: CertToolError): boolean;
}

/**
 * Does one thing after the other. What fails stops no other, but for a cancellation and where a rule says so; what was
 * not tried then has a result that says that.
 */
export async function forEachOf<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  { signal, onResult, stopsAt }: Rules<T, R>,
): Promise<Batch<T, R>> {
  const results: Result<T, R>[] = [];
  const ended: { cancelled?: CertToolError; stopped?: CertToolError } = {};
  for (const item of items) {
    const result = await attempt(item, work, signal);
    results.push(result);
    if (!result.ok && (signal.aborted || result.error.isCancellation)) {
      ended.cancelled = cancellationOf(result.error, signal);
      break;
    }
    await onResult?.(result);
    if (!result.ok && stopsAt?.(result.error)) {
      ended.stopped = result.error;
      break;
    }
  }
  for (const item of items.slice(results.length)) {
    results.push({ item, ok: false, error: new CertToolError('not-tried') });
  }
  return { results, ...ended };
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
