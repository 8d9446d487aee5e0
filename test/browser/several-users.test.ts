import { describe, expect, test } from 'vitest';
import { BROWSER_ONLY, browserMissing } from './chromium.ts';
import { chromiumTakesFlags, type OwnBrowser, openOwn } from './own-browser.ts';
import { POLICY_FILE, withoutPolicy } from './policy.ts';
import { startPractice } from './practice.ts';
import { openScreen, screenMissing } from './xvfb.ts';

const SCREEN_ONLY = screenMissing ? ` (needs a screen, skipped: ${screenMissing})` : '';

/** Two users' certificates in one account: the browser's list has that of sachikodt first, which lasts longer. */
async function sharedPc() {
  await withoutPolicy();
  chromiumTakesFlags();
  const practice = await startPractice(0);
  const home = practice.newHome();
  const install = async (loginId: string) => {
    const { certificate } = await practice.certTool(home, 'sandbox', 'install', loginId, '--store', 'nss');
    return (certificate as { serialNumber: string }).serialNumber;
  };
  const [hanako, sachiko] = [await install('hanakodt'), await install('sachikodt')];
  const screen = await openScreen();
  const open = (loginId: string) => openOwn(practice, { home, screen }, loginId);
  return { practice, home, hanako, sachiko, screen, open };
}

async function textIn(browser: OwnBrowser): Promise<string> {
  return (await browser.newestPage()).innerText('main');
}

async function logIn(browser: OwnBrowser, loginId: string): Promise<string> {
  const page = await browser.newestPage();
  await page.fill('[name=password]', `demo-${loginId}`);
  await page.click('[type=submit]');
  return page.innerText('main');
}

describe.skipIf(browserMissing ?? screenMissing)(
  `two users with certificates in one account${BROWSER_ONLY || SCREEN_ONLY}`,
  { timeout: 600_000 },
  () => {
    test('have a browser each, which keeps the certificate that was chosen', async () => {
      const { hanako, sachiko, screen, open } = await sharedPc();
      const hers = await open('hanakodt');
      await screen.untilAsked();
      screen.press('Down', 'Return');
      expect(await textIn(hers)).toContain(hanako);
      expect(await logIn(hers, 'hanakodt')).toContain('データ花子');

      const others = await open('sachikodt');
      await screen.untilAsked();
      screen.press('Return');
      expect(await textIn(others)).toContain(sachiko);
      expect(await logIn(others, 'sachikodt')).toContain('データ幸子');

      expect(others.folder).not.toBe(hers.folder);
      for (const [loginId, serialNumber] of Object.entries({ hanakodt: hanako, sachikodt: sachiko })) {
        expect(await textIn(await open(loginId))).toContain(serialNumber);
      }

      // Once its windows are closed the browser has forgotten, and asks.
      await hers.close();
      const again = await open('hanakodt');
      await screen.untilAsked();
      screen.press('Down', 'Return');
      expect(await textIn(again)).toContain(hanako);
    });

    test('are taken for each other by the policy alone, and asked with --several-users', async () => {
      const { practice, home, hanako, sachiko, screen, open } = await sharedPc();
      const policy = (...args: string[]) =>
        practice.certTool(home, 'browser-policy', '--browser', 'chromium', '--sandbox', ...args);
      expect(await policy('--install')).toMatchObject({ code: 0, place: POLICY_FILE });
      const taken = await open('hanakodt');
      expect(await textIn(taken)).toContain(sachiko);
      await taken.close();

      expect(await policy('--install', '--several-users')).toMatchObject({ code: 0, place: POLICY_FILE });
      const asked = await open('hanakodt');
      await screen.untilAsked();
      screen.press('Down', 'Return');
      expect(await textIn(asked)).toContain(hanako);
      expect(await policy('--remove')).toMatchObject({
        code: 0,
        removed: [expect.stringContaining('ISSUER'), 'PromptOnMultipleMatchingCertificates'],
      });
    });
  },
);
