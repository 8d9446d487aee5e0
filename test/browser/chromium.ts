import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { nssPrograms } from '../../src/system/programs.ts';
import { cleanEnvironment } from '../support/environment.ts';

export const CHROMIUM = '/usr/bin/chromium';

export const chromiumMissing = !existsSync(CHROMIUM);

/** Why there is nothing to test with; undefined when there is. */
export const browserMissing = chromiumMissing
  ? "Debian's chromium is not installed"
  : !nssPrograms()
    ? "NSS's certutil and pk12util (libnss3-tools) are not installed"
    : process.getuid?.() !== 0
      ? 'only root can set the policy'
      : undefined;

/** For the names of tests: why they are skipped. */
export const BROWSER_ONLY = browserMissing ? ` (needs Chromium, skipped: ${browserMissing})` : '';

/** No service of Google's is asked; root's browser has no sandbox, which Playwright sees to. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const TIMEOUT_MS = 120_000;

export interface Browser {
  readonly page: Page;
  /** Closes every window: the next one reads certificates and policy anew. */
  close(): Promise<void>;
}

/** Opens headless Chromium as the user of a home, always with the same profile there. */
export async function openBrowser(home: string): Promise<Browser> {
  const env = Object.entries(cleanEnvironment(home)).filter(([, value]) => value !== undefined);
  const context: BrowserContext = await chromium.launchPersistentContext(join(home, 'profile'), {
    executablePath: CHROMIUM,
    args: FLAGS,
    env: Object.fromEntries(env) as Record<string, string>,
    locale: 'ja-JP',
    viewport: { width: 720, height: 480 },
    timeout: TIMEOUT_MS,
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  const close = () => context.close();
  onTestFinished(close);
  return { page: context.pages()[0] ?? (await context.newPage()), close };
}
