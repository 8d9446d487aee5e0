import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls, { type SecureContext } from 'node:tls';
import { CertToolError } from '../core/error.ts';

/** Whom to trust: one CA alone (the practice bank's), or further CAs beside the usual ones. PEM. */
export type TrustedCas = { readonly only: string } | { readonly extra: readonly string[] };

/**
 * The TLS settings of all connections to a bank, made once: filling the store of roots takes Node 20 to 30 ms.
 * `only` loads no other root at all. Verification is always on.
 * @throws CertToolError `unreadable-file` when a given CA is no PEM certificate
 */
export function secureContextFor(cas: TrustedCas | undefined): SecureContext {
  const given = cas === undefined ? [] : 'only' in cas ? [cas.only] : cas.extra;
  given.forEach(checkPem);
  const roots = cas === undefined || 'only' in cas ? [] : usualRoots();
  const ca = given.length === 0 ? undefined : [...roots, ...given];
  return tls.createSecureContext({ minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) });
}

/** OpenSSL would silently add nothing. */
function checkPem(pem: string): void {
  try {
    new X509Certificate(pem);
  } catch (cause) {
    const detail = { ja: 'PEM 形式の証明書ではありません', en: 'it holds no certificate in PEM' };
    throw new CertToolError('unreadable-file', { params: { file: '--ca-file', detail }, cause });
  }
}

/** The roots that Node trusts by itself: giving it further ones replaces these. */
function usualRoots(): readonly string[] {
  const file = process.env['NODE_EXTRA_CA_CERTS'];
  return file ? [...tls.rootCertificates, ...readIfThere(file)] : tls.rootCertificates;
}

/** Node itself goes on with a warning when this file is missing. */
function readIfThere(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
