import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CertToolError } from '../core/error.ts';
import type { Lock } from '../core/ports/lock.ts';
import { monotonicMs, wait as systemWait } from './clock.ts';
import { withFileErrors } from './file-error.ts';
import { namesIn, unlessMissing } from './files.ts';
import { makeOwnerOnlyFolder } from './owner-only.ts';
import { isOwnedName, ownedName, ownerLives } from './process-identity.ts';

export interface LockOptions {
  /** How long to wait for another holder; 0 tries once. */
  readonly waitMs: number;
  /** Made and thrown when the other holder stays. */
  readonly busy: () => CertToolError;
  readonly signal?: AbortSignal;
  /** As `monotonicMs`. */
  readonly elapsed?: () => number;
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const CONTENDER = 'lock-';
const RETRY_MS = 20;
const LONGEST_RETRY_MS = 250;

/**
 * A lock between processes: a folder in which each contender makes a file whose name tells its process. Who finds
 * itself alone holds the lock. Files of dead processes are removed by anyone, which is safe, because their names
 * never come back; a lock therefore ends with its holder, and age says nothing.
 * @param dir the lock's own folder, made when missing
 * @throws what `busy` makes; `data-folder-failed`, `store-unsafe`; the signal's reason when aborted
 */
export async function acquireLock(dir: string, options: LockOptions): Promise<Lock> {
  const { elapsed = monotonicMs, wait = systemWait, signal } = options;
  const inFolder = <T>(work: () => Promise<T>) => withFileErrors({ folder: dir }, work);
  // No process that could hold it outlives a power cut.
  await inFolder(() => makeOwnerOnlyFolder(dir, { synced: false }));
  const end = elapsed() + options.waitMs;
  for (let pause = RETRY_MS; ; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
    signal?.throwIfAborted();
    const path = await inFolder(() => tryOnce(dir));
    if (path) return { release: () => inFolder(() => removeContender(path)) };
    if (elapsed() >= end) throw options.busy();
    // A random part, so that contenders that met do not meet again in step.
    await wait(pause * (0.5 + Math.random()), signal);
  }
}

async function tryOnce(dir: string): Promise<string | undefined> {
  // Looking first keeps those who wait from getting into each other's way.
  if (await othersIn(dir)) return undefined;
  const own = ownedName(CONTENDER);
  const path = join(dir, own);
  closeSync(openSync(path, 'wx', 0o600));
  try {
    if (!(await othersIn(dir, own))) return path;
  } catch (error) {
    await removeContender(path);
    throw error;
  }
  await removeContender(path);
  return undefined;
}

/** Whether a living process other than `own` contends for the lock. */
async function othersIn(dir: string, own?: string): Promise<boolean> {
  for (const name of await namesIn(dir)) {
    if (name === own || !isOwnedName(CONTENDER, name)) continue;
    if (await ownerLives(CONTENDER, name)) return true;
    await removeContender(join(dir, name));
  }
  return false;
}

/** Whether another living process holds this lock, or is about to. Changes nothing. @param dir the lock's own folder */
export async function isHeld(dir: string): Promise<boolean> {
  for (const name of await namesIn(dir)) {
    if (isOwnedName(CONTENDER, name) && (await ownerLives(CONTENDER, name))) return true;
  }
  return false;
}

async function removeContender(path: string): Promise<void> {
  unlessMissing(() => unlinkSync(path));
}
