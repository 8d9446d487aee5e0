import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { entriesFor, policyText, valueName } from '../../src/core/browser-policy.ts';
import type { Company } from '../support/company.ts';
import { recorder } from '../support/ran/recorder.ts';
import { entryFile } from '../support/run.ts';
import { serve } from '../support/struck.ts';
import { makeWindowsPc, nodeExe, WINE_ONLY, type WindowsPc, windowsPath, wineMissing } from './wine.ts';

const SHIM = fileURLToPath(new URL('./keep-alive-shim.cjs', import.meta.url));
const REG = 'C:\\windows\\system32\\reg.exe';
const POLICIES = 'HKLM\\SOFTWARE\\Policies';
const KEYS = {
  edge: `${POLICIES}\\Microsoft\\Edge\\AutoSelectCertificateForUrls`,
  chrome: `${POLICIES}\\Google\\Chrome\\AutoSelectCertificateForUrls`,
};
const KEY = KEYS.edge;
const dirOf = (key: string) => key.slice(0, key.lastIndexOf('\\'));
const PAGE = 'https://login.bank.example/';
const CAS = ['CN=Issuing CA - G4,O=株式会社例 "銀行"\\, \\\\', 'CN=Issuing CA - G5,O=株式会社例'];

/** What an administrator has set: another page, and this page in another way. */
const THEIRS = {
  1: '{"pattern":"https://intranet.example","filter":{}}',
  2: '{"pattern":"https://login.bank.example","filter":{"SUBJECT":{"CN":"boss"}}}',
};

describe.skipIf(wineMissing)(`the policy in the registry, under Wine${WINE_ONLY}`, () => {
  const record = recorder('program', 'node-wine');
  let pc: WindowsPc;
  let files = 0;

  beforeAll(async () => {
    pc = await makeWindowsPc();
  });

  afterAll(() => pc?.dispose());

  const reg = async (...args: string[]) => (await pc.run(REG, args)).code;

  /** The values of a key, by name; undefined when there is no such key. */
  async function values(key = KEY): Promise<Record<string, string> | undefined> {
    files += 1;
    const file = join(pc.folder, `${files}.reg`);
    if ((await reg('export', key, windowsPath(file), '/y')) !== 0) return undefined;
    const found = readFileSync(file, 'utf16le').matchAll(/^"(\w+)"="(.*)"\r?$/gm);
    return Object.fromEntries([...found].map(([, name, text = '']) => [name, text.replace(/\\(.)/g, '$1')]));
  }

  async function importing(text: string, encoding: 'utf16le' | 'latin1'): Promise<void> {
    files += 1;
    const file = join(pc.folder, `${files}.reg`);
    writeFileSync(file, encoding === 'utf16le' ? `\ufeff${text}` : text, encoding);
    expect(await reg('import', windowsPath(file))).toBe(0);
  }

  beforeEach(async () => {
    for (const key of Object.values(KEYS)) {
      await reg('delete', key, '/f');
      for (const [name, text] of Object.entries(THEIRS)) {
        expect(await reg('add', key, '/v', name, '/t', 'REG_SZ', '/d', text, '/f')).toBe(0);
      }
    }
  });

  const run = (served: Company, ...args: string[]) =>
    pc.run(nodeExe, [windowsPath(entryFile()), 'browser-policy', '--login-page', PAGE, ...args], {
      env: {
        CERT_TOOL_HOME: windowsPath(join(pc.folder, 'home')),
        CERT_TOOL_BANK: served.bank.bankUrl,
        NODE_EXTRA_CA_CERTS: windowsPath(served.bank.caFile),
        NODE_OPTIONS: `--require ${windowsPath(SHIM).replaceAll('\\', '/')}`,
      },
    });

  test.each(['edge', 'chrome'] as const)(
    'the file for %s as it is printed, read by reg.exe, is what the program sets for it, and for no other',
    async (browser) => {
      const served = await serve();
      const key = KEYS[browser];
      const other = KEYS[browser === 'edge' ? 'chrome' : 'edge'];
      const printed = await run(served, '--browser', browser, '--format', 'reg');
      expect(printed).toMatchObject({ code: 0, stderr: '' });
      await importing(printed.stdout, 'latin1');
      const imported = await values(key);
      expect(Object.keys(imported ?? {})).toHaveLength(3);
      expect(imported).toMatchObject(THEIRS);
      const [ours] = Object.values(imported ?? {}).filter((text) => !Object.values(THEIRS).includes(text));
      const { pattern, filter } = JSON.parse(ours ?? '');
      expect([pattern, filter.ISSUER.O]).toEqual(['https://login.bank.example', expect.any(String)]);
      record.note('policy-file');

      for (const name of Object.keys(imported ?? {}).filter((each) => !(each in THEIRS))) {
        expect(await reg('delete', key, '/v', name, '/f')).toBe(0);
      }
      expect(await values(key)).toEqual(THEIRS);
      expect(await run(served, '--browser', browser, '--install')).toMatchObject({ code: 0 });
      expect(await values(key)).toEqual(imported);
      expect(await values(other)).toEqual(THEIRS);
      record.note(`policy-${browser}`);
      expect(await run(served, '--browser', browser, '--remove')).toMatchObject({ code: 0 });
      expect(await values(key)).toEqual(THEIRS);
    },
  );

  test.each(['utf16le', 'latin1'] as const)(
    'a file in %s adds ours, a second time nothing, and leaves what an administrator set',
    async (encoding) => {
      const { entries } = entriesFor(PAGE, CAS);
      const names = entries.map((entry) => valueName(entry, new Set()));
      await importing(policyText('edge', 'reg', entries.slice(0, 1)), encoding);
      expect(await values()).toEqual({ ...THEIRS, [names[0] ?? '']: entries[0] });
      const all = { ...THEIRS, [names[0] ?? '']: entries[0], [names[1] ?? '']: entries[1] };
      for (let time = 0; time < 2; time += 1) await importing(policyText('edge', 'reg', entries), encoding);
      expect(await values()).toEqual(all);
      expect(await values()).toMatchObject(THEIRS);
    },
  );

  test('the program sets what its file would, and takes away no more than that', async () => {
    const served = await serve();
    const certTool = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(served, '--json', ...args);
      expect(stdout, stderr).toMatch(/^\{/);
      return { code, ...JSON.parse(stdout) };
    };
    const printed = await certTool();
    expect(printed).toMatchObject({ code: 0, browser: 'edge', format: 'reg', installed: false });
    for (let time = 0; time < 2; time += 1) {
      expect(await certTool('--install')).toMatchObject({ code: 0, installed: true, place: KEY });
    }
    const installed = await values();
    expect(installed).toMatchObject(THEIRS);
    expect(Object.keys(installed ?? {})).toHaveLength(3);
    await importing(printed.policy, 'utf16le');
    expect(await values()).toEqual(installed);

    expect(await certTool('--remove')).toMatchObject({ code: 0, removed: [expect.any(String)], place: KEY });
    expect(await values()).toEqual(THEIRS);
    expect(await certTool('--remove')).toMatchObject({ code: 0, removed: [] });

    // The question of several users stands beside the list, and goes with its last entry.
    const QUESTION = 'PromptOnMultipleMatchingCertificates';
    const isAsking = async () => (await reg('query', dirOf(KEY), '/v', QUESTION)) === 0;
    expect(await certTool('--install', '--several-users')).toMatchObject({ code: 0 });
    expect(await isAsking()).toBe(true);
    expect(await certTool('--remove')).toMatchObject({ removed: [expect.stringContaining('ISSUER')] });
    expect(await isAsking()).toBe(true);
    expect(await certTool('--remove', '--several-users')).toMatchObject({ removed: [QUESTION] });
    expect(await isAsking()).toBe(false);

    await reg('delete', KEY, '/f');
    await importing((await certTool('--several-users')).policy, 'latin1');
    expect(await isAsking()).toBe(true);
    expect(await certTool('--remove')).toMatchObject({
      removed: [expect.stringContaining('ISSUER'), QUESTION],
    });
    expect(await isAsking()).toBe(false);

    await reg('delete', KEY, '/f');
    expect(await certTool('--install')).toMatchObject({ code: 0 });
    expect(await certTool('--remove')).toMatchObject({ code: 0 });
    expect(await values()).toBeUndefined();
  });

  record.check();
});
