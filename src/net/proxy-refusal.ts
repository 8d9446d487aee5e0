import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type ProxyAddress, proxyName } from '../core/proxy-address.ts';
import type { Text } from '../core/text.ts';

/** The catalogue's names of what happens before there is a way to the bank. */
export type ProxyErrorName = 'bank-unreachable' | 'proxy-login' | 'proxy-scheme' | 'proxy-refused';

/** Why a proxy gave no tunnel. Nothing of it is the bank's word, and nothing of it is a secret. */
export interface ProxyRefusal {
  readonly name: ProxyErrorName;
  readonly detail: Text;
  /** It may be otherwise in a few seconds. */
  readonly isPassing: boolean;
  /** It did not say a word. */
  readonly isSilent?: true;
  /** Another user name or password may help. */
  readonly wantsLogin?: true;
}

/** A proxy, and what named it. */
export interface NamedProxy {
  readonly address: ProxyAddress;
  /** What a person has to change: an option, a variable, a file, Windows' settings. */
  readonly place: Text;
}

/** Thrown where there is no tunnel. */
export class NoTunnel extends Error {
  readonly refusal: ProxyRefusal;

  constructor(refusal: ProxyRefusal, cause?: unknown) {
    super(refusal.detail.en, { cause });
    this.name = 'NoTunnel';
    this.refusal = refusal;
  }
}

/** Whether it asks who is there: 407, or as tinyproxy says it of a wrong password, 401 (RFC 9110, 15.5.2 and 15.5.8). */
export function isChallenge({ statusCode }: IncomingMessage): boolean {
  return statusCode === 407 || statusCode === 401;
}

/** The names of the schemes that a challenge offers, as they were written (RFC 9110, 11.6.1 and 11.7.1). */
export function schemesIn({ headers }: Pick<IncomingMessage, 'headers'>): string[] {
  const offered = [headers['proxy-authenticate'], headers['www-authenticate']].flat().join(',');
  const unquoted = offered.replace(/"(?:\\.|[^"\\])*"?/g, '""');
  const found = unquoted
    .split(',')
    .map((each) => /^\s*([a-z][a-z0-9-]{0,19})(?:\s+(?!=)|$)/i.exec(each)?.[1]);
  return [...new Set(found.filter((each) => each !== undefined))];
}

export function offersBasic(schemes: readonly string[]): boolean {
  return schemes.some((each) => each.toLowerCase() === 'basic');
}

/** A proxy that asks for what cert-tool does not speak. */
export function otherScheme(schemes: readonly string[]): ProxyRefusal {
  const names = schemes.join(', ') || '?';
  return { name: 'proxy-scheme', detail: { ja: names, en: names }, isPassing: false };
}

/** What a proxy says that wants no login and gives no tunnel. */
export function statusRefusal(answer: IncomingMessage, proxy: NamedProxy): ProxyRefusal {
  const { statusCode: status = 0 } = answer;
  const said = saidBy(answer);
  if (CANNOT_REACH.includes(status)) {
    const name = shownProxy(proxy);
    const detail = {
      ja: `プロキシ ${name.ja} が銀行を見つけられないか、銀行に接続できません(${said})`,
      en: `the proxy ${name.en} did not find it or could not connect to it (${said})`,
    };
    return { name: 'bank-unreachable', detail, isPassing: true };
  }
  if (NO_PROXIES.includes(status) || (status >= 300 && status < 400)) return noProxy(proxy, said);
  return { name: 'proxy-refused', detail: { ja: said, en: said }, isPassing: false };
}

/** Proxies say with any of these that a host is unknown, closed or silent; privoxy says 404. */
const CANNOT_REACH: readonly number[] = [404, 500, 502, 503, 504];

/** What web servers say of CONNECT. */
const NO_PROXIES: readonly number[] = [400, 405, 501];

/** Squid's own word for what went wrong, where it is one: `ERR_CONNECT_FAIL`. */
export function proxyErrorIn(headers: IncomingHttpHeaders): string | undefined {
  return /^ERR_[A-Z_]{3,40}(?= \d+$)/.exec(String(headers['x-squid-error'] ?? ''))?.[0];
}

/** The status, and that word. */
function saidBy({ statusCode, headers }: IncomingMessage): string {
  const word = proxyErrorIn(headers);
  return `HTTP ${statusCode}${word === undefined ? '' : ` ${word}`}`;
}

/** What answers, and is none. */
export function noProxy(proxy: NamedProxy, said: string): ProxyRefusal {
  const name = shownProxy(proxy);
  const detail = {
    ja: `${name.ja} はプロキシではない応答をしました(${said})`,
    en: `${name.en} does not answer as a proxy does (${said})`,
  };
  return { name: 'bank-unreachable', detail, isPassing: false };
}

/** With what named it. */
export function shownProxy({ address, place }: NamedProxy): Text {
  const name = proxyName(address);
  return { ja: `${name}(${place.ja})`, en: `${name} (${place.en})` };
}
