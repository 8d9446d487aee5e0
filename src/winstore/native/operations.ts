import { randomUUID, X509Certificate } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { StoredCertificate } from '../../core/certificate.ts';
import { holderOf } from '../../core/certificate-name.ts';
import { CertToolError } from '../../core/error.ts';
import type { KeyFacts, Signing } from '../../core/ports/store.ts';
import { publicKeyHashOf } from '../../pki/keys.ts';
import { trialSignature, verifySignature } from '../../pki/trial.ts';
import { readIssued, reasons, storeFailed } from '../shared/failures.ts';
import type { OnLeftOut } from '../shared/left-out.ts';
import { isThumbprint } from '../shared/thumbprint.ts';
import { HRESULT, isMissingKey, WindowsError } from '../windows/errors.ts';
import {
  addCertificate,
  addIntermediates,
  archiveCertificate,
  deleteCertificate,
  eachCertificate,
  keyPlaceOf,
  readStored,
  thumbprintOf,
  withCertificate,
  withStore,
} from './certificates.ts';
import { isUsersOwn, type KeyPlace } from './keys.ts';
import type { NativePending, PendingKeyHolder } from './pending.ts';
import { keysAt, newKeys } from './providers.ts';
import type { WindowsApi } from './windows-api.ts';

const CONTAINER = 'cert-tool-';

export function listIn(api: WindowsApi, onLeftOut?: OnLeftOut): StoredCertificate[] {
  const found: StoredCertificate[] = [];
  withStore(api, 'MY', 'read', (store) =>
    eachCertificate(api, store, (context) => {
      const certificate = readStored(api, context, onLeftOut);
      if (certificate) found.push(certificate);
    }),
  );
  return found;
}

export function findIn(api: WindowsApi, thumbprint: string): StoredCertificate | undefined {
  if (!isThumbprint(thumbprint)) return undefined;
  return withStore(api, 'MY', 'read', (store) =>
    withCertificate(api, store, thumbprint, (context) => readStored(api, context)),
  );
}

interface Issued {
  /** PEMs. */
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly friendlyName: string;
}

/** Joins certificate and pending key; an earlier join that works is kept. */
export async function install(
  api: WindowsApi,
  findPending: () => Promise<NativePending | undefined>,
  { certificate, chain, friendlyName }: Issued,
): Promise<StoredCertificate> {
  const record = readIssued(certificate);
  const earlier = findIn(api, record.thumbprint);
  const signer = { sign: async (thumbprint: string, bytes: Uint8Array) => sign(api, thumbprint, bytes) };
  if (earlier && (await trialSignature(signer, earlier))) {
    archive(api, earlier.thumbprint, false);
    return findIn(api, earlier.thumbprint) ?? earlier;
  }
  const pending = await findPending();
  if (!pending) throw storeFailed(reasons.noPendingKey);
  if (pending.publicKeyHash !== record.publicKeyHash) throw storeFailed(reasons.otherKey);
  addIntermediates(api, chain);
  addCertificate(api, new X509Certificate(certificate).raw, pending.place, friendlyName);
  const stored = findIn(api, record.thumbprint);
  if (!stored) throw storeFailed(reasons.notReadBack);
  return stored;
}

/**
 * Signs by RSASSA-PKCS1-v1_5 with SHA-256. What comes out is checked, for a certificate can name another's key.
 * @throws CertToolError `key-unusable`
 */
export function sign(api: WindowsApi, thumbprint: string, bytes: Uint8Array): Uint8Array {
  const found = isThumbprint(thumbprint) ? findWithKey(api, thumbprint) : undefined;
  if (!found?.certificate) throw new CertToolError('key-unusable', { params: { loginId: thumbprint } });
  return signAt(api, found.certificate, found.place, bytes);
}

/** The same with many keys, by opening the store once. What is the matter with one of them is its answer. */
export async function signAll(
  api: WindowsApi,
  thumbprints: readonly string[],
  bytes: Uint8Array,
): Promise<Signing[]> {
  const found = new Map<
    string,
    { certificate: StoredCertificate | undefined; place: KeyPlace | undefined }
  >();
  withStore(api, 'MY', 'read', (store) =>
    eachCertificate(api, store, (context) => {
      const place = keyPlaceOf(api, context);
      found.set(thumbprintOf(api, context), { certificate: readStored(api, context), place });
    }),
  );
  const answers: Signing[] = [];
  for (const thumbprint of thumbprints) {
    const { certificate, place } = found.get(thumbprint) ?? {};
    answers.push(answerOf(thumbprint, () => certificate && signAt(api, certificate, place, bytes)));
    // Thousands take a while, in which a signal is to be heard.
    await setImmediate();
  }
  return answers;
}

function answerOf(thumbprint: string, work: () => Uint8Array | undefined): Signing {
  const unusable = { params: { loginId: thumbprint } };
  try {
    return work() ?? new CertToolError('key-unusable', unusable);
  } catch (error) {
    return error instanceof CertToolError
      ? error
      : new CertToolError('key-unusable', { ...unusable, cause: error });
  }
}

/**
 * What Windows says of a key; undefined where the certificate is gone. The provider is named where it has opened the key and
 * cannot sign with SHA-256: what opens a key of Microsoft's old providers is their successor, which can.
 */
export function keyFacts(api: WindowsApi, thumbprint: string): KeyFacts | undefined {
  const { certificate, place } = (isThumbprint(thumbprint) && findWithKey(api, thumbprint)) || {};
  if (!certificate) return undefined;
  const refusal = refusalOf(() => signAt(api, certificate, place, Buffer.from('trial')));
  if (!refusal) return { provider: '' };
  const isOld = refusal.code === HRESULT.badAlgorithm;
  return { provider: (isOld && place?.provider) || '', code: refusal.code };
}

/** Windows' own refusal of a signature; undefined where there is none. */
function refusalOf(work: () => unknown): WindowsError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    return error.details.cause instanceof WindowsError ? error.details.cause : undefined;
  }
}

function signAt(
  api: WindowsApi,
  certificate: StoredCertificate,
  place: KeyPlace | undefined,
  bytes: Uint8Array,
): Uint8Array {
  const loginId = holderOf(certificate);
  try {
    const signature = place && keysAt(api, place).sign(place, bytes);
    if (signature && verifySignature(certificate.pem, bytes, signature)) return signature;
  } catch (error) {
    if (!(error instanceof WindowsError)) throw error;
    throw new CertToolError('key-unusable', { params: { loginId }, cause: error });
  }
  throw new CertToolError('key-unusable', { params: { loginId } });
}

/**
 * The key first, unless it is in use elsewhere or not this user's alone: what is left after a kill is then a
 * certificate, which a repetition finds, never a key that nothing knows.
 * @param pending where the keys of pending requests are
 */
export function remove(api: WindowsApi, thumbprint: string, pending: readonly KeyPlace[]): void {
  if (!isThumbprint(thumbprint)) return;
  const key = keyOf(api, thumbprint);
  const inUse = [...keysInUse(api, thumbprint), ...pending];
  if (key && isUsersOwn(key) && !inUse.some((other) => isSamePlace(key, other))) removeKey(api, key);
  deleteCertificate(api, thumbprint);
}

/** Hides a certificate or shows it again. */
export function archive(api: WindowsApi, thumbprint: string, archived: boolean): void {
  if (isThumbprint(thumbprint)) archiveCertificate(api, thumbprint, archived);
}

/** What `native-pending` needs of Windows' keys. */
export function pendingKeyHolder(api: WindowsApi): PendingKeyHolder {
  return {
    newPlace: () => newKeys(api).place(`${CONTAINER}${randomUUID()}`),
    create: (place, keySize) => keysAt(api, place).create(place, keySize),
    async csr(place, named) {
      // node-forge is slow to load; only who makes a request needs it.
      const { createRequestBy } = await import('../../pki/csr.ts');
      const keys = keysAt(api, place);
      const key = { publicKey: keys.publicKey(place), sign: (bytes: Uint8Array) => keys.sign(place, bytes) };
      return createRequestBy(key, named);
    },
    publicKeyHash: (place) => publicKeyHashOf(keysAt(api, place).publicKey(place)),
    removeUnlessUsed(place) {
      if (!keysInUse(api).some((other) => isSamePlace(place, other))) removeKey(api, place);
    },
  };
}

/** A certificate and where it says that its key is, by opening the store once: that reads all of it. */
function findWithKey(api: WindowsApi, thumbprint: string) {
  return withStore(api, 'MY', 'read', (store) =>
    withCertificate(api, store, thumbprint, (context) => ({
      certificate: readStored(api, context),
      place: keyPlaceOf(api, context),
    })),
  );
}

/** Where the certificate says that its key is. */
function keyOf(api: WindowsApi, thumbprint: string): KeyPlace | undefined {
  return withStore(api, 'MY', 'read', (store) =>
    withCertificate(api, store, thumbprint, (context) => keyPlaceOf(api, context)),
  );
}

/** Where the certificates of the store have their keys. @param except the thumbprint of one that does not count */
function keysInUse(api: WindowsApi, except?: string): KeyPlace[] {
  const places: KeyPlace[] = [];
  withStore(api, 'MY', 'read', (store) =>
    eachCertificate(api, store, (context) => {
      const place = keyPlaceOf(api, context);
      if (place && thumbprintOf(api, context) !== except) places.push(place);
    }),
  );
  return places;
}

/** Nothing when it is gone. An empty name would mean the user's default container. */
function removeKey(api: WindowsApi, place: KeyPlace): void {
  if (!place.container) return;
  try {
    keysAt(api, place).remove(place);
  } catch (error) {
    if (!isMissingKey(error)) throw error;
  }
}

/** Windows takes names of containers without regard to case. */
function isSamePlace(one: KeyPlace, other: KeyPlace): boolean {
  const sameKind = (one.providerType === 0) === (other.providerType === 0);
  return sameKind && one.container.toLowerCase() === other.container.toLowerCase();
}
