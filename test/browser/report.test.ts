import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { reportHtml } from '../../src/rollout/report/page/page.ts';
import { ago, certificate, check, failed, reported } from '../rollout/report/support.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { CHROMIUM, chromiumMissing } from './chromium.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };

function page(language: 'ja' | 'en'): string {
  const users = Array.from({ length: 200 }, (_, n) => certificate(`user${n}`, n * 2 - 10));
  const hostile = 'W'.repeat(300);
  const report = reported(
    [
      check('PC-1', ago(1), users),
      check(hostile, ago(30), [certificate(hostile, 2)], { damaged: [{}] }),
      failed('PC-2', ago(1), hostile.slice(1), { message: hostile }),
    ],
    [{ loginId: 'never' }],
  );
  const file = join(tempFolder(), 'report.html');
  writeFileSync(file, reportHtml(report, language));
  return pathToFileURL(file).href;
}

test.skipIf(chromiumMissing).each([
  ['ja', 'light', PHONE],
  ['ja', 'dark', DESKTOP],
  ['en', 'dark', PHONE],
  ['en', 'light', DESKTOP],
] as const)(
  'the report in %s, %s, %j: axe finds nothing, nothing is loaded, nothing overflows',
  async (language, colorScheme, viewport) => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--disable-gpu'] });
    onTestFinished(() => browser.close());
    const tab = await browser.newPage({ colorScheme, viewport, bypassCSP: true });
    const requests: string[] = [];
    tab.on('request', (request) => void requests.push(request.url()));
    const url = page(language);
    await tab.goto(url);
    expect(requests).toEqual([url]);
    const widest = await tab.evaluate('document.documentElement.scrollWidth');
    expect(widest).toBeLessThanOrEqual(viewport.width);
    await tab.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    await tab.evaluate(axe.source);
    const violations = await tab.evaluate(
      'axe.run(document).then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0].html]))',
    );
    expect(violations).toEqual([]);
  },
  120_000,
);
