import type { ErrorName } from '../../core/catalogue/index.ts';
import { CertToolError } from '../../core/error.ts';
import type { BrowserName, OpenBrowser } from '../../core/ports/browsers.ts';
import type { Deps } from '../deps.ts';

const NAMES: Readonly<Record<BrowserName, string>> = { edge: 'Edge', chrome: 'Chrome', chromium: 'Chromium' };

/** Runs in which the person agreed: with several login IDs nobody is asked twice. */
const agreed = new WeakSet<Deps>();

/**
 * Warns before a login that the bank will end the session of a browser, and asks where somebody can be asked. With the
 * practice bank nobody is: Enter alone has to go through.
 * @param pause takes the spinner away @returns what the result is to warn of @throws CertToolError `cancelled`
 */
export async function warnOfOpenBrowsers(
  deps: Deps,
  loginId: string,
  pause: () => void,
): Promise<readonly ErrorName[]> {
  const { ui, settings } = deps;
  if (agreed.has(deps)) return [];
  const windows = (await deps.openBrowsers()).filter(({ inBackground }) => !inBackground);
  if (windows.length === 0) return [];
  pause();
  ui.warn(ui.text('browsers.open', { browsers: listOf(deps, windows), loginId }));
  if (!ui.interactive || settings.yes || settings.sandbox) return ['browser-open'];
  if (!(await ui.prompts.confirm(ui.text('browsers.ask')))) throw new CertToolError('cancelled');
  agreed.add(deps);
  return [];
}

/** Which browsers must be closed before they see the new certificate. */
export async function showBrowsersToClose(deps: Deps): Promise<void> {
  const { ui } = deps;
  if (ui.json) return;
  const browsers = await deps.openBrowsers();
  if (browsers.length === 0) {
    ui.result(ui.text('issue.close-browsers'));
    return;
  }
  ui.result(ui.text('browsers.close', { browsers: listOf(deps, browsers) }));
  if (browsers.some(({ name }) => name === 'edge')) ui.result(ui.text('browsers.edge'));
}

function listOf({ ui }: Deps, browsers: readonly OpenBrowser[]): string {
  const names = browsers.map(({ name, inBackground }) =>
    inBackground ? ui.text('browsers.background', { browser: NAMES[name] }) : NAMES[name],
  );
  return names.join(ui.language === 'ja' ? '、' : ', ');
}
