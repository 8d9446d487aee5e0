import { toError } from '../bank/translate.ts';
import type { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';
import { HttpFailure } from '../net/failure.ts';
import { MalformedDer } from '../pki/certificate.ts';
import type { Bench } from './bench.ts';
import { Breach, CannotTry, type Exchange } from './breach.ts';
import type { Case } from './case.ts';
import { withoutUser } from './reasons.ts';

export interface Failure {
  readonly expected: Text;
  readonly seen?: Text | undefined;
  /** Left out where what failed is no single request. */
  readonly exchange?: Exchange | undefined;
}

/** What became of one case. */
export type Result = { readonly case: Case } & (
  | { readonly outcome: 'passed'; readonly earlier?: true }
  | { readonly outcome: 'skipped'; readonly reason: Text }
  | { readonly outcome: 'failed'; readonly failure: Failure }
);

export interface RunOptions {
  /** The cases to try. */
  readonly cases: readonly Case[];
  readonly destructive: boolean;
  readonly hasClock: boolean;
  /** Names of those that have passed before. */
  readonly passed: ReadonlySet<string>;
  /** The bank's host, for words. */
  readonly host: string;
  readonly signal: AbortSignal;
  /** Told of each as soon as it is over. */
  readonly onResult: (result: Result) => Promise<void>;
}

/** The case that all others stand on which log in. */
export const LOG_IN = 'log-in';

/**
 * Tries cases one after the other, those that look at all answers last.
 * @throws CertToolError of the kind `network` where the bank cannot be reached; the signal's reason
 */
export async function runCases(bench: Bench, options: RunOptions): Promise<Result[]> {
  const { cases, host, signal } = options;
  const ordered = [...cases.filter((each) => !each.overall), ...cases.filter((each) => each.overall)];
  const results: Result[] = [];
  await reach(bench, host);
  for (const each of ordered) {
    signal.throwIfAborted();
    const result = await resultOf(each, bench, results, options);
    results.push(result);
    await options.onResult(result);
  }
  return results;
}

async function resultOf(
  each: Case,
  bench: Bench,
  results: readonly Result[],
  options: RunOptions,
): Promise<Result> {
  if (!each.overall && options.passed.has(each.name)) return { case: each, outcome: 'passed', earlier: true };
  const reason = whyNot(each, bench, results, options);
  if (reason) return { case: each, outcome: 'skipped', reason };
  try {
    await each.run(bench);
    return { case: each, outcome: 'passed' };
  } catch (error) {
    if (error instanceof CannotTry) return { case: each, outcome: 'skipped', reason: error.reason };
    if (error instanceof Breach) {
      const { expected, seen, exchange } = error;
      return { case: each, outcome: 'failed', failure: { expected, seen, exchange } };
    }
    if (isUnreadable(error)) {
      return { case: each, outcome: 'failed', failure: { ...UNREADABLE, exchange: bench.wire.last } };
    }
    if (!(error instanceof HttpFailure)) throw error;
    const failure = withoutAnswer(error, options.host);
    await reach(bench, options.host);
    return { case: each, outcome: 'failed', failure };
  }
}

const UNREADABLE = {
  expected: { ja: '読み取れる証明書', en: 'a certificate that can be read' },
  seen: { ja: 'DER として読み取れません', en: 'it cannot be read as DER' },
};

/** What is thrown where a bank's certificate is none. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof MalformedDer) return true;
  return error instanceof Error && 'code' in error && `${error.code}`.startsWith('ERR_OSSL');
}

/** Why a case is not tried. */
function whyNot(
  { name, users = [], destructive, clock, after = [] }: Case,
  bench: Bench,
  results: readonly Result[],
  options: RunOptions,
): Text | undefined {
  if (destructive && !options.destructive)
    return { ja: '--destructive が必要です', en: 'it needs --destructive' };
  if (clock && !options.hasClock) return { ja: '--clock-command が必要です', en: 'it needs --clock-command' };
  const lacking = users.find((part) => !bench.has(part));
  if (lacking) return withoutUser(lacking);
  const needed = [...(users.length > 0 && name !== LOG_IN ? [LOG_IN] : []), ...after];
  const broken = results.find((one) => needed.includes(one.case.name) && one.outcome !== 'passed');
  if (!broken) return undefined;
  const other = broken.case.name;
  return { ja: `${other} が成功していません`, en: `${other} has not passed` };
}

/** Without a bank there is nothing to say about promises. */
async function reach(bench: Bench, host: string): Promise<void> {
  try {
    await bench.send({ method: 'GET', path: '/status' });
  } catch (error) {
    if (error instanceof HttpFailure && error.reason.kind !== 'contract') throw asError(error, host);
    if (!(error instanceof HttpFailure)) throw error;
  }
}

function withoutAnswer(failure: HttpFailure, host: string): Failure {
  const { entry, details } = asError(failure, host);
  const exchange = 'exchange' in failure ? (failure.exchange as Exchange) : undefined;
  const detail = details.params?.['detail'];
  const shown = typeof detail === 'object' ? detail : { ja: detail ?? '-', en: detail ?? '-' };
  return {
    expected: { ja: '応答', en: 'an answer' },
    seen: { ja: `${entry.code}: ${shown.ja}`, en: `${entry.code}: ${shown.en}` },
    exchange,
  };
}

function asError(failure: HttpFailure, host: string): CertToolError {
  return toError(failure, { host });
}
