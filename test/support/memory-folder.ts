import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { TMPFS } from './temp-folder.ts';

const PLACE = '/dev/shm';

/** Why there is no folder in the memory to test with; undefined where there is one. */
export const memoryMissing = isThere() ? undefined : `${PLACE} is no tmpfs that can be written to`;

/** For the names of tests: why they are skipped. */
export const MEMORY_ONLY = memoryMissing ? ` (skipped: ${memoryMissing})` : '';

function isThere(): boolean {
  try {
    accessSync(PLACE, constants.W_OK);
    return process.platform === 'linux' && statfsSync(PLACE).type === TMPFS;
  } catch {
    return false;
  }
}

/** A folder that is only in the memory; it is removed when the test is over. */
export function memoryFolder(): string {
  const folder = mkdtempSync(join(PLACE, 'cert-tool-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
