import type { Desktop } from '../core/ports/desktop.ts';

export interface DesktopOptions {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder. */
  readonly home: string;
  /** The folder of the browsers' data, a folder for each login ID. */
  readonly browsersDir: string;
  readonly signal: AbortSignal;
}

/** What is around cert-tool on this PC; its code is loaded when it is really needed. */
export function desktop(options: DesktopOptions): Desktop {
  return {
    async openBrowsers() {
      const { openBrowsers } = await import('../desktop/browsers.ts');
      return openBrowsers(options);
    },
    async installBrowserPolicy(browser, entries, severalUsers) {
      const { installBrowserPolicy } = await import('../desktop/browser-policy.ts');
      return installBrowserPolicy(browser, entries, options, severalUsers);
    },
    async removeBrowserPolicy(browser, entries, severalUsers) {
      const { removeBrowserPolicy } = await import('../desktop/browser-policy.ts');
      return removeBrowserPolicy(browser, entries, options, severalUsers);
    },
    async installFirefoxPolicy() {
      const { installFirefoxPolicy } = await import('../desktop/firefox-policy.ts');
      return installFirefoxPolicy(options);
    },
    async removeFirefoxPolicy() {
      const { removeFirefoxPolicy } = await import('../desktop/firefox-policy.ts');
      return removeFirefoxPolicy(options);
    },
    async whyNotLasting(store) {
      const { whyNotLasting } = await import('../desktop/lasting.ts');
      return whyNotLasting(store, options);
    },
    async installedPolicies() {
      const { installedPolicies } = await import('../desktop/installed-policies.ts');
      return installedPolicies(options);
    },
    async browserFolders() {
      const { browserFolders } = await import('../desktop/browser-folders.ts');
      return browserFolders(options.browsersDir);
    },
    async removeBrowserFolder(folder) {
      const { removeBrowserFolder } = await import('../desktop/browser-folders.ts');
      await removeBrowserFolder(folder);
    },
    async openPage(page) {
      const { openPage } = await import('../desktop/open-page.ts');
      return openPage(page, options);
    },
  };
}
