import { entriesOfOurs } from '../core/browser-policy.ts';
import type { BrowserName, InstalledPolicy } from '../core/ports/desktop.ts';
import { firefoxPolicyPlace } from './firefox-policy.ts';
import { entriesInFile } from './policy-file.ts';
import type { PolicyPlace } from './policy-place.ts';
import { valuesInRegistry } from './policy-registry.ts';

const BROWSERS: readonly BrowserName[] = ['edge', 'chrome', 'chromium'];

/**
 * What cert-tool has set of browsers' policies: the entries of its own file, values under the names that it makes for
 * them, and Firefox's preference. A place that cannot be read tells nothing.
 */
export async function installedPolicies(place: PolicyPlace): Promise<InstalledPolicy[]> {
  const found: InstalledPolicy[] = [];
  for (const browser of BROWSERS) {
    const policy = await policyOf(browser, place).catch(() => undefined);
    if (policy && policy.entries.length > 0) found.push({ browser, ...policy });
  }
  const firefox = await firefoxPolicyPlace(place).catch(() => undefined);
  if (firefox !== undefined) found.push({ browser: 'firefox', place: firefox, entries: [] });
  return found;
}

async function policyOf(
  browser: BrowserName,
  { platform, env, root = '/' }: PolicyPlace,
): Promise<Omit<InstalledPolicy, 'browser'> | undefined> {
  if (platform === 'linux') return entriesInFile(browser, root);
  if (platform !== 'win32') return undefined;
  const { values, place } = await valuesInRegistry(browser, env);
  return { entries: entriesOfOurs(values), place };
}
