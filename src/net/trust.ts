import tls, { type SecureContext, type SecureContextOptions } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';

/** Whom to trust: one CA alone (the practice bank's), or further CAs beside the usual ones. PEM. */
export type TrustedCas = { readonly only: string } | { readonly extra: readonly string[] };

/** Filling the store of roots takes Node 20 to 30 ms, and several connections one after the other trust the same. */
let lastFilled: { readonly ca: readonly string[]; readonly context: SecureContext } | undefined;

/**
 * The TLS settings of all connections to a bank. `only` loads no other root at all. Key and certificate are those that a
 * client shows when it is asked. Verification is always on.
 */
export function secureContextFor(
  cas: TrustedCas | undefined,
  { key, cert }: Pick<SecureContextOptions, 'key' | 'cert'> = {},
): SecureContext {
  const ca = cas && caOf(cas);
  if (!ca || 'only' in cas || key || cert) {
    return contextWith({ ...(ca && { ca }), ...(key && cert && { key, cert }) });
  }
  if (lastFilled && isDeepStrictEqual(lastFilled.ca, ca)) return lastFilled.context;
  const context = contextWith({ ca });
  lastFilled = { ca, context };
  return context;
}

function contextWith(options: SecureContextOptions): SecureContext {
  return tls.createSecureContext({ minVersion: 'TLSv1.2', ...options });
}

/** Giving Node further roots replaces its own, so that they are given, too. */
function caOf(cas: TrustedCas): string[] {
  return 'only' in cas ? [cas.only] : [...usualRoots(), ...cas.extra];
}

/** With the system's, where Node is told to use them; Node before 22.15 can tell only its own. */
function usualRoots(): readonly string[] {
  const { rootCertificates, getCACertificates }: Roots = tls;
  return getCACertificates?.('default') ?? rootCertificates;
}

interface Roots extends Pick<typeof tls, 'rootCertificates'> {
  readonly getCACertificates?: (type: 'default') => string[];
}
