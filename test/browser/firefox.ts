import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { onTestFinished } from 'vitest';
import { nssPrograms } from '../../src/system/programs.ts';
import { cleanEnvironment } from '../support/environment.ts';

const PROGRAM = '/usr/bin/firefox-esr';

/** Why there is nothing to test with; undefined when there is. */
export const firefoxMissing = !existsSync(PROGRAM)
  ? "Debian's firefox-esr is not installed"
  : !nssPrograms()
    ? "NSS's certutil and pk12util (libnss3-tools) are not installed"
    : process.getuid?.() !== 0
      ? 'only root can set the policy'
      : undefined;

/** For the names of tests: why they are skipped. */
export const FIREFOX_ONLY = firefoxMissing ? ` (needs Firefox, skipped: ${firefoxMissing})` : '';

const TIMEOUT_MS = 120_000;

export interface Firefox {
  readonly page: Page;
  close(): Promise<void>;
}

export function profileIn(home: string): string {
  return join(home, 'firefox');
}

/** Opens headless Firefox as the user of a home, always with the same profile there. */
export async function openFirefox(home: string): Promise<Firefox> {
  mkdirSync(profileIn(home), { recursive: true, mode: 0o700 });
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: PROGRAM,
    headless: true,
    userDataDir: profileIn(home),
    env: cleanEnvironment(home),
    timeout: TIMEOUT_MS,
    protocolTimeout: TIMEOUT_MS,
  });
  const close = () => browser.close();
  onTestFinished(close);
  const page = await browser.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  return { page, close };
}
