import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** The pictures of the documentation are taken only when asked for: `npm run screenshots`. */
const wanted = process.env['SCREENSHOTS'] === '1';
const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));

/** Takes the page that the portal shows at its root: in Japanese and English, light and dark. */
export async function takeScreenshots(page: Page, portalUrl: string, name: string): Promise<void> {
  if (!wanted) return;
  mkdirSync(folder, { recursive: true });
  for (const language of ['en', 'ja']) {
    await page.goto(`${portalUrl}/?lang=${language}`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `portal-${name}-${language}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
}
