import { NO_PROXY_AT_ALL, type ProxyAddress, readProxyAddress } from '../core/proxy-address.ts';
import { type ConfigLayers, pick, read } from './layers.ts';
import { InvalidValue } from './schema.ts';

/** What an option or a config file says of the proxy. */
export interface ConfiguredProxy {
  /** How a person names the place of it. */
  readonly place: string;
  /** Undefined where none is to be used, whatever environment and system say. */
  readonly address: ProxyAddress | undefined;
}

/**
 * The proxy of `--proxy` or of a config file.
 * @throws CertToolError `invalid-option`, `invalid-config`, which never show the address
 */
export function configuredProxy(layers: ConfigLayers): ConfiguredProxy | undefined {
  const source = pick(layers, 'proxy');
  return source && { place: source.place, address: read(source, readProxy) };
}

/**
 * The address of a proxy, in which no password may stand: other programs see options, and config files are copied.
 * @returns undefined for `none` @throws InvalidValue
 */
export function readProxy(text: string): ProxyAddress | undefined {
  if (text.trim() === NO_PROXY_AT_ALL) return undefined;
  const proxy = readProxyAddress(text);
  if ('fault' in proxy) throw new InvalidValue(proxy.fault);
  if (proxy.address.password === undefined) return proxy.address;
  throw new InvalidValue({
    ja: 'パスワードは指定できません。環境変数 CERT_TOOL_PROXY_PASSWORD を使用してください',
    en: 'it holds a password, which belongs into the variable CERT_TOOL_PROXY_PASSWORD',
  });
}
