import type { BankIdentity } from '../../core/bank-identity.ts';
import { entriesFor, type PolicyFormat, policyText } from '../../core/browser-policy.ts';
import { CertToolError } from '../../core/error.ts';
import type { BankStatus } from '../../core/ports/bank.ts';
import type { BrowserName } from '../../core/ports/desktop.ts';
import { readCertificate } from '../../pki/certificate.ts';
import type { Deps } from '../deps.ts';
import { atBank } from '../session/at-bank.ts';
import { loginPageOf } from '../session/login-page.ts';
import { warn } from '../show/warnings.ts';
import { runForFirefox } from './firefox.ts';
import type { BrowserPolicyOptions } from './spec.ts';

/** @throws CertToolError `conflicting-options` */
export function checkUsage(_deps: Deps, _args: readonly string[], options: BrowserPolicyOptions): void {
  const ofFirefox = options.browser === 'firefox';
  const conflicts = [
    options.install && options.remove && '--install, --remove',
    ofFirefox && options.format === 'reg' && '--browser firefox, --format reg',
    ofFirefox && options.severalUsers && FIREFOX_ASKS,
  ];
  const detail = conflicts.find((each) => each);
  if (detail) throw new CertToolError('conflicting-options', { params: { detail } });
}

const FIREFOX_ASKS = {
  ja: '--browser firefox、--several-users(Firefox にこのポリシーはなく、ポリシーがなければ Firefox が確認します)',
  en: '--browser firefox, --several-users (Firefox has no such policy; without any it asks)',
};

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
  const { identity, told, unasked } = await identityNow(deps);
  const issuers = identity.chains.flatMap(([issuing]) => (issuing ? [readCertificate(issuing).subject] : []));
  const { entries, unusable } = entriesFor(await loginPageOf(deps, options, told), issuers);
  if (entries.length === 0 && !options.remove) throw notSelectable(unusable[0]);
  if (unasked) {
    warn(deps, unasked);
    deps.ui.say(deps.ui.text('browser-policy.unasked'));
  }
  // A CA that has no entry has none to be taken away either.
  const unnamed = options.remove ? [] : unusable.map((issuer) => notSelectable(issuer));
  for (const warning of unnamed) warn(deps, warning);
  const wanted = { browser, entries, severalUsers: options.severalUsers === true };
  return options.remove ? remove(deps, wanted) : showOrInstall(deps, options, wanted);
}

interface Wanted {
  readonly browser: BrowserName;
  readonly entries: readonly string[];
  readonly severalUsers: boolean;
}

async function showOrInstall(
  deps: Deps,
  { format = formatOf(deps), install: isInstalling = false }: BrowserPolicyOptions,
  wanted: Wanted,
): Promise<number> {
  const { ui } = deps;
  const { browser } = wanted;
  const policy = policyText(browser, format, wanted.entries, wanted.severalUsers);
  const place = isInstalling ? await install(deps, wanted) : undefined;
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
async function install(deps: Deps, { browser, entries, severalUsers }: Wanted): Promise<string> {
  try {
    return await deps.desktop.installBrowserPolicy(browser, entries, severalUsers);
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'administrator-needed') {
      deps.ui.result(policyText(browser, formatOf(deps), entries, severalUsers), 'to-copy');
    }
    throw error;
  }
}

async function remove(deps: Deps, { browser, entries, severalUsers }: Wanted): Promise<number> {
  const { ui } = deps;
  const { removed, place } = await deps.desktop.removeBrowserPolicy(browser, entries, severalUsers);
  ui.document({ ok: true, browser, removed, place, warnings: [] });
  if (removed.length === 0) {
    ui.result(ui.text('browser-policy.none', { place }));
    return 0;
  }
  ui.result(ui.style('good', ui.text('browser-policy.removed', { place })));
  ui.result(ui.text('browser-policy.see'));
  return 0;
}

interface AskedBank {
  readonly identity: BankIdentity;
  readonly told?: Pick<BankStatus, 'loginPage'>;
  /** Why it was not asked. */
  readonly unasked?: CertToolError;
}

/** What the practice bank is stands in its folder, as it is now. */
async function identityNow(deps: Deps): Promise<AskedBank> {
  const known = await deps.knownIdentity();
  if (known && deps.settings.sandbox) return { identity: known };
  try {
    // Asked each time: who sets the policy is an administrator, whose account seldom logs in to learn of a new CA.
    return await atBank(deps, async ({ identity, status }) => ({ identity, told: status }));
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
