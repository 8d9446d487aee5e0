import { entryFor, type PolicyFormat, policyText } from '../core/browser-policy.ts';
import { CertToolError } from '../core/error.ts';
import type { BrowserName } from '../core/ports/browsers.ts';
import { readCertificate } from '../pki/certificate.ts';
import { bankIdentity } from './at-bank.ts';
import { withBankChosen } from './bank-choice.ts';
import type { Deps } from './deps.ts';

export interface BrowserPolicyOptions {
  readonly browser?: BrowserName;
  readonly format?: PolicyFormat;
  /** The bank's login page; the practice bank's portal without it. */
  readonly loginPage?: string;
  readonly install?: boolean;
}

/**
 * `cert-tool browser-policy`: the policy by which a browser presents the bank's certificate at the login page without
 * asking. Prints it, or sets it for all users of this PC. Returns the exit code.
 */
export async function run(
  given: Deps,
  _args: readonly string[],
  options: BrowserPolicyOptions,
): Promise<number> {
  const deps = await withBankChosen(given);
  const { ui } = deps;
  const isWindows = deps.platform === 'win32';
  const browser = options.browser ?? (isWindows ? 'edge' : 'chromium');
  const format = options.format ?? (isWindows ? 'reg' : 'json');
  const [issuing = ''] = (await bankIdentity(deps)).chain;
  const entry = entryFor(await loginPageOf(deps, options), readCertificate(issuing).subject);
  if (!options.install) {
    const text = policyText(browser, format, entry);
    ui.document({ ok: true, browser, format, policy: text, installed: false });
    ui.result(text);
    return 0;
  }
  const place = await install(deps, browser, entry);
  const policy = policyText(browser, format, entry);
  ui.document({ ok: true, browser, format, policy, installed: true, place });
  ui.result(ui.style('good', ui.text('browser-policy.installed', { place })));
  ui.result(ui.text('browser-policy.see'));
  return 0;
}

/** What an administrator has to be handed is printed first; the error follows. */
async function install(deps: Deps, browser: BrowserName, entry: string): Promise<string> {
  try {
    return await deps.installBrowserPolicy(browser, entry);
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'administrator-needed') {
      deps.ui.result(policyText(browser, deps.platform === 'win32' ? 'reg' : 'json', entry));
    }
    throw error;
  }
}

async function loginPageOf(deps: Deps, { loginPage }: BrowserPolicyOptions): Promise<string> {
  if (loginPage !== undefined) return loginPage;
  const portal = deps.settings.sandbox ? (await deps.practiceBank.info()).portalUrl : undefined;
  if (portal !== undefined) return portal;
  throw new CertToolError(deps.settings.sandbox ? 'portal-not-running' : 'missing-login-page');
}
