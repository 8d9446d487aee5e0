import { randomBytes, verify, X509Certificate } from 'node:crypto';
import type { CertificateRecord, KeyState, StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { CertificateStore } from '../core/ports/store.ts';

/** What a trial signs begins so, so that its signature can never serve as a proof at the bank. */
const TRIAL = 'cert-tool trial v1\n';

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2), against the certificate's key. */
export function verifySignature(certificatePem: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify('sha256', bytes, new X509Certificate(certificatePem).publicKey, signature);
}

/**
 * Whether the store can sign with the key of this certificate: the only proof that key and certificate belong together
 * and the key works. A key that cannot be used is `false`; any other failure of the store is thrown.
 */
export async function trialSignature(
  store: Pick<CertificateStore, 'sign'>,
  certificate: Pick<CertificateRecord, 'thumbprint' | 'pem'>,
): Promise<boolean> {
  const bytes = Buffer.concat([Buffer.from(TRIAL), randomBytes(32)]);
  try {
    return isBy(certificate.pem, bytes, await store.sign(certificate.thumbprint, bytes));
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'key-unusable') return false;
    throw error;
  }
}

/** A signature that cannot be judged, by a key of somebody else's odd certificate, is none that works. */
function isBy(certificatePem: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifySignature(certificatePem, bytes, signature);
  } catch {
    return false;
  }
}

export interface KeyTrial {
  readonly key: KeyState;
  /** Why the store cannot or will not use the key. */
  readonly refusal?: CertToolError | undefined;
}

/**
 * Finds out what the key of a certificate is good for. One that others can read or change counts as unusable: it is to
 * be looked at, and not to be used. One that nobody can try is left as it is.
 */
export async function tryKey(
  store: Pick<CertificateStore, 'sign'>,
  certificate: StoredCertificate,
): Promise<KeyTrial> {
  if (!certificate.hasPrivateKey) return { key: 'missing' };
  try {
    return { key: (await trialSignature(store, certificate)) ? 'works' : 'unusable' };
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    if (error.errorName === 'signing-not-possible') return { key: 'untried', refusal: error };
    if (error.errorName !== 'store-unsafe') throw error;
    return { key: 'unusable', refusal: error };
  }
}

/** The same without a trial. */
export function untriedKey({ hasPrivateKey }: StoredCertificate): KeyTrial {
  return { key: hasPrivateKey ? 'untried' : 'missing' };
}
