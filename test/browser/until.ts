import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 60_000;

/** Waits until something holds that no event tells of, e.g. what another program shows. Returns what was found. */
export async function until<T>(found: () => T | Promise<T>): Promise<T> {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const result = await found();
    if (result) return result;
    if (Date.now() > end) throw new Error(`waited in vain: ${found}`);
    await sleep(50);
  }
}
