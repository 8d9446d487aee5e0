import { CertToolError } from '../core/error.ts';
import type { BrowserName, RemovedPolicy } from '../core/ports/desktop.ts';
import { installInFile, removeFromFile } from './policy-file.ts';
import type { PolicyPlace } from './policy-place.ts';
import { installInRegistry, removeFromRegistry } from './policy-registry.ts';

/**
 * Sets entries of the policy AutoSelectCertificateForUrls for all users of this PC, beside all that is there already, and for
 * several users PromptOnMultipleMatchingCertificates. Returns the file or the registry key.
 * @param entries as `entriesFor` of core/browser-policy.ts makes them
 * @throws CertToolError `administrator-needed`, `policy-not-set`
 */
export async function installBrowserPolicy(
  browser: BrowserName,
  entries: readonly string[],
  { platform, env, root = '/' }: PolicyPlace,
  severalUsers = false,
): Promise<string> {
  if (platform === 'linux') return installInFile(browser, entries, severalUsers, root);
  if (platform === 'win32') return installInRegistry(browser, entries, severalUsers, env);
  throw new CertToolError('policy-not-set', { params: { detail: platform } });
}

/**
 * Takes these entries out of the policy and leaves all others; what holds nothing then goes too, and so does the question of
 * several users when no entry is left that it could be about.
 * @throws CertToolError `administrator-needed`, `policy-not-set`
 */
export async function removeBrowserPolicy(
  browser: BrowserName,
  entries: readonly string[],
  { platform, env, root = '/' }: PolicyPlace,
  severalUsers = false,
): Promise<RemovedPolicy> {
  if (platform === 'linux') return removeFromFile(browser, entries, severalUsers, root);
  if (platform === 'win32') return removeFromRegistry(browser, entries, severalUsers, env);
  throw new CertToolError('policy-not-set', { params: { detail: platform } });
}
