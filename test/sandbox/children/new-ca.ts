import fs from 'node:fs';
import promises from 'node:fs/promises';
import { newCa } from '../../../src/sandbox/business/new-ca.ts';
import { openBank } from '../../../src/sandbox/open.ts';

/**
 * Has the practice bank go on with a new CA and is killed before the n-th step on the disk. Arguments: data folder, n.
 * Prints what `newCa` returns when it got through.
 */
const [dir = '', n = '0'] = process.argv.slice(2);
let steps = 0;

function dieAt<T extends (...args: never[]) => unknown>(real: T): T {
  return ((...args: Parameters<T>) => {
    steps += 1;
    if (steps === Number(n)) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  }) as T;
}

openBank(dir, () => new Date(), 0).then(async ({ context, close }) => {
  const { writeSync, fsyncSync } = fs;
  const { open, rename } = promises;
  fs.writeSync = dieAt(writeSync as never);
  fs.fsyncSync = dieAt(fsyncSync);
  promises.open = dieAt(open);
  promises.rename = dieAt(rename);
  const made = await newCa(context);
  Object.assign(fs, { writeSync, fsyncSync });
  Object.assign(promises, { open, rename });
  await close();
  process.stdout.write(JSON.stringify(made));
});
