import type { Text } from '../core/text.ts';
import type { HttpAnswer } from './http-answer.ts';

/** What the contract says of the answer. */
interface Expectation {
  /** Its status is one of the good ones. */
  readonly isExpected: boolean;
  /** It is the bank's own refusal, in the contract's words. */
  readonly isRefusal: boolean;
}

/**
 * Tells where it is not the bank's service that answered but something in between, or beside it: a filter, a proxy, the
 * login page of a network, a web site. That nobody mends by calling the bank's service faulty.
 * @returns what is known of it, of which nothing is its content; undefined for what may be the bank's answer
 */
export function otherAnswer(answer: HttpAnswer, expected: Expectation): Text | undefined {
  const { status, contentType, body, location, proxyError } = answer;
  if (expected.isRefusal) return undefined;
  if (proxyError !== undefined) return both(`HTTP ${status} ${proxyError}`);
  if (status >= 300 && status < 400) return redirect(status, location);
  if (PROXY_STATUSES.includes(status)) return both(`HTTP ${status}`);
  // What a gateway of the bank's says of a fault is a page, too.
  if (status >= 500 || status === 429) return undefined;
  if (WEB_PAGES.includes(contentType)) {
    return { ja: `HTTP ${status}、Web ページ(HTML)`, en: `HTTP ${status}, a web page (HTML)` };
  }
  if (!expected.isExpected || status === 204) return undefined;
  if (body.length === 0) return { ja: `HTTP ${status}、内容なし`, en: `HTTP ${status}, empty` };
  if (contentType === '' || contentType === 'text/plain') {
    return { ja: `HTTP ${status}、テキスト`, en: `HTTP ${status}, text` };
  }
  return undefined;
}

/** Proxy Authentication Required (RFC 9110, 15.5.8), Network Authentication Required (RFC 6585, 6). */
const PROXY_STATUSES: readonly number[] = [407, 511];
const WEB_PAGES: readonly string[] = ['text/html', 'application/xhtml+xml'];

/** Of the address that it leads to only the host: the rest may hold anything. */
function redirect(status: number, location: string | undefined): Text {
  const host = location !== undefined && URL.canParse(location) ? new URL(location).host : '';
  if (host === '') return { ja: `HTTP ${status}、別のページへの転送`, en: `HTTP ${status}, to another page` };
  return { ja: `HTTP ${status}、${host} への転送`, en: `HTTP ${status}, to ${host}` };
}

function both(words: string): Text {
  return { ja: words, en: words };
}
