import fs, { constants } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Call = (...args: unknown[]) => unknown;

/** Counts steps of this process, and kills it before the step of a given number. */
export interface KillingSteps {
  step(): void;
  readonly count: number;
}

export function killingSteps(killBefore: number): KillingSteps {
  let count = 0;
  return {
    step() {
      count += 1;
      if (count === killBefore) process.kill(process.pid, 'SIGKILL');
    },
    get count() {
      return count;
    },
  };
}

const CHANGES = [
  'mkdirSync',
  'openSync',
  'writeFileSync',
  'fsync',
  'rename',
  'unlink',
  'unlinkSync',
] as const;

/** Opened for reading alone a file stays as it is. @param flags as `openSync` takes them */
function writes(flags: unknown): boolean {
  return typeof flags === 'number' ? (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0 : flags !== 'r';
}

/** Makes every call of node:fs that changes the disk a step. */
export function countFileSteps({ step }: KillingSteps): void {
  const counted = (object: Record<string, Call>, names: readonly string[]) => {
    for (const name of names) {
      const original = object[name];
      object[name] = function (this: unknown, ...given: unknown[]) {
        if (name !== 'openSync' || writes(given[1])) step();
        return original?.apply(this, given);
      };
    }
  };
  counted(fs as unknown as Record<string, Call>, CHANGES);
  counted(promises as unknown as Record<string, Call>, ['rm']);
  syncBuiltinESMExports();
}
