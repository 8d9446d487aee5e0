import { LONGEST_TIMEOUT_SECONDS } from '../core/shared-options.ts';
import { LONGEST_LABEL } from './schema.ts';

/** A schema, as a member of JSON Schema, draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What may stand around an address: nothing that can be one in ASCII. */
const AROUND = String.raw`[^\x00!-~]*`;
/** Letters and digits of any language. */
const LABEL = String.raw`[^\x00-,./:-@\[-^\x60{-\x9f]+`;
const DOTTED = String.raw`${anyCase('localhost')}|\[[0-9a-fA-F:.]+\]|${LABEL}(\.${LABEL})+\.?`;
const PORT = ':[0-9]{1,5}';
/** Of an address: what `withHttps` (core/web-address.ts) puts `https://` before, or a URL that begins so. */
const SCHEME = String.raw`${anyCase('https')}:[\\/]*`;
const BARE = String.raw`(//)?((${DOTTED})(${PORT})?|${LABEL}${PORT})([/?#][^\x00]*|${AROUND})`;
const ADDRESS = String.raw`^${AROUND}(${SCHEME}[^\\/?#\x00- ][^\x00]*|${BARE})$`;
/** A user name or a password; both may be empty. */
const LOGIN = String.raw`^${AROUND}${SCHEME}[^\\/?#]*[^\\/?#:@][^\\/?#]*@`;
const QUERY = '^[^?#]*[?#][!-"$-~]';

/** The scheme may be left out; URL takes any number of slashes. */
const PROXY_BEFORE = String.raw`^${AROUND}(${anyCase('http')}[sS]?:)?[/\\]*`;
const PROXY = String.raw`${PROXY_BEFORE}[^/?#\\\x00- ]+[/?#\\]*${AROUND}$`;
const PROXY_PASSWORD = String.raw`${PROXY_BEFORE}[^/?#\\@:\x00- ]*:[^/?#\\@\x00- ]+@`;

/** What `trim` takes for blank, as members of a class: what `\s` means differs from language to language. */
const BLANKS = '\\t-\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
const CONTROLS = String.raw`\x00-\x1f\x7f-\x9f`;

/**
 * What strings a setting takes, as schemas. Their regular expressions keep to what those of JavaScript, Python, .NET, Java and Go
 * have in common and mean alike (draft 7, 4.3): no classes of Unicode, nothing that looks ahead, no `\s`, `\d`, `\u`. Of addresses
 * they let more pass than the URL parser, which alone knows what a host may be; of labels, characters that nobody sees.
 */
export const STRINGS = {
  text: matching(String.raw`^[^\x00]+$`),
  /** May be empty. */
  argument: matching(String.raw`^[^\x00]*$`),
  /** Of POSIX and of Windows: the same file may serve editors on both. */
  absolutePath: matching(String.raw`^([/\\]|[a-zA-Z]:[/\\])[^\x00]*$`),
  bank: matching(ADDRESS, LOGIN, QUERY),
  httpsAddress: matching(ADDRESS, LOGIN),
  /** `none`, or an address without a password. */
  proxy: matching(PROXY, PROXY_PASSWORD),
  /** Blanks around it do not count. */
  deviceLabel: labelUpTo(LONGEST_LABEL),
  timeout: { ...matching(`^${upTo(LONGEST_TIMEOUT_SECONDS)}$`), maxLength: 9 },
};

/** @param but what it must not match */
function matching(pattern: string, ...but: string[]): JsonSchema {
  const none = but.map((each) => ({ pattern: each }));
  return { type: 'string', pattern, ...(none.length > 0 && { not: { anyOf: none } }) };
}

/** What counts two characters for one beyond U+FFFF (.NET) has the length from `maxLength`, which knows no blanks around it. */
function labelUpTo(longest: number): JsonSchema {
  const blank = `[${BLANKS}]*`;
  const inner = `[^${CONTROLS}\u2028\u2029]`;
  const outer = `[^${CONTROLS}${BLANKS}]`;
  const label = (times: string) => `^${blank}${outer}(${inner}${times}${outer})?${blank}$`;
  return {
    ...matching(label('*')),
    anyOf: [{ maxLength: longest }, { pattern: label(`{0,${longest - 2}}`) }],
  };
}

function anyCase(word: string): string {
  return [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join('');
}

/** The whole numbers from 1 on; digits may be in full width. */
function upTo(highest: number): string {
  const digits = [...String(highest)].map(Number);
  const fewer = `${digit(1, 9)}${digit(0, 9)}{0,${digits.length - 2}}`;
  const less = digits.flatMap((last, at) => {
    const lowest = at === 0 ? 1 : 0;
    if (last === lowest) return [];
    const same = digits.slice(0, at).map((each) => digit(each, each));
    return `${same.join('')}${digit(lowest, last - 1)}${digit(0, 9)}{${digits.length - at - 1}}`;
  });
  const exactly = digits.map((each) => digit(each, each)).join('');
  return `${digit(0, 0)}*(${[fewer, ...less, exactly].join('|')})`;
}

function digit(from: number, to: number): string {
  const wide = (each: number) => String.fromCodePoint('０'.charCodeAt(0) + each);
  return from === to ? `[${from}${wide(from)}]` : `[${from}-${to}${wide(from)}-${wide(to)}]`;
}
