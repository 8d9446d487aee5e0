import type { StoredCertificate } from '../../core/certificate.ts';
import { MalformedDer, readCertificate } from '../../pki/certificate.ts';
import { intermediatesOf } from '../shared/failures.ts';
import { leftOutOf, type OnLeftOut } from '../shared/left-out.ts';
import { HRESULT, WindowsError } from '../windows/errors.ts';
import type { KeyPlace } from './keys.ts';
import type { Handle, WindowsApi } from './windows-api.ts';

/** wincrypt.h */
const CERT_STORE_PROV_SYSTEM_W = 10n;
const CERT_SYSTEM_STORE_CURRENT_USER = 0x10000;
const CERT_STORE_READONLY = 0x8000;
const CERT_STORE_ENUM_ARCHIVED = 0x200;
const CERT_STORE_CTRL_COMMIT = 3;
const CERT_STORE_CTRL_COMMIT_FORCE = 1;
const CERT_STORE_ADD_USE_EXISTING = 2;
const CERT_STORE_ADD_REPLACE_EXISTING = 3;
const CERT_FIND_SHA1_HASH = 0x10000;
const CERT_KEY_PROV_INFO = 2;
const CERT_SHA1_HASH = 3;
const CERT_FRIENDLY_NAME = 11;
const CERT_ARCHIVED = 19;
const X509_AND_PKCS7 = 0x10001;
const CRYPT_MACHINE_KEYSET = 0x20;

type StoreName = 'MY' | 'CA';

interface CertContext {
  readonly pbCertEncoded: unknown;
  readonly cbCertEncoded: number;
}

interface KeyProvInfo {
  readonly pwszContainerName: string | null;
  readonly pwszProvName: string | null;
  readonly dwProvType: number;
  readonly dwFlags: number;
  readonly dwKeySpec: number;
}

/** Opens a store of the current user, with what is hidden in it, for the time of `work`. */
export function withStore<T>(
  api: WindowsApi,
  name: StoreName,
  mode: 'read' | 'write',
  work: (store: Handle) => T,
): T {
  const access = mode === 'read' ? CERT_STORE_READONLY : 0;
  const flags = CERT_SYSTEM_STORE_CURRENT_USER | CERT_STORE_ENUM_ARCHIVED | access;
  const store = api.must('CertOpenStore', CERT_STORE_PROV_SYSTEM_W, 0, null, flags, name);
  try {
    return work(store);
  } finally {
    api.call('CertCloseStore', store, 0);
  }
}

/** Goes through all certificates; `each` may not keep what it gets. */
export function eachCertificate(api: WindowsApi, store: Handle, each: (found: Handle) => void): void {
  let context: Handle = null;
  try {
    for (;;) {
      // Frees the one before it.
      context = api.call('CertEnumCertificatesInStore', store, context) as Handle;
      if (!context) return;
      each(context);
    }
  } finally {
    if (context) api.call('CertFreeCertificateContext', context);
  }
}

/** Undefined when there is none. `work` may not keep the context. @param thumbprint 40 hex digits */
export function withCertificate<T>(
  api: WindowsApi,
  store: Handle,
  thumbprint: string,
  work: (context: Handle) => T,
): T | undefined {
  const hash = Buffer.from(thumbprint, 'hex');
  const what = { cbData: hash.length, pbData: hash };
  const find = [X509_AND_PKCS7, 0, CERT_FIND_SHA1_HASH, what, null] as const;
  const context = api.call('CertFindCertificateInStore', store, ...find) as Handle;
  return context ? freeing(api, context, () => work(context)) : undefined;
}

function freeing<T>(api: WindowsApi, context: Handle, work: () => T): T {
  try {
    return work();
  } finally {
    api.call('CertFreeCertificateContext', context);
  }
}

/** Undefined for what cannot be read as a certificate. */
export function readStored(
  api: WindowsApi,
  context: Handle,
  onLeftOut?: OnLeftOut,
): StoredCertificate | undefined {
  const der = derOf(api, context);
  try {
    const hasPrivateKey = property(api, context, CERT_KEY_PROV_INFO) !== undefined;
    const friendlyName = property(api, context, CERT_FRIENDLY_NAME)?.toString('utf16le') ?? '';
    return Object.assign(readCertificate(der), {
      hasPrivateKey,
      friendlyName: friendlyName.replace(/\0+$/, ''),
      ...(isArchived(api, context) && { archived: true }),
    });
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
    onLeftOut?.(leftOutOf(der));
    return undefined;
  }
}

/** Windows' own memory, for as long as the context is open. */
function derOf(api: WindowsApi, context: Handle): Uint8Array {
  const found = api.koffi.decode(context, 'CERT_CONTEXT') as CertContext;
  return new Uint8Array(api.koffi.view(found.pbCertEncoded, found.cbCertEncoded));
}

/** Where the certificate says that its key is; the key may be gone. */
export function keyPlaceOf(api: WindowsApi, context: Handle): KeyPlace | undefined {
  const bytes = property(api, context, CERT_KEY_PROV_INFO);
  if (!bytes) return undefined;
  // Its pointers point into itself.
  const info = api.koffi.decode(api.koffi.address(bytes), 'CRYPT_KEY_PROV_INFO') as KeyProvInfo;
  return {
    container: info.pwszContainerName ?? '',
    provider: info.pwszProvName ?? '',
    providerType: info.dwProvType,
    keySpec: info.dwKeySpec,
    machine: (info.dwFlags & CRYPT_MACHINE_KEYSET) !== 0,
  };
}

/** SHA-1 of the DER, 40 lower-case hex digits. */
export function thumbprintOf(api: WindowsApi, context: Handle): string {
  return property(api, context, CERT_SHA1_HASH)?.toString('hex') ?? '';
}

function property(api: WindowsApi, context: Handle, id: number): Buffer | undefined {
  const length = [0];
  if (!api.call('CertGetCertificateContextProperty', context, id, null, length)) {
    const error = new WindowsError('CertGetCertificateContextProperty', api.lastError());
    if (error.code === HRESULT.noSuchProperty) return undefined;
    throw error;
  }
  const bytes = Buffer.alloc(length[0] ?? 0);
  api.must('CertGetCertificateContextProperty', context, id, bytes, length);
  return bytes;
}

/** Adds a certificate with its key's place and friendly name, all at once; replaces one that is there. */
export function addCertificate(api: WindowsApi, der: Uint8Array, key: KeyPlace, friendlyName: string): void {
  const context = api.must('CertCreateCertificateContext', X509_AND_PKCS7, der, der.length);
  freeing(api, context, () => {
    setKeyPlace(api, context, key);
    // An empty one troubles Windows' own tools.
    if (friendlyName) setFriendlyName(api, context, friendlyName);
    withStore(api, 'MY', 'write', (store) => {
      add(api, store, context, CERT_STORE_ADD_REPLACE_EXISTING);
      commit(api, store);
    });
  });
}

/** Adds the certificates between this one and the root to the intermediate ones; roots are left alone. */
export function addIntermediates(api: WindowsApi, chain: readonly string[]): void {
  const between = intermediatesOf(chain);
  if (between.length === 0) return;
  withStore(api, 'CA', 'write', (store) => {
    for (const der of between) {
      const context = api.must('CertCreateCertificateContext', X509_AND_PKCS7, der, der.length);
      freeing(api, context, () => add(api, store, context, CERT_STORE_ADD_USE_EXISTING));
    }
    commit(api, store);
  });
}

/** Nothing when it is gone. */
export function deleteCertificate(api: WindowsApi, thumbprint: string): void {
  withStore(api, 'MY', 'write', (store) => {
    withCertificate(api, store, thumbprint, (context) => {
      // Deleting frees its context, which the caller frees, too.
      api.must('CertDeleteCertificateFromStore', api.must('CertDuplicateCertificateContext', context));
      commit(api, store);
    });
  });
}

function isArchived(api: WindowsApi, context: Handle): boolean {
  return property(api, context, CERT_ARCHIVED) !== undefined;
}

/** Hides a certificate from all that enumerate the store, or shows it again. Nothing when it is gone. */
export function archiveCertificate(api: WindowsApi, thumbprint: string, archived: boolean): void {
  withStore(api, 'MY', 'write', (store) => {
    withCertificate(api, store, thumbprint, (context) => {
      if (isArchived(api, context) === archived) return;
      // What the property holds says nothing; without data it is taken away.
      const mark = { cbData: 0, pbData: null };
      const data = archived ? api.koffi.as(mark, 'CRYPT_DATA_BLOB *') : null;
      api.must('CertSetCertificateContextProperty', context, CERT_ARCHIVED, 0, data);
      commit(api, store);
    });
  });
}

function add(api: WindowsApi, store: Handle, context: Handle, disposition: number): void {
  const added: Handle[] = [null];
  api.must('CertAddCertificateContextToStore', store, context, disposition, added);
  api.call('CertFreeCertificateContext', added[0] ?? null);
}

/** Windows writes at once; Wine keeps deletions and changed properties to itself until it is told to. */
function commit(api: WindowsApi, store: Handle): void {
  api.must('CertControlStore', store, CERT_STORE_CTRL_COMMIT_FORCE, CERT_STORE_CTRL_COMMIT, null);
}

function setKeyPlace(api: WindowsApi, context: Handle, key: KeyPlace): void {
  const info = {
    pwszContainerName: key.container,
    pwszProvName: key.provider,
    dwProvType: key.providerType,
    dwFlags: key.machine ? CRYPT_MACHINE_KEYSET : 0,
    cProvParam: 0,
    rgProvParam: null,
    dwKeySpec: key.keySpec,
  };
  const data = api.koffi.as(info, 'CRYPT_KEY_PROV_INFO *');
  api.must('CertSetCertificateContextProperty', context, CERT_KEY_PROV_INFO, 0, data);
}

function setFriendlyName(api: WindowsApi, context: Handle, friendlyName: string): void {
  const name = Buffer.from(`${friendlyName}\0`, 'utf16le');
  const data = api.koffi.as({ cbData: name.length, pbData: name }, 'CRYPT_DATA_BLOB *');
  api.must('CertSetCertificateContextProperty', context, CERT_FRIENDLY_NAME, 0, data);
}
