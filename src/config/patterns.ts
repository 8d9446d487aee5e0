import { LONGEST_TIMEOUT_SECONDS } from '../core/shared-options.ts';
import { LONGEST_LABEL } from './schema.ts';

/** A schema, as a member of JSON Schema, draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Of an address: what `withHttps` (core/web-address.ts) puts `https://` before, or a URL that begins so. */
const SCHEME = `${anyCase('https')}:[\\\\/]*`;
const HOST = String.raw`(?:${anyCase('localhost')}|\[[0-9a-fA-F:.]+\]|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+\.?|[\p{L}\p{N}_-]+(?=:\d))`;
const BARE = String.raw`(?://)?${HOST}(?::\d{1,5})?(?=[/?#]|\s*$)`;
const ADDRESS = String.raw`(?:${SCHEME}[^\\/?#\s]|${BARE})`;
/** A user name or a password; both may be empty. */
const NO_LOGIN = String.raw`(?!${SCHEME}[^\\/?#]*[^\\/?#:@][^\\/?#]*@)`;
const NO_QUERY = String.raw`(?![^?#]*[?#][^#\s])`;

/** The scheme may be left out; URL takes any number of slashes. */
const PROXY_BEFORE = String.raw`(?:${anyCase('http')}[sS]?:)?[/\\]*`;

/**
 * What strings a setting takes, as regular expressions of ECMA-262 with the flag `u`. Of addresses they let more
 * pass than the URL parser, which alone knows what a host may be.
 */
export const PATTERNS = {
  text: String.raw`^[^\u0000]+$`,
  /** May be empty. */
  argument: String.raw`^[^\u0000]*$`,
  /** Of POSIX and of Windows: the same file may serve editors on both. */
  absolutePath: String.raw`^(?:[/\\]|[a-zA-Z]:[/\\])[^\u0000]*$`,
  bank: String.raw`^\s*${NO_LOGIN}${NO_QUERY}${ADDRESS}[^\u0000]*$`,
  httpsAddress: String.raw`^\s*${NO_LOGIN}${ADDRESS}[^\u0000]*$`,
  /** `none`, or an address without a password. */
  proxy: String.raw`^\s*(?!${PROXY_BEFORE}[^\s/?#\\@:]*:[^\s/?#\\@]+@)${PROXY_BEFORE}[^\s/?#\\]+[/?#\\]*\s*$`,
  /** Blanks around it do not count. */
  deviceLabel: String.raw`^\s*[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}]{0,${LONGEST_LABEL - 2}}[^\s\p{C}])?\s*$`,
  timeout: `^${upTo(LONGEST_TIMEOUT_SECONDS)}$`,
};

function anyCase(word: string): string {
  return [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join('');
}

/** The whole numbers from 1 on, in at most nine digits, which may be in full width. */
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
  return `(?=.{1,9}$)${digit(0, 0)}*(?:${[fewer, ...less, exactly].join('|')})`;
}

function digit(from: number, to: number): string {
  const wide = (each: number) => String.fromCodePoint('０'.charCodeAt(0) + each);
  return from === to ? `[${from}${wide(from)}]` : `[${from}-${to}${wide(from)}-${wide(to)}]`;
}
