import type { ErrorName } from '../../core/catalogue/index.ts';
import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';
import { browserNames } from '../show/browsers.ts';

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
  const windows = (await deps.desktop.openBrowsers()).filter(({ inBackground }) => !inBackground);
  if (windows.length === 0) return [];
  pause();
  const message = ui.text('browsers.open', { browsers: browserNames(deps, windows), loginId });
  if (!ui.interactive || settings.yes || settings.sandbox) {
    const { entry, errorName } = new CertToolError('browser-open');
    ui.warn({ code: entry.code, name: errorName, message });
    return ['browser-open'];
  }
  ui.say(message);
  if (!(await ui.prompts.confirm(ui.text('browsers.ask')))) throw new CertToolError('cancelled');
  agreed.add(deps);
  return [];
}
