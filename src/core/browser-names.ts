import type { BrowserName } from './ports/desktop.ts';

/** What people call them. */
export const BROWSER_NAMES: Readonly<Record<BrowserName, string>> = {
  edge: 'Edge',
  chrome: 'Chrome',
  chromium: 'Chromium',
};
