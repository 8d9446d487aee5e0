import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entriesFor, entriesOfOurs, valueName } from '../../src/core/browser-policy.ts';
import { installBrowserPolicy } from '../../src/desktop/browser-policy.ts';
import { installFirefoxPolicy } from '../../src/desktop/firefox-policy.ts';
import { installedPolicies } from '../../src/desktop/installed-policies.ts';
import { tempFolder } from '../support/temp-folder.ts';

const { entries } = entriesFor('https://bank.example/login', ['CN=CA 1,O=Bank', 'CN=CA 2,O=Bank']);

describe('what cert-tool has set on Linux', () => {
  const place = () => ({ platform: 'linux' as const, env: {}, root: tempFolder() });

  test('is found without bank and page, each browser by itself', async () => {
    const at = place();
    expect(await installedPolicies(at)).toEqual([]);
    const chromium = await installBrowserPolicy('chromium', entries, at);
    const firefox = await installFirefoxPolicy(at);
    expect(await installedPolicies(at)).toEqual([
      { browser: 'chromium', place: chromium, entries },
      { browser: 'firefox', place: firefox, entries: [] },
    ]);
  });

  test("others' files and values are none of ours", async () => {
    const at = place();
    const other = join(at.root, 'etc/chromium/policies/managed/company.json');
    const ofFirefox = join(at.root, 'etc/firefox/policies/policies.json');
    for (const file of [other, ofFirefox]) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(other, JSON.stringify({ AutoSelectCertificateForUrls: entries }));
    writeFileSync(ofFirefox, '{"policies":{"DisableTelemetry":true}}');
    expect(await installedPolicies(at)).toEqual([]);
    const byOthers = {
      'security.default_personal_cert': { Value: 'Select Automatically', Status: 'default' },
    };
    writeFileSync(ofFirefox, JSON.stringify({ policies: { Preferences: byOthers } }));
    expect(await installedPolicies(at)).toEqual([]);
    writeFileSync(ofFirefox, 'garbage');
    expect(await installedPolicies(at)).toEqual([]);
  });
});

test('on Windows ours are the values under names that cert-tool makes for them', () => {
  const [one = '', two = ''] = entries;
  const first = valueName(one, new Set());
  const taken = valueName(two, new Set([valueName(two, new Set())]));
  expect(
    entriesOfOurs([
      { name: '1', text: one },
      { name: first, text: one },
      { name: taken, text: two },
      { name: first, text: '{"pattern":"https://other.example"}' },
      { name: 'x', text: two },
    ]),
  ).toEqual([one, two]);
});
