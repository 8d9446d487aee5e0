import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { FIREFOX_ONLY, firefoxMissing, openFirefox, profileIn } from './firefox.ts';
import { FIREFOX_POLICY_FILE, withoutPolicy } from './policy.ts';
import { type Practice, startPractice } from './practice.ts';

/** What the portal answers at its root: status and the text of the page. */
async function visit(page: Page, { portalUrl }: Practice) {
  const answer = await page.goto(portalUrl);
  return { status: answer?.status(), text: await page.$eval('main', (main) => main.textContent) };
}

/** The same in a Firefox that is opened for it: it reads certificates and policies when it starts. */
async function visitAnew(home: string, practice: Practice) {
  const { page, close } = await openFirefox(home);
  const seen = await visit(page, practice);
  await close();
  return seen;
}

const refused = (reason: string) => ({ status: 403, text: expect.stringContaining(reason) });

/** A home whose Firefox has made its profile, and what commands need to use it. */
async function newProfile(practice: Practice) {
  const home = tempFolder();
  await (await openFirefox(home)).close();
  practice.trustIn(profileIn(home));
  return { home, store: ['--sandbox', '--store', 'nss', '--nss-profile', profileIn(home)] };
}

async function installPolicy({ certTool }: Practice, home: string): Promise<void> {
  const installed = await certTool(home, 'browser-policy', '--browser', 'firefox', '--install');
  expect(installed).toMatchObject({ code: 0, installed: true, place: FIREFOX_POLICY_FILE });
}

/** Serial number of the only certificate that a command's answer is about. */
function serialNumberOf({ certificate }: Record<string, unknown>): string {
  return (certificate as { serialNumber: string }).serialNumber;
}

describe.skipIf(firefoxMissing)(`Firefox logs in${FIREFOX_ONLY}`, { timeout: 600_000 }, () => {
  test('with the certificate of its own profile; the old one until it is removed', async () => {
    await withoutPolicy(FIREFOX_POLICY_FILE);
    const practice = await startPractice(340);
    const { certTool } = practice;
    const { home, store } = await newProfile(practice);
    expect(await visitAnew(home, practice)).toMatchObject(refused('certificate-missing'));
    const issued = await certTool(home, 'issue', 'jirodt', ...store);
    expect(issued).toMatchObject({ code: 0, outcome: 'issued' });

    // Headless, nobody answers the question which certificate to take: the page stays away.
    const asking = await openFirefox(home);
    const asked = visit(asking.page, practice).catch(() => 'closed');
    const bare = await newProfile(practice);
    expect(await visitAnew(bare.home, practice)).toMatchObject(refused('certificate-missing'));
    await asking.close();
    expect(await asked).toBe('closed');

    await installPolicy(practice, home);
    const shown = { status: 200, text: expect.stringContaining(serialNumberOf(issued)) };
    expect(await visitAnew(home, practice)).toMatchObject(shown);

    expect(await certTool(home, 'sandbox', 'clock', 'now')).toMatchObject({ code: 0 });
    const renewed = await certTool(home, 'renew', '--keep-old', ...store);
    expect(renewed).toMatchObject({ code: 0, outcome: 'renewed' });
    expect(await visitAnew(home, practice)).toMatchObject(refused('certificate-revoked'));
    expect(await certTool(home, 'remove', '--superseded', '--yes', ...store)).toMatchObject({ code: 0 });
    const { status, text } = await visitAnew(home, practice);
    expect(status).toBe(200);
    expect(text).toContain(serialNumberOf(renewed));

    expect(await certTool(home, 'browser-policy', '--browser', 'firefox', '--remove')).toMatchObject({
      code: 0,
      place: FIREFOX_POLICY_FILE,
    });
  });

  test('of several certificates with the one installed first, never an expired one', async () => {
    await withoutPolicy(FIREFOX_POLICY_FILE);
    const practice = await startPractice(0);
    const { home, store } = await newProfile(practice);
    const install = async (loginId: string) =>
      serialNumberOf(await practice.certTool(home, 'sandbox', 'install', loginId, ...store));
    await installPolicy(practice, home);
    await install('ichirodt');
    expect(await visitAnew(home, practice)).toMatchObject(refused('certificate-missing'));
    // 265, 335 and 165 days are left.
    const first = await install('hanakodt');
    await install('sachikodt');
    await install('saburodt');
    const { status, text } = await visitAnew(home, practice);
    expect(status).toBe(200);
    expect(text).toContain(first);
  });
});
