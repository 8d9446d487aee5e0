import { CertToolError } from '../../core/error.ts';
import { firefoxPolicyFile, withFirefoxPolicy } from '../../core/firefox-policy.ts';
import type { Deps } from '../deps.ts';
import type { BrowserPolicyOptions } from './spec.ts';

/**
 * `cert-tool browser-policy --browser firefox`: needs no bank, for Firefox cannot choose by the page or the CA. Returns
 * the exit code.
 */
export async function runForFirefox(deps: Deps, options: BrowserPolicyOptions): Promise<number> {
  return options.remove ? remove(deps) : showOrInstall(deps, options.install === true);
}

async function showOrInstall(deps: Deps, isInstalling: boolean): Promise<number> {
  const { ui } = deps;
  const policy = firefoxPolicyFile(withFirefoxPolicy({})).trimEnd();
  const place = isInstalling ? await install(deps, policy) : undefined;
  ui.document({
    ...{ ok: true, browser: 'firefox', format: 'json', policy, installed: isInstalling },
    ...(place === undefined ? {} : { place }),
    warnings: [],
  });
  if (place === undefined) {
    ui.result(policy, 'to-copy');
  } else {
    ui.result(ui.style('good', ui.text('browser-policy.installed', { place })));
    ui.result(ui.text('browser-policy.see-firefox'));
  }
  ui.warn(ui.text('browser-policy.firefox'));
  return 0;
}

/** What an administrator has to be handed is printed first; the error follows. */
async function install(deps: Deps, policy: string): Promise<string> {
  try {
    return await deps.desktop.installFirefoxPolicy();
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'administrator-needed')
      deps.ui.result(policy, 'to-copy');
    throw error;
  }
}

async function remove({ ui, desktop }: Deps): Promise<number> {
  const { removed, place } = await desktop.removeFirefoxPolicy();
  ui.document({ ok: true, browser: 'firefox', removed, place, warnings: [] });
  if (removed.length === 0) {
    ui.result(ui.text('browser-policy.none-firefox', { place }));
    return 0;
  }
  ui.result(ui.style('good', ui.text('browser-policy.removed', { place })));
  ui.result(ui.text('browser-policy.see-firefox'));
  return 0;
}
