import { readFileSync, writeFileSync } from 'node:fs';
import { CertToolError } from '../../src/core/error.ts';
import { acquireLock } from '../../src/system/lock.ts';

/** Counts up under the lock, not atomically. `die` is the round in which it kills itself while it holds the lock. */
const [dir = '', file = '', rounds = '0', die = '-1'] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round++) {
  const lock = await acquireLock(dir, { waitMs: 60_000, busy: () => new CertToolError('busy') });
  if (round === Number(die)) process.kill(process.pid, 'SIGKILL');
  const count = Number(readFileSync(file, 'utf8'));
  await new Promise((done) => setTimeout(done, 1));
  writeFileSync(file, String(count + 1));
  await lock.release();
}
