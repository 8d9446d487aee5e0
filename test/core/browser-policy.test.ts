import { describe, expect, test } from 'vitest';
import {
  entriesFor,
  entryFor,
  isSameEntry,
  policyFile,
  policyText,
  valueName,
} from '../../src/core/browser-policy.ts';

const PAGE = 'https://one.example/login?a=b';
const OLD = 'CN=Issuing CA,OU=(9999)TEST CA - G4,O=株式会社例';
const NEW = 'CN=Issuing CA,OU=(9999)TEST CA - G5,O=株式会社例';
const NAMELESS = 'C=JP,DC=example';

test('an entry names the origin of the page and the issuer, in ASCII', () => {
  const entry = entryFor(PAGE, OLD) ?? '';
  expect(entry).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(entry)).toEqual({
    pattern: 'https://one.example',
    filter: { ISSUER: { CN: 'Issuing CA', O: '株式会社例', OU: '(9999)TEST CA - G4' } },
  });
});

test.each(['', NAMELESS, 'CN=,O=,OU='])(
  'no entry for the CA "%s": it would take every certificate',
  (name) => {
    expect(entryFor(PAGE, name)).toBeUndefined();
  },
);

test('an entry for each CA in their order, each once; those that give nothing to choose by apart', () => {
  const { entries, unusable } = entriesFor(PAGE, [NEW, NAMELESS, OLD, NEW, NAMELESS]);
  expect(entries).toEqual([entryFor(PAGE, NEW), entryFor(PAGE, OLD)]);
  expect(unusable).toEqual([NAMELESS]);
});

test.each([
  ['the same text', '{"pattern":"p","filter":{}}', true],
  ['other spaces and order', '{ "filter": {}, "pattern": "p" }', true],
  ['escaped characters', '{"pattern":"\\u0070","filter":{}}', true],
  ['another page', '{"pattern":"q","filter":{}}', false],
  ['another filter', '{"pattern":"p","filter":{"SUBJECT":{}}}', false],
  ['more than that', '{"pattern":"p","filter":{},"note":1}', false],
  ['nothing where something was', '{"pattern":"p","filter":null}', false],
  ['a list where an object was', '{"pattern":"p","filter":[]}', false],
  ['no JSON', '{damaged', false],
  ['no text', { pattern: 'p', filter: {} }, false],
  ['what reads as the same, and is no text', ['{"pattern":"p","filter":{}}'], false],
])('whether it is the same entry: %s', (_, other, same) => {
  expect(isSameEntry(other, '{"pattern":"p","filter":{}}')).toBe(same);
});

test('entries that cannot be read are the same where their texts are', () => {
  expect(isSameEntry('{damaged', '{damaged')).toBe(true);
  expect(isSameEntry('{damaged', '{other')).toBe(false);
});

describe('the name of the registry value', () => {
  const one = entryFor(PAGE, OLD) ?? '';
  const nothing = new Set<string>();

  test('is a number of the same ten digits each time, other for each entry', () => {
    // A file that was imported once is to be replaced by every later version.
    expect(valueName(one, nothing)).toBe('1127277345');
    const { entries } = entriesFor(
      PAGE,
      Array.from({ length: 1000 }, (_, index) => `CN=CA ${index}`),
    );
    const names = entries.map((entry) => valueName(entry, nothing));
    expect(new Set(names).size).toBe(1000);
    expect(names.filter((name) => !/^1\d{9}$/.test(name))).toEqual([]);
  });

  test('is the next number where it is taken', () => {
    const name = valueName(one, nothing);
    expect(valueName(one, new Set(['1', name]))).toBe(String(Number(name) + 1));
  });
});

test("a registry file has our entries and lines of Windows' kind", () => {
  const { entries } = entriesFor(PAGE, ['CN=A "quoted" \\\\ name', NEW]);
  const [first = '', second = ''] = entries;
  const lines = policyText('edge', 'reg', entries).split('\r\n');
  expect(lines).toEqual([
    'Windows Registry Editor Version 5.00',
    '',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge\\AutoSelectCertificateForUrls]',
    `"${valueName(first, new Set())}"=${JSON.stringify(first)}`,
    `"${valueName(second, new Set())}"=${JSON.stringify(second)}`,
    '',
  ]);
});

test('a file for Linux has all entries', () => {
  const { entries } = entriesFor(PAGE, [NEW, OLD]);
  const text = policyText('chromium', 'json', entries);
  expect(JSON.parse(text)).toEqual({ AutoSelectCertificateForUrls: entries });
  expect(text).toBe(text.trim());
});

test('several users: both forms have the browser ask', () => {
  const { entries } = entriesFor(PAGE, [NEW]);
  expect(JSON.parse(policyText('chromium', 'json', entries, true))).toEqual({
    AutoSelectCertificateForUrls: entries,
    PromptOnMultipleMatchingCertificates: true,
  });
  const lines = policyText('chrome', 'reg', entries, true).split('\r\n');
  const key = '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]';
  expect(lines[lines.indexOf(key) + 1]).toBe('"PromptOnMultipleMatchingCertificates"=dword:00000001');
  expect(policyText('chrome', 'reg', entries)).not.toContain('Prompt');
});

test('a file keeps what else stands in it, and names the policy only where it has entries', () => {
  expect(policyFile(['a'], { Other: true })).toBe('{"Other":true,"AutoSelectCertificateForUrls":["a"]}\n');
  expect(policyFile([], { Other: true })).toBe('{"Other":true}\n');
  expect(policyFile([])).toBe('{}\n');
});

test.each([
  ['edge', 'Microsoft\\Edge'],
  ['chrome', 'Google\\Chrome'],
  ['chromium', 'Chromium'],
] as const)('the registry file of %s is for %s', (browser, key) => {
  expect(policyText(browser, 'reg', [])).toContain(`[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${key}\\Auto`);
});
