import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { onTestFinished, test } from 'vitest';
import { makeTempFolder } from './temp-folder.ts';

/** Takes the last free byte of a disk. */
export function fill(path: string): void {
  for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full for this size; a smaller piece may still fit.
    }
  }
}

/** A disk of its own until the test ends; `options` as mount takes them, e.g. `size=64k`. */
export function mountTmpfs(options: string): string {
  const folder = makeTempFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=700,${options}`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function canMount(): boolean {
  const folder = makeTempFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For what only root can set up. */
export const rootTest = test.skipIf(process.platform !== 'linux' || process.geteuid?.() !== 0 || !canMount());
