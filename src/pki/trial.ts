import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { CertificateRecord, KeyState, StoredCertificate } from '../core/certificate.ts';
import { CertToolError, toCertToolError } from '../core/error.ts';
import type { CertificateStore, Signing } from '../core/ports/store.ts';

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
  const bytes = trialBytes();
  try {
    return isBy(certificate.pem, bytes, await store.sign(certificate.thumbprint, bytes));
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'key-unusable') return false;
    throw error;
  }
}

function trialBytes(): Buffer {
  return Buffer.concat([Buffer.from(TRIAL), randomBytes(32)]);
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

/**
 * The same for many, which the store is opened for only once. Whatever one of them, or the trial of it, fails of is
 * what is found out about that one: only a failure of the store itself is thrown.
 */
export async function tryAll(
  store: Pick<CertificateStore, 'sign' | 'signAll'>,
  certificates: readonly StoredCertificate[],
): Promise<KeyTrial[]> {
  const bytes = trialBytes();
  const withKey = certificates.filter(({ hasPrivateKey }) => hasPrivateKey);
  const thumbprints = withKey.map(({ thumbprint }) => thumbprint);
  const answers = await (store.signAll?.(thumbprints, bytes) ?? signEach(store, thumbprints, bytes));
  const found = new Map(withKey.map((each, at) => [each, trialOf(each, bytes, answers[at])]));
  return certificates.map((each) => found.get(each) ?? { key: 'missing' });
}

async function signEach(
  store: Pick<CertificateStore, 'sign'>,
  thumbprints: readonly string[],
  bytes: Uint8Array,
): Promise<Signing[]> {
  const answers: Signing[] = [];
  for (const thumbprint of thumbprints) {
    answers.push(await store.sign(thumbprint, bytes).catch(asAnswer));
    // Thousands take a while, in which a signal is to be heard.
    await setImmediate();
  }
  return answers;
}

/** @throws the wish to end, which is no answer */
function asAnswer(error: unknown): CertToolError {
  const answer = toCertToolError(error);
  if (answer.isCancellation) throw answer;
  return answer;
}

function trialOf({ pem }: StoredCertificate, bytes: Uint8Array, answer: Signing | undefined): KeyTrial {
  if (!(answer instanceof CertToolError)) {
    return { key: answer && isBy(pem, bytes, answer) ? 'works' : 'unusable' };
  }
  if (answer.errorName === 'signing-not-possible') return { key: 'untried', refusal: answer };
  return answer.errorName === 'key-unusable' || answer.errorName === 'internal'
    ? { key: 'unusable' }
    : { key: 'unusable', refusal: answer };
}

/** The same without a trial. */
export function untriedKey({ hasPrivateKey }: StoredCertificate): KeyTrial {
  return { key: hasPrivateKey ? 'untried' : 'missing' };
}
