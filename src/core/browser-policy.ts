import { attributeValues } from './distinguished-name.ts';
import { membersOf } from './json-object.ts';
import type { BrowserName } from './ports/desktop.ts';
import { asciiJson } from './text.ts';

export type PolicyFormat = 'reg' | 'json';

/** https://chromeenterprise.google/policies/#AutoSelectCertificateForUrls */
export const POLICY = 'AutoSelectCertificateForUrls';

/**
 * Has the browser ask where several certificates fit the entries; it counts for all of them. Chrome and Chromium from version
 * 96 on, Edge from 100 on. https://chromeenterprise.google/policies/#PromptOnMultipleMatchingCertificates
 */
export const PROMPT_POLICY = 'PromptOnMultipleMatchingCertificates';

export const REGISTRY_KEYS: Readonly<Record<BrowserName, string>> = {
  edge: 'SOFTWARE\\Policies\\Microsoft\\Edge',
  chrome: 'SOFTWARE\\Policies\\Google\\Chrome',
  chromium: 'SOFTWARE\\Policies\\Chromium',
};

/** The policy's entries for one login page. */
export interface PolicyEntries {
  /** Each once, in the order of the CAs. */
  readonly entries: readonly string[];
  /** Names of CAs that give browsers nothing to choose by. */
  readonly unusable: readonly string[];
}

/**
 * An entry for each of a bank's issuing CAs. Browsers take a certificate that any entry of the page fits.
 * @param loginPage an https URL @param issuers the CAs' names, RFC 4514
 */
export function entriesFor(loginPage: string, issuers: readonly string[]): PolicyEntries {
  const entries = new Set<string>();
  const unusable = new Set<string>();
  for (const issuer of issuers) {
    const entry = entryFor(loginPage, issuer);
    if (entry === undefined) unusable.add(issuer);
    else entries.add(entry);
  }
  return { entries: [...entries], unusable: [...unusable] };
}

/**
 * One entry of the policy: at the login page's origin, the certificates of an issuing CA. JSON in ASCII; undefined where
 * the CA's name has none of the attributes, because an empty filter takes every certificate.
 * @param loginPage an https URL @param issuer the issuing CA's name, RFC 4514
 */
export function entryFor(loginPage: string, issuer: string): string | undefined {
  const attributes = ['CN', 'O', 'OU'].flatMap((attribute) => {
    const [value = ''] = attributeValues(issuer, attribute);
    return value === '' ? [] : [[attribute, value]];
  });
  if (attributes.length === 0) return undefined;
  const { origin } = new URL(loginPage);
  return asciiJson({ pattern: origin, filter: { ISSUER: Object.fromEntries(attributes) } });
}

/** True where two entries say the same, however their JSON is written. */
export function isSameEntry(one: unknown, other: string): boolean {
  return one === other || (typeof one === 'string' && meaningOf(one) === meaningOf(other));
}

function meaningOf(entry: string): string {
  try {
    return JSON.stringify(JSON.parse(entry), (_, value: unknown) => sorted(value));
  } catch {
    return entry;
  }
}

function sorted(value: unknown): unknown {
  const members = membersOf(value);
  return members ? Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

/** The policy as the file that a browser on Linux reads, or as one that Windows' registry editor imports. */
export function policyText(
  browser: BrowserName,
  format: PolicyFormat,
  entries: readonly string[],
  severalUsers = false,
): string {
  if (format === 'reg') return registryFile(browser, entries, severalUsers);
  return policyFile(entries, severalUsers ? { [PROMPT_POLICY]: true } : {}).trimEnd();
}

/** A file of `policies/managed`. @param others what else stands in it */
export function policyFile(entries: readonly unknown[], others: object = {}): string {
  return `${asciiJson({ ...others, ...(entries.length === 0 ? {} : { [POLICY]: entries }) })}\n`;
}

function registryFile(browser: BrowserName, entries: readonly string[], severalUsers: boolean): string {
  const taken = new Set<string>();
  const values = entries.map((entry) => {
    const name = valueName(entry, taken);
    taken.add(name);
    return `"${name}"="${entry.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  const key = `HKEY_LOCAL_MACHINE\\${REGISTRY_KEYS[browser]}`;
  const lines = [
    'Windows Registry Editor Version 5.00',
    '',
    ...(severalUsers ? [`[${key}]`, `"${PROMPT_POLICY}"=dword:00000001`, ''] : []),
    `[${key}\\${POLICY}]`,
    ...values,
    '',
  ];
  return lines.join('\r\n');
}

const LOWEST_NAME = 1_000_000_000;
const NAMES = 1_000_000_000;

/**
 * The registry value that an entry goes into. Group Policy and people count from 1; ours are high, and made from the
 * entry itself, so that a file, which cannot see what is there, replaces its own values and no others. Browsers take
 * every value whose name is a whole number below 2^31, gaps or not.
 * @param taken names that are not free
 */
export function valueName(entry: string, taken: ReadonlySet<string>): string {
  for (let number = hashOf(entry); ; number += 1) {
    const name = String(LOWEST_NAME + (number % NAMES));
    if (!taken.has(name)) return name;
  }
}

/** A name is the first free one from where its entry's begins: so many may have been taken. */
const MOST_TAKEN = 100;

/** The entries that stand under a name which `valueName` makes of them. */
export function entriesOfOurs(values: readonly { readonly name: string; readonly text: string }[]): string[] {
  return values
    .filter(({ name, text }) => {
      const distance = (Number(name) - LOWEST_NAME - (hashOf(text) % NAMES) + NAMES) % NAMES;
      return /^\d{10}$/.test(name) && distance < MOST_TAKEN;
    })
    .map(({ text }) => text);
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
