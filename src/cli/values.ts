import { InvalidArgumentError } from 'commander';

const SORT_KEYS = ['login-id', 'expires', 'state', 'name', 'role'];
const KEY_SIZES = ['2048', '3072', '4096'];
const BROWSERS = ['edge', 'chrome', 'chromium', 'firefox'];
const POLICY_FORMATS = ['reg', 'json'];
const MOST_DAYS = 36_500;
const HIGHEST_PORT = 65_535;

/** Option values that commander checks while it parses; a wrong one becomes `invalid-option`. */
export function readSortKey(text: string): string {
  return oneOf(text, SORT_KEYS);
}

export function readKeySizeOption(text: string): number {
  return Number(oneOf(text, KEY_SIZES));
}

export function readDays(text: string): number {
  return wholeNumber(text, MOST_DAYS);
}

export function readSerialNumber(text: string): string {
  if (/^[0-9a-fA-F: ]{2,96}$/.test(text)) return text;
  throw new InvalidArgumentError('5b8e869e2bc4b2225302f34ada65184e');
}

export function readBrowser(text: string): string {
  return oneOf(text, BROWSERS);
}

export function readPolicyFormat(text: string): string {
  return oneOf(text, POLICY_FORMATS);
}

export function readLoginPage(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return text;
  throw new InvalidArgumentError('https://…');
}

export function readPort(text: string): number {
  return wholeNumber(text, HIGHEST_PORT);
}

function oneOf(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  throw new InvalidArgumentError(choices.join(', '));
}

function wholeNumber(text: string, highest: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) <= highest) return Number(text);
  throw new InvalidArgumentError(`0–${highest}`);
}
