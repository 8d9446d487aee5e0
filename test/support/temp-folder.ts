import { mkdtempSync, realpathSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the test's own; it is removed when the test is over. */
export function tempFolder(): string {
  const folder = makeTempFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The same for `beforeAll`, to be removed by the caller. */
export function makeTempFolder(): string {
  return realpathSync(mkdtempSync(join(placeForFolders(), 'cert-tool-test-')));
}

/** Linux's number for a file system in the memory (statfs(2)), in which no bank's certificate is put. */
export const TMPFS = 0x01021994;

function placeForFolders(): string {
  const usual = tmpdir();
  return process.platform === 'linux' && statfsSync(usual).type === TMPFS ? '/var/tmp' : usual;
}
