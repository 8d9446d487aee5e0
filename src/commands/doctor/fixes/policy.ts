import { BROWSER_NAMES } from '../../../core/browser-names.ts';
import { entriesFor } from '../../../core/browser-policy.ts';
import type { BrowserName } from '../../../core/ports/desktop.ts';
import { currentOnes, loginIdOf } from '../../../doctor/judged.ts';
import { hasFound, type Offers } from './fix.ts';

const BROWSERS: readonly BrowserName[] = ['edge', 'chrome', 'chromium'];

/** The policy for the certificates that are here, beside all that is set already. */
export const policyFixes: Offers = async (fixing) => {
  const { deps, probes } = fixing;
  if (!hasFound(fixing, 'browser-policy')) return [];
  const { loginPage, policies, unreadable = [] } = await probes.policies();
  if (loginPage === undefined) return [];
  const current = await currentOnes(probes);
  const { entries } = entriesFor(
    loginPage,
    current.map(({ certificate }) => certificate.issuer),
  );
  if (entries.length === 0) return [];
  const isSeveral = new Set(current.map(loginIdOf)).size > 1;
  const known = new Set([...policies, ...unreadable].map(({ browser }) => browser));
  const set = BROWSERS.filter((each) => known.has(BROWSER_NAMES[each]));
  const usual: BrowserName = deps.platform === 'win32' ? 'edge' : 'chromium';
  return (set.length > 0 ? set : [usual]).map((browser) => ({
    check: 'browser-policy',
    question: deps.ui.text('doctor.fix.policy', { browser: BROWSER_NAMES[browser] }),
    async act() {
      await deps.desktop.installBrowserPolicy(browser, entries, isSeveral);
    },
  }));
};
