import { type ClockDifference, corrected } from '../core/clock-difference.ts';
import { CertToolError } from '../core/error.ts';
import type { Probes } from './probes.ts';

type Asked = Pick<Probes, 'answer' | 'shown' | 'now'>;

/** With these nobody was reached whose time could be known. */
export const UNREACHED: readonly string[] = [
  ...['unknown-host', 'connection-refused', 'timeout', 'connection-lost', 'bank-unreachable'],
  ...['proxy-login', 'proxy-scheme', 'proxy-refused'],
];

/**
 * How far this PC's clock is from the bank's time, or, where TLS hides that, from the time that the other side's answers bear.
 * Undefined where nobody has told. Throws what asking does.
 */
export async function clockDifference(probes: Asked): Promise<ClockDifference | undefined> {
  const { error, status } = await probes.answer();
  const isHidden = error !== undefined && !UNREACHED.includes(error.errorName);
  const time = status?.time ?? (isHidden ? (await probes.shown())?.time : undefined);
  if (!time) return undefined;
  const measuredAt = probes.now();
  return { differenceMs: time.getTime() - measuredAt.getTime(), measuredAt };
}

/** The time by which certificates count: the bank's where it is known, else this PC's. @throws the wish to end */
export async function countingTime(probes: Asked): Promise<Date> {
  const now = probes.now();
  try {
    const difference = await clockDifference(probes);
    return difference ? corrected(now, difference) : now;
  } catch (error) {
    if (error instanceof CertToolError && error.isCancellation) throw error;
    return now;
  }
}
