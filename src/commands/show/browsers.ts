import { BROWSER_NAMES } from '../../core/browser-names.ts';
import type { OpenBrowser } from '../../core/ports/desktop.ts';
import type { Deps } from '../deps.ts';

/** Which browsers must be closed before they see the new certificate. */
export async function showBrowsersToClose(deps: Deps): Promise<void> {
  const { ui } = deps;
  if (ui.json) return;
  const browsers = await deps.desktop.openBrowsers();
  if (browsers.length === 0) {
    ui.result(ui.text('browsers.close-all'));
    return;
  }
  ui.result(ui.text('browsers.close', { browsers: browserNames(deps, browsers) }));
  if (browsers.some(({ name }) => name === 'edge')) ui.result(ui.text('browsers.edge'));
}

/** As a sentence names them. */
export function browserNames({ ui }: Deps, browsers: readonly OpenBrowser[]): string {
  const names = browsers.map(({ name, inBackground }) =>
    inBackground ? ui.text('browsers.background', { browser: BROWSER_NAMES[name] }) : BROWSER_NAMES[name],
  );
  return names.join(ui.language === 'ja' ? '、' : ', ');
}
