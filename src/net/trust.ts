import tls, { type SecureContext, type SecureContextOptions } from 'node:tls';

/** Whom to trust: one CA alone (the practice bank's), or further CAs beside the usual ones. PEM. */
export type TrustedCas = { readonly only: string } | { readonly extra: readonly string[] };

/**
 * The TLS settings of all connections to a bank, made once: filling the store of roots takes Node 20 to 30 ms.
 * `only` loads no other root at all. Key and certificate are those that a client shows when it is asked. Verification is always on.
 */
export function secureContextFor(
  cas: TrustedCas | undefined,
  { key, cert }: Pick<SecureContextOptions, 'key' | 'cert'> = {},
): SecureContext {
  return tls.createSecureContext({
    minVersion: 'TLSv1.2',
    ...(cas ? { ca: caOf(cas) } : {}),
    ...(key && cert ? { key, cert } : {}),
  });
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
