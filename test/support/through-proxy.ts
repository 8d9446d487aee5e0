import { readProxyAddress } from '../../src/core/proxy-address.ts';
import { type AskForProxy, ProxyLogin } from '../../src/net/proxy-login.ts';
import type { ForwardProxy } from '../../src/net/tunnel.ts';

/** A proxy by its address, as if it came from HTTPS_PROXY. */
export function proxyAt(url: string, ask?: AskForProxy): ForwardProxy {
  const read = readProxyAddress(url);
  if ('fault' in read) throw new TypeError(read.fault.en);
  const { address } = read;
  const named = { address, place: { ja: 'HTTPS_PROXY', en: 'HTTPS_PROXY' } };
  return { ...named, login: new ProxyLogin(named, address.password, ask) };
}
