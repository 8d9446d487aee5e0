import type { BankIdentity } from '../../core/bank-identity.ts';
import { entriesFor, type PolicyFormat, policyText } from '../../core/browser-policy.ts';
import { CertToolError } from '../../core/error.ts';
import type { BrowserName } from '../../core/ports/desktop.ts';
import { readCertificate } from '../../pki/certificate.ts';
import type { Deps } from '../deps.ts';
import { atBank } from '../session/at-bank.ts';
import { warn } from '../show/warnings.ts';
import { runForFirefox } from './firefox.ts';
import type { BrowserPolicyOptions } from './spec.ts';

/** @throws CertToolError `conflicting-options` */
export function checkUsage(_deps: Deps, _args: readonly string[], options: BrowserPolicyOptions): void {
  const isForRegistry = options.browser === 'firefox' && options.format === 'reg';
  const detail =
    options.install && options.remove
      ? '--install, --remove'
      : isForRegistry
        ? '--browser firefox, --format reg'
        : undefined;
  if (detail) throw new CertToolError('conflicting-options', { params: { detail } });
}

/**
 * `cert-tool browser-policy`: the policy by which a browser presents the bank's certificate at the login page without
 * asking. Prints it, sets it for all users of this PC, or takes it away there. Returns the exit code.
 */
export async function run(
  deps: Deps,
  _args: readonly string[],
  options: BrowserPolicyOptions,
): Promise<number> {
  if (options.browser === 'firefox') return runForFirefox(deps, options);
  const browser = options.browser ?? (deps.platform === 'win32' ? 'edge' : 'chromium');
  const { identity, unasked } = await identityNow(deps);
  const issuers = identity.chains.flatMap(([issuing]) => (issuing ? [readCertificate(issuing).subject] : []));
  const { entries, unusable } = entriesFor(await loginPageOf(deps, options), issuers);
  if (entries.length === 0 && !options.remove) throw notSelectable(unusable[0]);
  if (unasked) {
    warn(deps, unasked);
    deps.ui.say(deps.ui.text('browser-policy.unasked'));
  }
  // A CA that has no entry has none to be taken away either.
  const unnamed = options.remove ? [] : unusable.map((issuer) => notSelectable(issuer));
  for (const warning of unnamed) warn(deps, warning);
  const wanted = { browser, entries };
  return options.remove ? remove(deps, wanted) : showOrInstall(deps, options, wanted);
}

interface Wanted {
  readonly browser: BrowserName;
  readonly entries: readonly string[];
}

async function showOrInstall(
  deps: Deps,
  { format = formatOf(deps), install: isInstalling = false }: BrowserPolicyOptions,
  { browser, entries }: Wanted,
): Promise<number> {
  const { ui } = deps;
  const policy = policyText(browser, format, entries);
  const place = isInstalling ? await install(deps, browser, entries) : undefined;
  ui.document({
    ...{ ok: true, browser, format, policy, installed: isInstalling },
    ...(place === undefined ? {} : { place }),
    warnings: [],
  });
  if (place === undefined) {
    ui.result(policy, 'to-copy');
    return 0;
  }
  ui.result(ui.style('good', ui.text('browser-policy.installed', { place })));
  ui.result(ui.text('browser-policy.see'));
  return 0;
}

/** What an administrator has to be handed is printed first; the error follows. */
async function install(deps: Deps, browser: BrowserName, entries: readonly string[]): Promise<string> {
  try {
    return await deps.desktop.installBrowserPolicy(browser, entries);
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'administrator-needed') {
      deps.ui.result(policyText(browser, formatOf(deps), entries), 'to-copy');
    }
    throw error;
  }
}

async function remove(deps: Deps, { browser, entries }: Wanted): Promise<number> {
  const { ui } = deps;
  const { removed, place } = await deps.desktop.removeBrowserPolicy(browser, entries);
  ui.document({ ok: true, browser, removed, place, warnings: [] });
  if (removed.length === 0) {
    ui.result(ui.text('browser-policy.none', { place }));
    return 0;
  }
  ui.result(ui.style('good', ui.text('browser-policy.removed', { place })));
  ui.result(ui.text('browser-policy.see'));
  return 0;
}

/** What the practice bank is stands in its folder, as it is now. */
async function identityNow(deps: Deps): Promise<{ identity: BankIdentity; unasked?: CertToolError }> {
  const known = await deps.knownIdentity();
  if (known && deps.settings.sandbox) return { identity: known };
  try {
    // Asked each time: who sets the policy is an administrator, whose account seldom logs in to learn of a new CA.
    return { identity: await atBank(deps, async ({ identity }) => identity) };
  } catch (error) {
    if (!known || !(error instanceof CertToolError) || deps.signal.aborted) throw error;
    return { identity: known, unasked: error };
  }
}

function notSelectable(issuer?: string): CertToolError {
  return new CertToolError('issuer-not-selectable', { params: { issuer: issuer || '–' } });
}

function formatOf({ platform }: Deps): PolicyFormat {
  return platform === 'win32' ? 'reg' : 'json';
}

async function loginPageOf(deps: Deps, { loginPage }: BrowserPolicyOptions): Promise<string> {
  if (loginPage !== undefined) return loginPage;
  const portal = deps.settings.sandbox ? (await deps.practiceBank.info()).portalUrl : undefined;
  if (portal !== undefined) return portal;
  throw new CertToolError(deps.settings.sandbox ? 'portal-not-running' : 'missing-login-page');
}
