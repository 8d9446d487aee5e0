import { setTimeout as delay } from 'node:timers/promises';

/** This PC's clock: the only place that reads it. Everywhere else "now" is a parameter. */
export function systemClock(): Date {
  return new Date();
}

/**
 * Milliseconds on a clock that nobody sets: for spans, which a correction of this PC's clock must neither shorten nor
 * stretch. The only place that reads it.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** When this process began, by this PC's clock; a little later than what the system says. Milliseconds. */
export function processStart(): number {
  return performance.timeOrigin;
}

/** Waits. An aborted signal ends the wait at once by throwing the signal's reason. */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
