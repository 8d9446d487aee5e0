import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { acquireLock } from '../../src/system/lock.ts';

/** What `browser-policy --browser chromium --install` writes. */
export const POLICY_FILE = '/etc/chromium/policies/managed/cert-tool.json';

/** The whole machine has one policy; a run of the tests side by side has to wait. */
const LOCK = join(tmpdir(), 'cert-tool-test-browser-policy');
const WAIT_MS = 600_000;

/** Takes the machine's policy away for this test alone; what was there comes back after it. */
export async function withoutPolicy(): Promise<void> {
  const lock = await acquireLock(LOCK, { waitMs: WAIT_MS, busy: () => new CertToolError('busy') });
  const earlier = read();
  const missing = missingFolders(dirname(POLICY_FILE));
  onTestFinished(async () => {
    rmSync(POLICY_FILE, { force: true });
    if (earlier !== undefined) writeFileSync(POLICY_FILE, earlier, { mode: 0o644 });
    for (const folder of missing) removeIfEmpty(folder);
    await lock.release();
  });
  rmSync(POLICY_FILE, { force: true });
}

function read(): Buffer | undefined {
  try {
    return readFileSync(POLICY_FILE);
  } catch {
    return undefined;
  }
}

/** The folders that have to be made, the innermost first. */
function missingFolders(folder: string): string[] {
  const first = mkdirSync(folder, { recursive: true });
  const missing: string[] = [];
  for (let each = folder; first && each.startsWith(first); each = dirname(each)) {
    missing.push(each);
    rmdirSync(each);
  }
  return missing;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else uses it by now.
  }
}
