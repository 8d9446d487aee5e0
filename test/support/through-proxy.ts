import { readProxyAddress } from '../../src/core/proxy-address.ts';
import { ProxyLogin, type ProxyLoginOptions } from '../../src/net/proxy-login.ts';
import type { ForwardProxy } from '../../src/net/tunnel.ts';

/** A proxy by its address, as if it came from HTTPS_PROXY. */
export function proxyAt(url: string, more: Omit<ProxyLoginOptions, 'given'> = {}): ForwardProxy {
  const read = readProxyAddress(url);
  if ('fault' in read) throw new TypeError(read.fault.en);
  const { address } = read;
  const { password } = address;
  const place = { ja: 'HTTPS_PROXY', en: 'HTTPS_PROXY' };
  const given = password === undefined ? undefined : { password, source: place };
  return { address, place, login: new ProxyLogin({ address, place }, { given, ...more }) };
}
