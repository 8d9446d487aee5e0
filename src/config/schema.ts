import { isAbsolute } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { HTTPS_URL } from '../core/option-values.ts';
import { LONGEST_TIMEOUT_SECONDS } from '../core/shared-options.ts';
import type { StoreChoice } from '../core/store-kinds.ts';
import { didYouMean } from '../core/suggest.ts';
import type { Language, Text } from '../core/text.ts';
import { withHttps } from '../core/web-address.ts';
import { readWholeNumber } from '../core/whole-number.ts';

/** What a bank is spoken to by: its own API (docs/bank-api.yaml), or EST (RFC 7030). */
export const PROTOCOLS = ['bank-api', 'est'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** A named bank of the config file. */
export interface Profile {
  readonly bank?: string;
  readonly protocol?: Protocol;
  /** By EST: what goes into the fields of HTTP Basic, with `{loginId}`, `{password}` and `{otp}` in it. */
  readonly estUser?: string;
  readonly estPassword?: string;
  readonly caFile?: string;
  /** Where the bank's users log in with a browser: an https URL. */
  readonly loginPage?: string;
  /** What the company calls this PC; the bank is told. */
  readonly deviceLabel?: string;
}

/** What removing means on this PC. */
export interface RemovalConfig {
  /** `remove` hides certificates instead of deleting them. */
  readonly archive?: boolean;
}

/** Programs of the company's that cert-tool starts. */
export interface Hooks {
  /** After an installation: a program by its absolute path, and its arguments. */
  readonly installed?: readonly string[];
}

/** What a config file may set; the same names in the user's and in the machine's. */
export interface ConfigFile extends Profile {
  readonly profile?: string;
  readonly profiles?: Readonly<Record<string, Profile>>;
  readonly store?: StoreChoice;
  readonly storeDir?: string;
  readonly nssProfile?: string;
  readonly lang?: Language;
  readonly timeout?: number;
  readonly logFile?: string;
  /** Whether runs are logged on this PC. */
  readonly log?: boolean;
  /** Through which banks are reached: the address of a proxy without a password, or `none`. */
  readonly proxy?: string;
  /** Whether login IDs are remembered on this PC. */
  readonly remember?: boolean;
  readonly remove?: RemovalConfig;
  readonly hooks?: Hooks;
  /** Whether results go to the system's event log, too. */
  readonly eventLog?: boolean;
  /** In the machine's file only: the settings that users cannot change. */
  readonly locked?: readonly string[];
}

/** Thrown by the readers below; the caller knows which option, variable or file it was. */
export class InvalidValue extends Error {
  readonly detail: Text;

  constructor(detail: Text) {
    super(detail.en);
    this.detail = detail;
  }
}

/** A base URL of the bank API: https, which need not be typed, and nothing secret in it. */
export function readBankUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(withHttps(text));
  } catch {
    throw bankUrlError(withoutSecrets(text), { ja: 'URL の形式ではありません', en: 'it is no URL' });
  }
  const shown = url.host === '' ? withoutSecrets(text) : `${url.protocol}//${url.host}${url.pathname}`;
  if (url.username || url.password) {
    throw bankUrlError(shown, {
      ja: 'ユーザ名やパスワードは指定できません',
      en: 'it holds a user name or a password',
    });
  }
  if (url.protocol !== 'https:')
    throw bankUrlError(shown, { ja: 'https ではありません', en: 'it is not https' });
  if (url.search || url.hash) {
    throw bankUrlError(shown, { ja: '「?」や「#」は使用できません', en: 'it holds "?" or "#"' });
  }
  return url.href.replace(/\/+$/, '');
}

/** As it was typed, but for what may be a password or a token. */
function withoutSecrets(text: string): string {
  return text.replace(/^([^/]*\/\/)?.*@/, '$1').replace(/[?#].*$/s, '');
}

function bankUrlError(url: string, detail: Text): CertToolError {
  return new CertToolError('invalid-bank-url', { params: { url, detail } });
}

/** The address of a bank's login page, without what no page's address has to hold. */
export function readLoginPage(text: string): string {
  const page = HTTPS_URL.read(text);
  if (page !== undefined) return page;
  throw new InvalidValue({ ja: 'https のアドレスが必要です', en: 'it must be an https address' });
}

export function readChoice<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found) return found;
  const meant = didYouMean(text, choices);
  throw new InvalidValue({
    ja: `「${text}」(${choices.join('、')} のいずれか)${meant.ja}`,
    en: `"${text}" (one of ${choices.join(', ')})${meant.en}`,
  });
}

/** A program by its absolute path, and its arguments; no shell takes them apart. */
export function readCommand(value: unknown): readonly string[] {
  const words: readonly unknown[] = Array.isArray(value) ? value : [];
  const [program] = words;
  const areWords = words.every((word) => typeof word === 'string' && !word.includes('\0'));
  if (areWords && typeof program === 'string' && isAbsolute(program)) return words.map(String);
  throw new InvalidValue({
    ja: 'プログラムの絶対パスと引数からなる、文字列の配列が必要です',
    en: 'it must be an array of strings: the absolute path of a program, and its arguments',
  });
}

const LOGIN_FIELD = /^(?:[^{}\p{C}]|\{(?:loginId|password|otp(?:[4-9]|1[0-2])?)\})+$/u;

/** A field of HTTP Basic: what stands in braces is put in when it is sent. */
export function readLoginField(name: 'estUser' | 'estPassword', text: string): string {
  const hasPassword = text.includes('{password}');
  if (LOGIN_FIELD.test(text) && hasPassword === (name === 'estPassword')) return text;
  throw new InvalidValue(
    name === 'estUser'
      ? {
          ja: `「${text}」({loginId} と {otp} を使用できます。{password} は使用できません)`,
          en: `"${text}" ({loginId} and {otp} may stand in it, {password} may not)`,
        }
      : // Not what was given: somebody may have taken the setting for the place of the password itself.
        {
          ja: '{password} が必要です。{otp} と {loginId} も使用できます。パスワードそのものは書かないでください',
          en: '{password} must stand in it, {otp} and {loginId} may; never a password itself',
        },
  );
}

/** Of a label, in characters. */
export const LONGEST_LABEL = 64;

/** As the bank's API takes it, and nothing in it that would not be seen. */
export function readDeviceLabel(text: string): string {
  const label = text.trim();
  if (label !== '' && [...label].length <= LONGEST_LABEL && !/[\p{C}\p{Zl}\p{Zp}]/u.test(label)) return label;
  throw new InvalidValue({
    ja: `「${text}」(1〜${LONGEST_LABEL} 文字。制御文字は使えません)`,
    en: `"${text}" (1 to ${LONGEST_LABEL} characters, no control characters)`,
  });
}

/** What stands in a label for the computer's name. */
export const COMPUTER = '{computer}';

/** The label of this PC: one config serves many PCs where it takes the computer's name. */
export function deviceLabelOf(label: string, computer: string): string {
  const name = computer.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
  return [...label.replaceAll(COMPUTER, () => name)].slice(0, LONGEST_LABEL).join('');
}

/** A whole number of the given range. */
function readNumberOf(text: string, lowest: number, highest: number): number {
  const value = readWholeNumber(text);
  if (value !== undefined && value >= lowest && value <= highest) return value;
  throw new InvalidValue({
    ja: `「${text}」(${lowest}〜${highest} の整数)`,
    en: `"${text}" (a whole number from ${lowest} to ${highest})`,
  });
}

export function readTimeout(text: string): number {
  return readNumberOf(text, 1, LONGEST_TIMEOUT_SECONDS);
}
