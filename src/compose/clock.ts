import type { ClockDifference } from '../core/clock-difference.ts';
import { membersIn } from '../core/json-object.ts';
import type { Bank } from '../core/ports/bank.ts';
import type { SyncedFolder } from '../core/ports/files.ts';

/** What is known of this PC's clock by asking banks. */
export interface KnownClock {
  /** By an answer in this run. */
  measured(): ClockDifference | undefined;
  /** By the last answer in any run. */
  last(): Promise<ClockDifference | undefined>;
}

const FILE = 'difference.json';
const VERSION = 1;
/** What is nearly the same, and nearly as new, need not be written again. */
const SAME_MS = 30 * 1000;
const FRESH_MS = 60 * 60 * 1000;

/** The practice bank's date is its own, and says nothing of the clock. */
export const NO_CLOCK: KnownClock = { measured: () => undefined, last: async () => undefined };

/** @param folder where the difference is kept @param now this PC's clock */
export function knownClock(
  folder: SyncedFolder,
  now: () => Date,
): KnownClock & { watched(bank: Bank): Bank } {
  let measured: ClockDifference | undefined;
  const last = async () => parse(await folder.read(FILE));
  const note = async (bankTime: Date) => {
    const measuredAt = now();
    measured = { differenceMs: bankTime.getTime() - measuredAt.getTime(), measuredAt };
    const earlier = await last();
    if (earlier && isAsGood(earlier, measured)) return;
    await folder.write(FILE, `${JSON.stringify({ version: VERSION, ...measured })}\n`);
  };
  return {
    measured: () => measured,
    last,
    /** The same bank; each time it tells, the clock is measured by it. */
    watched: (bank) => ({
      ...bank,
      async status() {
        const status = await bank.status();
        await note(status.time);
        return status;
      },
    }),
  };
}

function isAsGood(earlier: ClockDifference, { differenceMs, measuredAt }: ClockDifference): boolean {
  const age = measuredAt.getTime() - earlier.measuredAt.getTime();
  return age >= 0 && age < FRESH_MS && Math.abs(differenceMs - earlier.differenceMs) < SAME_MS;
}

/** What cannot be understood, or was written by a later version, is measured again. */
function parse(text: string | undefined): ClockDifference | undefined {
  const { version, differenceMs, measuredAt } = membersIn(text) ?? {};
  const moment = new Date(String(measuredAt));
  if (version !== VERSION || typeof differenceMs !== 'number' || Number.isNaN(moment.getTime()))
    return undefined;
  return { differenceMs, measuredAt: moment };
}
