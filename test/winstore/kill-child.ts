import fs, { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { createFileStore } from '../../src/winstore/file.ts';

/**
 * Does one operation of the file store and kills itself before the step of the given number, a step being a call that
 * changes the disk. Prints the number of steps when it got through.
 */
const { dir, killBefore, operation, args } = JSON.parse(process.argv[2] ?? '{}');
let steps = 0;

type Call = (...args: unknown[]) => unknown;

function counted(object: Record<string, Call>, names: readonly string[]): void {
  for (const name of names) {
    const original = object[name];
    object[name] = function (this: unknown, ...given: unknown[]) {
      steps += 1;
      if (steps === killBefore) process.kill(process.pid, 'SIGKILL');
      return original?.apply(this, given);
    };
  }
}

const handle = await open(process.argv[1] ?? '');
counted(Object.getPrototypeOf(handle), ['sync', 'writeFile', 'close']);
await handle.close();
counted(fs as unknown as Record<string, Call>, ['mkdir', 'open', 'rename', 'rm', 'unlink']);
syncBuiltinESMExports();
steps = 0;

const store = createFileStore({ dir }) as unknown as Record<string, Call>;
await store[operation]?.(...args);
process.stdout.write(String(steps));
