import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { acquireLock } from '../../src/system/lock.ts';

/** What `browser-policy --browser chromium --install` writes. */
export const POLICY_FILE = '/etc/chromium/policies/managed/cert-tool.json';

/** What `browser-policy --browser firefox --install` writes. */
export const FIREFOX_POLICY_FILE = '/etc/firefox/policies/policies.json';

/** The whole machine has one policy; a run of the tests side by side has to wait. */
const LOCK = join(tmpdir(), 'cert-tool-test-browser-policy');
const WAIT_MS = 600_000;

/** Until this test ends no other one changes the machine's policies. */
export async function holdPolicies(): Promise<void> {
  const lock = await acquireLock(LOCK, {
    waitMs: WAIT_MS,
    busy: () => new CertToolError('busy'),
  });
  onTestFinished(() => lock.release());
}

/** Takes the machine's policy away for this test alone; what was there comes back after it. */
export async function withoutPolicy(file = POLICY_FILE): Promise<void> {
  // What is put back below is put back first: such functions run in the reverse order.
  await holdPolicies();
  const earlier = read(file);
  const missing = missingFolders(dirname(file));
  onTestFinished(() => {
    rmSync(file, { force: true });
    if (earlier !== undefined) writeFileSync(file, earlier, { mode: 0o644 });
    for (const folder of missing) removeIfEmpty(folder);
  });
  rmSync(file, { force: true });
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
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
