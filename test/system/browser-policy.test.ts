import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryFor } from '../../src/core/browser-policy.ts';
import { freeName, installBrowserPolicy } from '../../src/system/browser-policy.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ISSUER = 'CN=Issuing CA,OU=(9999)TEST CA - G4,O=株式会社例';
const one = entryFor('https://one.example/login?a=b', ISSUER);
const two = entryFor('https://two.example:8443/', ISSUER);

test('an entry names the origin of the page and the issuer, in ASCII', () => {
  expect(one).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(one)).toEqual({
    pattern: 'https://one.example',
    filter: { ISSUER: { CN: 'Issuing CA', O: '株式会社例', OU: '(9999)TEST CA - G4' } },
  });
});

describe.skipIf(process.platform === 'win32')('on Linux', () => {
  const place = (root: string) => ({ platform: 'linux', env: {}, root }) as const;
  const entriesIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')).AutoSelectCertificateForUrls;
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

  let umask: number;
  beforeEach(() => {
    umask = process.umask(0o077);
  });
  afterEach(() => {
    process.umask(umask);
  });

  test('everybody can read it, whatever the umask', async () => {
    const file = await installBrowserPolicy('chromium', one, place(tempFolder()));
    expect(file).toMatch(/\/etc\/chromium\/policies\/managed\/cert-tool\.json$/);
    expect(mode(file)).toBe('644');
    for (let folder = dirname(file); !folder.endsWith('/etc'); folder = dirname(folder))
      expect(mode(folder)).toBe('755');
  });

  test('entries for other pages stay, one for the same page is replaced, what is damaged is written anew', async () => {
    const root = tempFolder();
    const file = await installBrowserPolicy('edge', one, place(root));
    await installBrowserPolicy('edge', two, place(root));
    const other = entryFor('https://one.example/', 'CN=Another CA');
    await installBrowserPolicy('edge', other, place(root));
    expect(entriesIn(file)).toEqual([two, other]);
    writeFileSync(file, '{');
    await installBrowserPolicy('edge', one, place(root));
    expect(entriesIn(file)).toEqual([one]);
  });

  test('where it cannot be set, that is said', async () => {
    const root = tempFolder();
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(root, 'etc', 'chromium'), '');
    const set = installBrowserPolicy('chromium', one, place(root));
    await expect(set).rejects.toMatchObject({ errorName: 'policy-not-set' });
  });
});

test('elsewhere it cannot be set', async () => {
  const set = installBrowserPolicy('chrome', one, { platform: 'darwin', env: {} });
  await expect(set).rejects.toMatchObject({ errorName: 'policy-not-set' });
});

describe('the name of the registry value', () => {
  const pattern = 'https://one.example';
  const listed = (...values: [string, string][]) =>
    [
      '',
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge\\AutoSelectCertificateForUrls',
      ...values.map(([name, value]) => `    ${name}    REG_SZ    ${value}`),
      '',
    ].join('\r\n');

  test.each([
    ['nothing there', '', '1'],
    ['an empty key', listed(), '1'],
    ['another page', listed(['1', two]), '2'],
    ['a gap', listed(['1', two], ['3', two]), '2'],
    ['the same page', listed(['1', two], ['2', one]), '2'],
    ["somebody else's text", listed(['1', '{damaged}']), '2'],
  ])('with %s', (_, text, name) => {
    expect(freeName(text, pattern)).toBe(name);
  });
});
