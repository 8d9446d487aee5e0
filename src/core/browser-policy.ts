import { attributeValues } from './distinguished-name.ts';
import type { BrowserName } from './ports/browsers.ts';
import { asciiJson } from './text.ts';

export type PolicyFormat = 'reg' | 'json';

/** https://chromeenterprise.google/policies/#AutoSelectCertificateForUrls */
export const POLICY = 'AutoSelectCertificateForUrls';

export const REGISTRY_KEYS: Readonly<Record<BrowserName, string>> = {
  edge: 'SOFTWARE\\Policies\\Microsoft\\Edge',
  chrome: 'SOFTWARE\\Policies\\Google\\Chrome',
  chromium: 'SOFTWARE\\Policies\\Chromium',
};

/**
 * One entry of the policy: at the login page's origin, the certificates of the bank's issuing CA.
 * @param loginPage an https URL @param issuer the issuing CA's name, RFC 4514 @returns JSON in ASCII
 */
export function entryFor(loginPage: string, issuer: string): string {
  const attributes = ['CN', 'O', 'OU'].flatMap((attribute) => {
    const [value] = attributeValues(issuer, attribute);
    return value === undefined ? [] : [[attribute, value]];
  });
  const { origin } = new URL(loginPage);
  return asciiJson({ pattern: origin, filter: { ISSUER: Object.fromEntries(attributes) } });
}

/** The policy as the file that a browser on Linux reads, or as one that Windows' registry editor imports. */
export function policyText(browser: BrowserName, format: PolicyFormat, entry: string): string {
  return format === 'json' ? policyFile([entry]).trimEnd() : registryFile(browser, entry);
}

/** A file of `policies/managed`. */
export function policyFile(entries: readonly string[]): string {
  return `${asciiJson({ [POLICY]: entries })}\n`;
}

function registryFile(browser: BrowserName, entry: string): string {
  const value = entry.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const lines = [
    'Windows Registry Editor Version 5.00',
    '',
    `[HKEY_LOCAL_MACHINE\\${REGISTRY_KEYS[browser]}\\${POLICY}]`,
    `"1"="${value}"`,
    '',
  ];
  return lines.join('\r\n');
}
