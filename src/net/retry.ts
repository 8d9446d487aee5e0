import { HttpFailure, type NetworkErrorName, type Reason } from './failure.ts';

/**
 * When a request may be sent again: `safe` after every passing failure; `unprocessed` only where the other side says
 * that it did nothing, for a wrong password must not count twice.
 */
export type Repetition = 'safe' | 'unprocessed';

export interface RetryOptions {
  readonly repetition: Repetition;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  /** How long may be waited in all between the tries, in milliseconds; by default as long as a person waits. */
  readonly patienceMs?: number | undefined;
}

const ATTEMPTS = 4;
/** A timeout has cost the user a full `--timeout` already. */
const ATTEMPTS_AFTER_TIMEOUT = 2;
const FIRST_DELAY_MS = 500;
/** The user waits no longer than this in all for a service that asks for patience. */
const WAIT_LIMIT_MS = 20_000;

const PASSING: readonly NetworkErrorName[] = [
  'unknown-host',
  'connection-refused',
  'timeout',
  'connection-lost',
  'bank-unreachable',
];

/** Runs `attempt` (numbered from 1) until it succeeds or its failure is final, and then throws that one. */
export async function repeat<T>(attempt: (number: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { patienceMs = WAIT_LIMIT_MS } = options;
  let waited = 0;
  for (let number = 1; ; number++) {
    try {
      return await attempt(number);
    } catch (error) {
      const delay = error instanceof HttpFailure ? delayBefore(error.reason, number, options) : undefined;
      if (delay === undefined || waited + delay > patienceMs) throw error;
      await options.wait(delay, options.signal);
      waited += delay;
    }
  }
}

/** Milliseconds until the next attempt; undefined when there is none. */
export function delayBefore(
  reason: Reason,
  failedAttempts: number,
  { repetition, random }: Pick<RetryOptions, 'repetition' | 'random'>,
): number | undefined {
  if (!mayRepeat(reason, repetition) || failedAttempts >= attemptsFor(reason)) return undefined;
  const backoff = FIRST_DELAY_MS * 2 ** (failedAttempts - 1) * (0.5 + random() / 2);
  const asked = reason.kind === 'status' ? (reason.retryAfterSeconds ?? 0) * 1000 : 0;
  return Math.max(Math.round(backoff), asked);
}

function attemptsFor(reason: Reason): number {
  const hasTimedOut =
    (reason.kind === 'network' && reason.name === 'timeout') ||
    (reason.kind === 'proxy' && reason.why.isSilent === true);
  return hasTimedOut ? ATTEMPTS_AFTER_TIMEOUT : ATTEMPTS;
}

function mayRepeat(reason: Reason, repetition: Repetition): boolean {
  if (reason.kind === 'contract') return false;
  // The request has not been sent; all the same a person need not wait longer than without a proxy.
  if (reason.kind === 'proxy') return repetition === 'safe' && reason.why.isPassing;
  if (reason.kind === 'network') return repetition === 'safe' && PASSING.includes(reason.name);
  if (reason.refusal?.isLasting) return false;
  if (repetition === 'unprocessed') return isUnprocessed(reason);
  return reason.status === 429 || reason.status >= 500;
}

/**
 * Whether it is the service itself that says, in the words of its protocol, that the request had no effect. A gateway
 * may have passed it on before it answered 503.
 */
export function isUnprocessed(reason: Reason): boolean {
  return reason.kind === 'status' && (reason.refusal?.hadNoEffect ?? false);
}
