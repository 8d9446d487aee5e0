import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
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
  return realpathSync(mkdtempSync(join(tmpdir(), 'cert-tool-test-')));
}
