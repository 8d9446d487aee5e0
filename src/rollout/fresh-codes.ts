import { membersIn } from '../core/json-object.ts';
import type { SyncedFolder } from '../core/ports/files.ts';
import type { Token } from './token.ts';

/** Codes of tokens that no run has sent before: a bank takes each once (RFC 6238, 5.2), and a second time counts as wrong. */
export interface FreshCodes {
  /** A code of this moment; waits for the next one where an earlier run may have sent this one. */
  codeOf(token: Token): Promise<string>;
}

export interface FreshCodesOptions {
  /** Where the time of the last code is kept. */
  readonly folder: SyncedFolder;
  /** The bank's time. */
  now(): Date;
  /** Throws the reason why it was ended before. */
  wait(ms: number): Promise<void>;
  /** Told once of the seconds to wait, however many users wait for them. */
  onWait(seconds: number): void;
}

const FILE = 'last-code.json';
const VERSION = 1;
const SECOND_MS = 1000;
/** What is kept is exact to this; the usual period of a token. */
const STEP_MS = 30 * SECOND_MS;

/** Within one run each user's code is wanted once, so it is earlier runs alone that matter: one that was killed, say. */
export function freshCodes({ folder, now, wait, onWait }: FreshCodesOptions): FreshCodes {
  let earlier: Promise<number | undefined> | undefined;
  let noted: Promise<void> | undefined;
  let notedStep: number | undefined;
  const note = (ms: number) => {
    const step = Math.floor(ms / STEP_MS);
    if (noted && step === notedStep) return noted;
    notedStep = step;
    noted = folder.write(FILE, `${JSON.stringify({ version: VERSION, at: new Date(ms).toISOString() })}\n`);
    return noted;
  };
  let isTold = false;
  /** @returns when it shows another code */
  const waitFor = async ({ periodMs }: Token, last: number | undefined): Promise<number> => {
    for (;;) {
      const ms = now().getTime();
      const waitMs = last === undefined ? 0 : untilNextCode(ms, last, periodMs);
      if (waitMs === 0) return ms;
      if (!isTold) onWait(Math.ceil(waitMs / SECOND_MS));
      isTold = true;
      // A timer may end a moment early by this clock.
      await wait(waitMs);
    }
  };
  return {
    async codeOf(token) {
      earlier ??= readLast(folder);
      const ms = await waitFor(token, await earlier);
      // Before it is sent: a kill may come at any time.
      await note(ms);
      return token.codeAt(ms);
    },
  };
}

/** Milliseconds until a token shows another code than at the last use; none where that time makes no sense. */
function untilNextCode(now: number, last: number, periodMs: number): number {
  // Of each step the first use alone is kept.
  const latest = (Math.floor(last / STEP_MS) + 1) * STEP_MS - 1;
  const used = Math.floor(latest / periodMs);
  if (now < last - STEP_MS || Math.floor(now / periodMs) > used) return 0;
  return (used + 1) * periodMs - now;
}

async function readLast(folder: SyncedFolder): Promise<number | undefined> {
  try {
    const ms = Date.parse(String(membersIn(await folder.read(FILE))?.['at']));
    return Number.isNaN(ms) ? undefined : ms;
  } catch {
    // What cannot be read costs a wait at most, or a code that the bank refuses.
    return undefined;
  }
}
