import fs, { open } from 'node:fs/promises';
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

/** Makes every call of node:fs/promises that changes the disk a step. @param file any file that can be opened */
export async function countFileSteps({ step }: KillingSteps, file: string): Promise<void> {
  const counted = (object: Record<string, Call>, names: readonly string[]) => {
    for (const name of names) {
      const original = object[name];
      object[name] = function (this: unknown, ...given: unknown[]) {
        step();
        return original?.apply(this, given);
      };
    }
  };
  const handle = await open(file);
  await handle.close();
  counted(Object.getPrototypeOf(handle), ['sync', 'writeFile', 'close']);
  counted(fs as unknown as Record<string, Call>, ['mkdir', 'open', 'rename', 'rm', 'unlink']);
  syncBuiltinESMExports();
}
