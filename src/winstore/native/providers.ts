import { cspKeys } from './csp.ts';
import type { KeyPlace, Keys } from './keys.ts';
import { cngKeys } from './ncrypt.ts';
import type { WindowsApi } from './windows-api.ts';

/** For new keys: CNG, which TLS 1.3's PSS signatures need; under Wine, where CNG keys do not last, a CSP. */
export function newKeys(api: WindowsApi): Keys {
  return api.wine ? cspKeys(api) : cngKeys(api);
}

/** For keys that are there already, other programs' too. */
export function keysAt(api: WindowsApi, { providerType }: KeyPlace): Keys {
  return providerType === 0 ? cngKeys(api) : cspKeys(api);
}
