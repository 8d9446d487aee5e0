import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { Insistence } from '../../src/core/insistence.ts';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { createCertutilStore } from '../../src/winstore/certutil/store.ts';
import { interruptible } from '../../src/winstore/interruptible.ts';
import { createNssStore } from '../../src/winstore/nss/store.ts';
import { createPowerShellStore } from '../../src/winstore/powershell/store.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ABSENT = '0'.repeat(40);
const posix = process.platform !== 'win32';

interface Wishes {
  readonly first: AbortController;
  readonly insistence: Insistence;
  readonly told: string[];
}

/** A store whose operations go on until they are let go, or end by a signal. */
function waiting({ first, insistence, told }: Wishes, longestMs?: number) {
  const letGo: (() => void)[] = [];
  const wait = () => new Promise<never>((resolve) => letGo.push(resolve as () => void));
  const store = {
    kind: 'file',
    ...Object.fromEntries(OPERATIONS.map((name) => [name, wait])),
  } as unknown as CertificateStore;
  const onFinishing = () => void told.push('finishing');
  return {
    store: interruptible(store, { signal: first.signal, insistence, onFinishing }, longestMs),
    finish: () => letGo.forEach((each) => void each()),
  };
}

const LOOKS = ['probe', 'pending', 'list', 'find', 'sign', 'signAll', 'damaged', 'damagedChains'] as const;
const CHANGES = ['request', 'install', 'repair', 'archive', 'remove', 'discard'] as const;
const OPERATIONS = [...LOOKS, ...CHANGES];

const wishes = (): Wishes => ({ first: new AbortController(), insistence: new Insistence(), told: [] });
const cancelled = new CertToolError('cancelled');

/** Whatever it takes, for nothing looks at it. */
function start(store: CertificateStore, name: (typeof OPERATIONS)[number]): Promise<unknown> {
  return (store[name] as (...given: unknown[]) => Promise<unknown>)(ABSENT, [], [], '');
}

describe('a wish to end', () => {
  test('many changes at once go on: that is told once', async () => {
    const all = wishes();
    const { store, finish } = waiting(all);
    const going = Promise.all(CHANGES.map((name) => start(store, name)));
    all.first.abort(cancelled);
    await expect.poll(() => all.told).toEqual(['finishing']);
    // The timers of the others were begun together with that of the first.
    await new Promise((resolve) => setImmediate(resolve));
    finish();
    await going;
    expect(all.told).toEqual(['finishing']);
  });

  test.each(LOOKS)('%s, which changes nothing, ends at once', async (name) => {
    const all = wishes();
    const going = start(waiting(all).store, name);
    all.first.abort(cancelled);
    await expect(going).rejects.toBe(cancelled);
    await expect(start(waiting(all).store, name)).rejects.toBe(cancelled);
  });

  test('is heard where it came while something was read at one go', async () => {
    const { first, insistence } = wishes();
    const list = async () => {
      // As the event loop brings a signal, only after what runs now.
      setImmediate(() => first.abort(cancelled));
      return [];
    };
    const store = { kind: 'file', list } as unknown as CertificateStore;
    const going = interruptible(store, { signal: first.signal, insistence, onFinishing() {} }).list();
    await expect(going).rejects.toBe(cancelled);
  });

  test.each(CHANGES)('%s goes on to its end, and that is told', async (name) => {
    const all = wishes();
    const { store, finish } = waiting(all);
    const going = start(store, name);
    all.first.abort(cancelled);
    await expect.poll(() => all.told).toEqual(['finishing']);
    finish();
    await expect(going).resolves.toBeUndefined();
  });

  test.each(CHANGES)('%s ends at the second wish', async (name) => {
    const all = wishes();
    const going = start(waiting(all).store, name);
    all.first.abort(cancelled);
    all.insistence.insist(cancelled);
    await expect(going).rejects.toBe(cancelled);
    expect(all.told).toEqual([]);
  });

  test.each(CHANGES)('%s ends after the longest time', async (name) => {
    const all = wishes();
    const { store } = waiting(all, 20);
    const going = start(store, name);
    all.first.abort(cancelled);
    await expect(going).rejects.toBe(cancelled);
    await expect(start(store, name)).rejects.toBe(cancelled);
  });

  test('several changes have the longest time together', async () => {
    const all = wishes();
    const { store } = waiting(all, 20);
    all.first.abort(cancelled);
    await expect(start(store, 'install')).rejects.toBe(cancelled);
    const ended = start(store, 'discard').catch(() => 'at once');
    expect(await Promise.race([ended, new Promise((resolve) => setImmediate(resolve, 'later'))])).toBe(
      'at once',
    );
  });

  test('while a request is on its way, nothing ends at the first one, and the second has exit code 10', async () => {
    const all = wishes();
    const over = all.insistence.sent();
    const { store } = waiting(all);
    const going = OPERATIONS.map((name) => start(store, name).catch((error) => error));
    all.first.abort(cancelled);
    const later = start(store, 'find').catch((error) => error);
    all.insistence.insist(cancelled);
    for (const error of await Promise.all([...going, later])) {
      expect(error).toMatchObject({ errorName: 'cancelled', notInstalledYet: true });
    }
    over();
    expect(all.insistence.isSent).toBe(false);
    expect(all.told).toEqual([]);
  });
});

/** Notes its process and a child's, and never answers. */
const SILENT = '#!/bin/sh\nsleep 1000 &\necho $! >> "$PIDS"\necho $$ >> "$PIDS"\nwait\n';

describe.skipIf(!posix)('a program that never answers (needs POSIX: skipped on Windows)', () => {
  type Opener = (program: string, pendingDir: string, env: NodeJS.ProcessEnv) => CertificateStore;
  const STORES: [string, Opener, (store: CertificateStore) => Promise<unknown>][] = [
    [
      'powershell',
      (program, pendingDir, env) => createPowerShellStore({ program, pendingDir, env }),
      (store) => store.list(),
    ],
    [
      'powershell, for a key',
      (program, pendingDir, env) => createPowerShellStore({ program, pendingDir, env }),
      (store) => store.signAll?.([ABSENT], Buffer.from('x')) ?? Promise.resolve(),
    ],
    [
      'certutil',
      (program, pendingDir, env) => createCertutilStore({ program, pendingDir, env }),
      (store) => store.list(),
    ],
    ['nss', (program, pendingDir, env) => nss(program, pendingDir, env), (store) => store.probe()],
  ];
  const nss: Opener = (program, pendingDir, env) => {
    const database = join(pendingDir, '..');
    // Of another form than NSS's, so that only its program can tell.
    writeFileSync(join(database, 'cert9.db'), '');
    const programs = { certutil: program, pk12util: program };
    return createNssStore({ database, programs, pendingDir, env });
  };

  test.each(STORES)('%s: it ends with all its children, and so does the work', async (_name, open, work) => {
    const folder = tempFolder();
    const program = join(folder, 'silent');
    writeFileSync(program, SILENT, { mode: 0o755 });
    const pids = join(folder, 'pids');
    const all = wishes();
    const store = interruptible(
      open(program, join(folder, 'pending'), { PATH: process.env['PATH'], PIDS: pids }),
      { signal: all.first.signal, insistence: all.insistence, onFinishing: () => undefined },
    );
    const going = work(store);
    going.catch(() => undefined);
    const started = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : []);
    await expect.poll(started, { timeout: 10_000 }).toHaveLength(2);
    all.first.abort(cancelled);
    await expect(going).rejects.toBe(cancelled);
    await expect.poll(() => started().filter(isRunning)).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    // What has ended and nobody has asked for stays as a zombie.
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
