import fs from 'node:fs';
import { BankDatabase } from '../../../src/sandbox/records/database.ts';

/**
 * Changes every audit row in one transaction and is killed before the n-th write or sync of it. Arguments: database
 * file, n, the new text. Prints `committed` when it got through the transaction.
 */
const [file = '', n = '0', text = ''] = process.argv.slice(2);
const database = BankDatabase.open(file);
const { writeSync, fsyncSync } = fs;
let calls = 0;

function dieAt<T extends (...args: never[]) => unknown>(real: T): T {
  return ((...args: Parameters<T>) => {
    calls += 1;
    if (calls === Number(n)) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  }) as T;
}

fs.writeSync = dieAt(writeSync as never);
fs.fsyncSync = dieAt(fsyncSync);
database.transaction(() => {
  for (let id = 1; id <= 200; id += 1) {
    database.run('UPDATE audit_log SET act = ? WHERE id = ?', [text, id]);
  }
});
fs.writeSync = writeSync;
fs.fsyncSync = fsyncSync;
process.stdout.write('committed');
