import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';

const BASE_PATH = '/v1';

/**
 * The bank's address with the contract's base path, without a slash at its end.
 * @throws CertToolError `invalid-bank-url`
 */
export function readBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const detail = faultOf(url);
  if (url === undefined || detail !== undefined) {
    throw new CertToolError('invalid-bank-url', { params: { url: withoutUser(text), detail: detail ?? '' } });
  }
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith(BASE_PATH) ? path : path + BASE_PATH;
  return url;
}

function faultOf(url: URL | undefined): Text | undefined {
  if (url === undefined) return { ja: 'URL の書式ではありません', en: 'it is no URL' };
  if (url.protocol !== 'https:')
    return { ja: 'https:// で始まっていません', en: 'it does not begin with https://' };
  if (url.username || url.password) {
    return { ja: 'ユーザ名またはパスワードを含んでいます', en: 'it holds a user name or a password' };
  }
  if (url.search || url.hash) return { ja: '「?」または「#」を含んでいます', en: 'it holds a "?" or a "#"' };
  return undefined;
}

/** A password in an address must not be shown. */
function withoutUser(text: string): string {
  return text.replace(/^([^/]*\/\/)?.*@/, '$1');
}
