import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { acquireLock } from '../../src/system/lock.ts';
import { ownedName, parseFileTime, parseLstart } from '../../src/system/process-identity.ts';
import { buildChildScript, ended, startNode } from '../support/child-script.ts';
import { tempFolder } from '../support/temp-folder.ts';

const busy = () => new CertToolError('busy', { params: { loginId: 'jirodt' } });

test('processes exclude each other, and the lock of a killed one is free at once', async () => {
  const folder = tempFolder();
  const [lock, counter] = [join(folder, 'lock'), join(folder, 'counter')];
  writeFileSync(counter, '0');
  const script = await buildChildScript('system/counter-child.ts', folder);
  const children = Array.from({ length: 8 }, (_, index) =>
    ended(startNode([script, lock, counter, '10', index < 3 ? String(index * 3) : '-1'])),
  );
  const results = await Promise.all(children);
  expect(results.map((result) => result.stderr).join('')).toBe('');
  expect(results.map((result) => result.signal)).toEqual([
    ...Array(3).fill('SIGKILL'),
    ...Array(5).fill(null),
  ]);
  // The killed ones did 0, 3 and 6 rounds.
  expect(readFileSync(counter, 'utf8')).toBe(String(0 + 3 + 6 + 5 * 10));
  expect((await acquireLock(lock, { waitMs: 0, busy })).release).toBeTypeOf('function');
});

test('a second one in the same process waits, then is busy', async () => {
  const dir = join(tempFolder(), 'lock');
  const first = await acquireLock(dir, { waitMs: 0, busy });
  await expect(acquireLock(dir, { waitMs: 0, busy })).rejects.toMatchObject({ errorName: 'busy' });
  let clock = 0;
  const waits: number[] = [];
  const options = {
    waitMs: 1_000,
    busy,
    elapsed: () => clock,
    wait: async (ms: number) => {
      waits.push(ms);
      clock += ms;
    },
  };
  await expect(acquireLock(dir, options)).rejects.toMatchObject({ errorName: 'busy' });
  expect(clock).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...waits)).toBeLessThan(400);
  await first.release();
  await first.release();
  await (await acquireLock(dir, { waitMs: 0, busy })).release();
  expect(readdirSync(dir)).toEqual([]);
});

test('our own id with another start is a dead process whose id was used again', async () => {
  const dir = join(tempFolder(), 'lock');
  await (await acquireLock(dir, { waitMs: 0, busy })).release();
  const [pid, start] = ownedName('').split('-');
  const earlier = String(start).replace(/^\d+/, (ticks) => String(Number(ticks) + 1));
  writeFileSync(join(dir, `lock-${pid}-${earlier}-${'ab'.repeat(6)}`), '');
  await (await acquireLock(dir, { waitMs: 0, busy })).release();
  expect(readdirSync(dir)).toEqual([]);
});

test('a living process of another user counts as alive', async (context) => {
  context.skip(process.platform !== 'linux', 'reads /proc');
  const dir = join(tempFolder(), 'lock');
  await (await acquireLock(dir, { waitMs: 0, busy })).release();
  const stat = readFileSync('/proc/1/stat', 'latin1');
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const boot = ownedName('').split('-')[1]?.split('.')[1];
  writeFileSync(join(dir, `lock-1-${ticks}.${boot}-${'ab'.repeat(6)}`), '');
  await expect(acquireLock(dir, { waitMs: 0, busy })).rejects.toMatchObject({ errorName: 'busy' });
});

test('an abort ends the wait with its reason and leaves nothing behind', async () => {
  const dir = join(tempFolder(), 'lock');
  const holder = await acquireLock(dir, { waitMs: 0, busy });
  const abort = new AbortController();
  const waiting = acquireLock(dir, { waitMs: 60_000, busy, signal: abort.signal });
  abort.abort(new CertToolError('cancelled'));
  await expect(waiting).rejects.toMatchObject({ errorName: 'cancelled' });
  await holder.release();
  expect(readdirSync(dir)).toEqual([]);
});

test('foreign files in the folder are left alone', async () => {
  const dir = join(tempFolder(), 'lock');
  await (await acquireLock(dir, { waitMs: 0, busy })).release();
  writeFileSync(join(dir, 'lock-notes.txt'), '');
  await (await acquireLock(dir, { waitMs: 0, busy })).release();
  expect(readdirSync(dir)).toEqual(['lock-notes.txt']);
});

test('start times as macOS and Windows print them', () => {
  expect(parseLstart('Sun Nov 22 14:45:53 2026\n')).toBe(Date.UTC(2026, 10, 22, 14, 45, 53));
  expect(parseLstart('Wed Jul  1 04:05:06 2026    ')).toBe(Date.UTC(2026, 6, 1, 4, 5, 6));
  expect(parseLstart('')).toBeUndefined();
  expect(parseFileTime('133485408000000000\r\n')).toBe(Date.UTC(2024, 0, 1));
  expect(parseFileTime('error')).toBeUndefined();
});
