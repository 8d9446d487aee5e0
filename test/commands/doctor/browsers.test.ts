import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryFor } from '../../../src/core/browser-policy.ts';
import { choosingPolicies } from '../../../src/desktop/choosing-policies.ts';
import type { ChoosingPolicy } from '../../../src/doctor/probes.ts';
import { nssPrograms } from '../../../src/system/programs.ts';
import { companyForFile } from '../../support/company.ts';
import { bytesIn } from '../../support/folder-bytes.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeDatabase } from '../../winstore/nss/tools.ts';
import { doctored, recorded } from './examined.ts';

const company = await companyForFile();
const PAGE = 'https://login.bank.example/';
let count = 0;

/** As many users' certificates on one PC. */
async function pc(users: number) {
  const home = tempFolder();
  const ids = Array.from({ length: users }, () => {
    count += 1;
    return `hanako${count}`;
  });
  await company.add(Object.fromEntries(ids.map((id) => [id, { state: 'issued' as const }])));
  const [certificate] = await Promise.all(ids.map((id) => company.install(home, id)));
  return { home, issuer: certificate?.issuer ?? '' };
}

function withPolicies(policies: readonly ChoosingPolicy[]) {
  return recorded(() => ({ policies: async () => ({ loginPage: PAGE, policies }) }));
}

describe('the policy that chooses the certificate', () => {
  const entry = (issuer: string) => entryFor(PAGE, issuer) ?? '';
  const policy = (entries: readonly string[], asks = false) => [{ browser: 'Chrome', entries, asks }];

  test.each<[string, number, string, (issuer: string) => readonly ChoosingPolicy[]]>([
    ['none, one certificate', 1, 'ok', () => []],
    ['none, two certificates', 2, 'warning', () => []],
    ['the right one', 1, 'ok', (issuer) => policy([entry(issuer)])],
    ['that of another CA', 1, 'warning', () => policy([entry('CN=Former CA')])],
    ['any certificate', 1, 'ok', () => policy(['{"pattern":"https://[*.]bank.example","filter":{}}'])],
    ['of another page', 1, 'ok', () => policy(['{"pattern":"https://other.example","filter":{}}'])],
    ['several users, who are not asked', 2, 'warning', (issuer) => policy([entry(issuer)])],
    ['several users, who are asked', 2, 'ok', (issuer) => policy([entry(issuer)], true)],
    ['garbage', 1, 'ok', () => policy(['{', 'null', '7'])],
  ])('%s', async (_what, users, status, policies) => {
    const { home, issuer } = await pc(users);
    const { check } = await doctored(home, [...company.args], { alter: withPolicies(policies(issuer)) });
    expect(check('browser-policy').status).toBe(status);
    if (status === 'warning') expect(check('browser-policy').error?.name).toBe('policy-amiss');
  });

  test('is read from all files of the folder, the last one counts', async () => {
    const root = tempFolder();
    const folder = join(root, 'etc/chromium/policies/managed');
    mkdirSync(folder, { recursive: true });
    const file = (name: string, content: unknown) =>
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    file('a.json', { AutoSelectCertificateForUrls: ['{"pattern":"one"}'] });
    file('b.json', { AutoSelectCertificateForUrls: ['{"pattern":"two"}', 7] });
    file('c.json', { PromptOnMultipleMatchingCertificates: true });
    file('d.json', 'garbage');
    const found = await choosingPolicies({ platform: 'linux', env: {}, root });
    expect(found).toEqual([{ browser: 'chromium', entries: ['{"pattern":"two"}'], asks: true }]);
  });
});

test('a browser that is open (recorded)', async () => {
  const alter = recorded(() => ({ browsers: async () => [{ name: 'edge', inBackground: true }] }));
  const { document, check } = await doctored((await pc(1)).home, [...company.args], { alter });
  expect(check('browser-open')).toMatchObject({
    status: 'warning',
    error: { code: 'CT-0005' },
    detail: 'Edge',
  });
  expect(document.ok).toBe(true);
});

test.skipIf(!nssPrograms())(
  'a store that needs a folder of its own for a moment leaves nothing behind',
  async () => {
    const [home, database] = [tempFolder(), join(tempFolder(), 'nssdb')];
    makeDatabase(database);
    const before = bytesIn(database);
    const data = join(home, 'data');
    const args = ['--bank', 'https://localhost:1', '--nss-profile', database];
    const { check } = await doctored(data, args);
    expect([check('store').note, check('store-readable').status]).toEqual(['nss', 'ok']);
    expect(existsSync(data)).toBe(false);
    mkdirSync(data, { mode: 0o700 });
    await doctored(data, args);
    expect(readdirSync(data)).toEqual([]);
    expect(bytesIn(database)).toEqual(before);
  },
);

test.skipIf(!nssPrograms())('a browser that looks in another database', async () => {
  const home = tempFolder();
  const database = join(home, 'snap', 'chromium', 'current', '.pki', 'nssdb');
  makeDatabase(database);
  const { check } = await doctored(home, ['--bank', 'https://localhost:1', '--store', 'nss']);
  expect(check('browser-database')).toMatchObject({
    status: 'warning',
    error: { name: 'browser-elsewhere' },
  });
  expect(check('browser-database').error?.message).toContain(database);
});
