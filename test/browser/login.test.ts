import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, issue } from '../support/test-ca.ts';
import { BROWSER_ONLY, browserMissing, openBrowser } from './chromium.ts';
import { POLICY_FILE, withoutPolicy } from './policy.ts';
import { type Practice, startPractice } from './practice.ts';
import { takeScreenshots } from './screenshots.ts';

const NSS = ['--sandbox', '--store', 'nss'];
const TIMEOUT_MS = 600_000;

/** What the portal answers at its root: status and the text of the page. */
async function visit(page: Page, { portalUrl }: Practice) {
  const answer = await page.goto(portalUrl);
  return { status: answer?.status(), text: await page.innerText('main') };
}

function refused(reason: string) {
  return { status: 403, text: expect.stringContaining(reason) };
}

async function logIn(page: Page, password: string, loginId?: string): Promise<string> {
  if (loginId !== undefined) await page.fill('[name=loginId]', loginId);
  await page.fill('[name=password]', password);
  await page.click('[type=submit]');
  return page.innerText('main');
}

async function installPolicy({ certTool }: Practice, home: string): Promise<void> {
  const installed = await certTool(home, 'browser-policy', '--browser', 'chromium', '--install', ...NSS);
  expect(installed).toMatchObject({ code: 0, installed: true, place: POLICY_FILE });
}

/** Serial number of the only certificate that a command's answer is about. */
function serialNumberOf({ certificate }: Record<string, unknown>): string {
  return (certificate as { serialNumber: string }).serialNumber;
}

describe.skipIf(browserMissing)(`a browser logs in${BROWSER_ONLY}`, { timeout: TIMEOUT_MS }, () => {
  test('a year: issued, shown by the policy, renewed, revoked', async () => {
    await withoutPolicy();
    const practice = await startPractice(340);
    const { certTool } = practice;
    const home = practice.newHome();
    const issued = await certTool(home, 'issue', 'jirodt', ...NSS);
    expect(issued).toMatchObject({ code: 0, outcome: 'issued' });

    // Headless, nobody answers the question which certificate to take: the page stays away.
    const asking = await openBrowser(home);
    const asked = visit(asking.page, practice).catch(() => 'closed');
    const office = practice.newHome();
    const bare = await openBrowser(office);
    expect(await visit(bare.page, practice)).toMatchObject(refused('certificate-missing'));
    await Promise.all([bare.close(), asking.close()]);
    expect(await asked).toBe('closed');

    await installPolicy(practice, home);
    const first = await openBrowser(home);
    const login = await visit(first.page, practice);
    expect(login).toMatchObject({ status: 200, text: expect.stringContaining(serialNumberOf(issued)) });
    await takeScreenshots(first.page, practice.portalUrl, 'login');
    const greeting = await logIn(first.page, 'demo-jirodt');
    expect(greeting).toContain('データ二郎 様');
    expect(greeting).toContain('お知らせはありません');

    expect(await certTool(home, 'sandbox', 'clock', 'now')).toMatchObject({ code: 0 });
    const { text: noticed } = await visit(first.page, practice);
    expect(noticed).toMatch(/更新可/);
    expect(await first.page.locator('li[data-code]').count()).toBe(1);
    await takeScreenshots(first.page, practice.portalUrl, 'notice');
    await first.close();

    const renewed = await certTool(home, 'renew', ...NSS);
    expect(renewed).toMatchObject({ code: 0, outcome: 'renewed' });
    const second = await openBrowser(home);
    const { text: again } = await visit(second.page, practice);
    expect(again).toContain(serialNumberOf(renewed));
    expect(serialNumberOf(renewed)).not.toBe(serialNumberOf(issued));
    const regreeting = await logIn(second.page, 'demo-jirodt');
    expect(regreeting).toContain('データ二郎 様');
    expect(regreeting).toContain('お知らせはありません');

    expect(await certTool(office, 'sandbox', 'install', 'hanakodt', '--store', 'nss')).toMatchObject({
      code: 0,
      outcome: 'installed',
    });
    const revoked = await certTool(office, 'revoke', 'jirodt', '--login-id', 'hanakodt', '--yes', ...NSS);
    expect(revoked).toMatchObject({
      code: 0,
      results: [{ loginId: 'jirodt', serialNumber: serialNumberOf(renewed), removedHere: false }],
    });
    expect(await visit(second.page, practice)).toMatchObject(refused('certificate-revoked'));
    await takeScreenshots(second.page, practice.portalUrl, 'revoked');
    await second.close();
  });

  test("where there is no database yet, one in the browser's own place", async () => {
    await withoutPolicy();
    const practice = await startPractice(0);
    const home = tempFolder();
    await installPolicy(practice, home);
    const issued = await practice.certTool(home, 'issue', 'jirodt', ...NSS);
    practice.trustIn(join(home, '.local', 'share', 'pki', 'nssdb'));
    const browser = await openBrowser(home);
    const shown = { status: 200, text: expect.stringContaining(serialNumberOf(issued)) };
    expect(await visit(browser.page, practice)).toMatchObject(shown);
    await browser.close();
    expect(existsSync(join(home, '.pki'))).toBe(false);
  });

  test.each(['before', 'after'])('the entry of a former CA stands %s the present one', async (order) => {
    await withoutPolicy();
    const practice = await startPractice(0);
    const home = practice.newHome();
    const marker = join(practice.bankHome, 'sandbox', 'practice-bank.json');
    const former = issue(tempFolder(), { subject: '/O=DEMO/CN=DEMO CA - G3', extensions: CA_EXTENSIONS }).pem;
    const known = JSON.parse(readFileSync(marker, 'utf8'));
    writeFileSync(marker, JSON.stringify({ ...known, former: [[former]] }));
    await practice.certTool(home, 'sandbox', 'install', 'sachikodt', '--store', 'nss');
    await installPolicy(practice, home);

    const entries = JSON.parse(readFileSync(POLICY_FILE, 'utf8')).AutoSelectCertificateForUrls;
    expect(entries).toEqual([expect.not.stringContaining('G3'), expect.stringContaining('G3')]);
    if (order === 'before') entries.reverse();
    writeFileSync(POLICY_FILE, JSON.stringify({ AutoSelectCertificateForUrls: entries }));
    const browser = await openBrowser(home);
    expect(await visit(browser.page, practice)).toMatchObject({ status: 200 });
    await browser.close();
    const removed = await practice.certTool(home, 'browser-policy', '--remove', '--sandbox');
    expect(removed).toMatchObject({ code: 0, removed: entries, place: POLICY_FILE });
    expect(existsSync(POLICY_FILE)).toBe(false);
  });

  test('of several certificates the one that lasts longest, never an expired one', async () => {
    await withoutPolicy();
    const practice = await startPractice(0);
    const { certTool } = practice;
    const home = practice.newHome();
    const install = async (loginId: string) =>
      serialNumberOf(await certTool(home, 'sandbox', 'install', loginId, '--store', 'nss'));
    await install('ichirodt');
    await installPolicy(practice, home);
    const first = await openBrowser(home);
    expect(await visit(first.page, practice)).toMatchObject(refused('certificate-missing'));
    await first.close();

    // 265, 335 and 165 days are left.
    await install('hanakodt');
    const lasting = await install('sachikodt');
    await install('saburodt');
    const second = await openBrowser(home);
    const shown = { status: 200, text: expect.stringContaining(lasting) };
    expect(await visit(second.page, practice)).toMatchObject(shown);
    expect(await logIn(second.page, 'demo-hanakodt', 'hanakodt')).toContain('wrong-user');
    expect(await logIn(second.page, 'wrong', 'sachikodt')).toContain('credentials-refused');
    expect(await logIn(second.page, 'demo-sachikodt')).toContain('データ幸子 様');

    // By the bank's date alone; the browser's is another.
    expect(await certTool(home, 'sandbox', 'advance', '400')).toMatchObject({ code: 0 });
    expect(await visit(second.page, practice)).toMatchObject(refused('certificate-expired'));
    await second.close();
  });
});
