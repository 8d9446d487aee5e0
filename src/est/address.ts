import { createHash } from 'node:crypto';
import { CertToolError } from '../core/error.ts';

/**
 * The address of an EST service, below which its operations are (RFC 7030, 3.2.2): as it was set, without a slash at its end.
 * @param text checked already as an address of a bank @throws CertToolError `invalid-bank-url`
 */
export function readEstAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:') {
    const detail = { ja: 'https:// で始まる URL ではありません', en: 'it is no https:// URL' };
    throw new CertToolError('invalid-bank-url', { params: { url: text.replace(/^.*@/, ''), detail } });
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** Who answers there, for good: CAs come and go behind an address. */
export function bankIdOf(address: URL): string {
  const place = address.host + address.pathname.replace(/\/+$/, '');
  return `est-${createHash('sha256').update(place).digest('hex').slice(0, 32)}`;
}

/** As people know it: the host, and the label where there is one. */
export function nameOfService({ host, pathname }: URL): string {
  const [, label] = /\/\.well-known\/est\/([^/]+)\/*$/.exec(pathname) ?? [];
  return label === undefined ? host : `${host} (${label})`;
}
