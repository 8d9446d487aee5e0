import { WindowsError } from '../windows/errors.ts';
import type { ForeignFunction, Koffi } from './koffi.ts';

/** A handle or pointer of Windows; null is none. */
export type Handle = bigint | null;

/** https://learn.microsoft.com/windows/win32/api/wincrypt/, …/api/ncrypt/, …/api/bcrypt/ */
const STRUCTURES = {
  CRYPT_DATA_BLOB: { cbData: 'uint32_t', pbData: 'void *' },
  CERT_CONTEXT: {
    dwCertEncodingType: 'uint32_t',
    pbCertEncoded: 'void *',
    cbCertEncoded: 'uint32_t',
    pCertInfo: 'void *',
    hCertStore: 'void *',
  },
  CRYPT_KEY_PROV_INFO: {
    pwszContainerName: 'str16',
    pwszProvName: 'str16',
    dwProvType: 'uint32_t',
    dwFlags: 'uint32_t',
    cProvParam: 'uint32_t',
    rgProvParam: 'void *',
    dwKeySpec: 'uint32_t',
  },
  TOKEN_USER: { Sid: 'void *', Attributes: 'uint32_t' },
  BCRYPT_PKCS1_PADDING_INFO: { pszAlgId: 'str16' },
};

const LIBRARIES = {
  'kernel32.dll': [
    'uint32_t GetLastError()',
    'int ProcessIdToSessionId(uint32_t process, _Out_ uint32_t *session)',
    'int CloseHandle(void *handle)',
  ],
  'secur32.dll': ['uint8_t GetUserNameExW(int format, void *name, _Inout_ uint32_t *length)'],
  'crypt32.dll': [
    'void *CertOpenStore(void *provider, uint32_t encoding, void *hProv, uint32_t flags, str16 name)',
    'int CertCloseStore(void *store, uint32_t flags)',
    'int CertControlStore(void *store, uint32_t flags, uint32_t type, void *parameter)',
    'void *CertEnumCertificatesInStore(void *store, void *previous)',
    'void *CertFindCertificateInStore(void *store, uint32_t encoding, uint32_t flags, uint32_t type, CRYPT_DATA_BLOB *what, void *previous)',
    'void *CertCreateCertificateContext(uint32_t encoding, void *der, uint32_t length)',
    'void *CertDuplicateCertificateContext(void *context)',
    'int CertFreeCertificateContext(void *context)',
    'int CertAddCertificateContextToStore(void *store, void *context, uint32_t disposition, _Out_ void **added)',
    'int CertDeleteCertificateFromStore(void *context)',
    'int CertGetCertificateContextProperty(void *context, uint32_t property, void *data, _Inout_ uint32_t *length)',
    'int CertSetCertificateContextProperty(void *context, uint32_t property, uint32_t flags, void *data)',
  ],
  'advapi32.dll': [
    'int CryptAcquireContextW(_Out_ void **provider, str16 container, str16 name, uint32_t type, uint32_t flags)',
    'int CryptReleaseContext(void *provider, uint32_t flags)',
    'int CryptGenKey(void *provider, uint32_t algorithm, uint32_t flags, _Out_ void **key)',
    'int CryptGetUserKey(void *provider, uint32_t keySpec, _Out_ void **key)',
    'int CryptExportKey(void *key, void *exportKey, uint32_t type, uint32_t flags, void *data, _Inout_ uint32_t *length)',
    'int CryptDestroyKey(void *key)',
    'int CryptCreateHash(void *provider, uint32_t algorithm, void *key, uint32_t flags, _Out_ void **hash)',
    'int CryptHashData(void *hash, void *data, uint32_t length, uint32_t flags)',
    'int CryptSignHashW(void *hash, uint32_t keySpec, void *description, uint32_t flags, void *signature, _Inout_ uint32_t *length)',
    'int CryptDestroyHash(void *hash)',
    'int OpenProcessToken(void *process, uint32_t access, _Out_ void **token)',
    'int GetTokenInformation(void *token, int what, void *data, uint32_t size, _Out_ uint32_t *length)',
    'uint32_t RegGetValueW(void *root, str16 key, str16 name, uint32_t type, void *found, void *data, _Inout_ uint32_t *length)',
  ],
  'ncrypt.dll': [
    'uint32_t NCryptOpenStorageProvider(_Out_ void **provider, str16 name, uint32_t flags)',
    'uint32_t NCryptCreatePersistedKey(void *provider, _Out_ void **key, str16 algorithm, str16 name, uint32_t keySpec, uint32_t flags)',
    'uint32_t NCryptOpenKey(void *provider, _Out_ void **key, str16 name, uint32_t keySpec, uint32_t flags)',
    'uint32_t NCryptSetProperty(void *object, str16 property, void *data, uint32_t length, uint32_t flags)',
    'uint32_t NCryptFinalizeKey(void *key, uint32_t flags)',
    'uint32_t NCryptExportKey(void *key, void *exportKey, str16 type, void *parameters, void *data, uint32_t size, _Out_ uint32_t *length, uint32_t flags)',
    'uint32_t NCryptSignHash(void *key, BCRYPT_PKCS1_PADDING_INFO *padding, void *hash, uint32_t hashLength, void *signature, uint32_t size, _Out_ uint32_t *length, uint32_t flags)',
    'uint32_t NCryptDeleteKey(void *key, uint32_t flags)',
    'uint32_t NCryptFreeObject(void *object)',
  ],
};

/** Functions of Windows by name, bound at their first use, with their failures as `WindowsError`s. */
export interface WindowsApi {
  readonly koffi: Koffi;
  /** Under Wine, which keeps no CNG keys. */
  readonly wine: boolean;
  /** Calls a function whatever it answers. */
  call(name: string, ...args: readonly unknown[]): unknown;
  /** Calls a function that answers FALSE or a null pointer on failure and sets the last error. */
  must(name: string, ...args: readonly unknown[]): Handle;
  /** Calls a function that answers a SECURITY_STATUS. */
  status(name: string, ...args: readonly unknown[]): void;
  lastError(): number;
}

/** koffi's types have names that can be given once. */
const bound = new WeakMap<Koffi, WindowsApi>();

export function windowsApi(koffi: Koffi): WindowsApi {
  const api = bound.get(koffi) ?? bind(koffi);
  bound.set(koffi, api);
  return api;
}

function bind(koffi: Koffi): WindowsApi {
  for (const [name, members] of Object.entries(STRUCTURES)) koffi.struct(name, members);
  const functions = new Map<string, ForeignFunction>();
  const call = (name: string, ...args: readonly unknown[]) => {
    const known = functions.get(name) ?? bindFunction(koffi, name);
    functions.set(name, known);
    return known(...args);
  };
  const lastError = () => Number(call('GetLastError'));
  // Bound before it is needed: binding makes calls that would change the last error.
  lastError();
  return {
    koffi,
    wine: isWine(koffi),
    call,
    lastError,
    must(name, ...args) {
      const result = call(name, ...args);
      if (!result) throw new WindowsError(name, lastError());
      return result as Handle;
    },
    status(name, ...args) {
      const code = Number(call(name, ...args));
      if (code !== 0) throw new WindowsError(name, code);
    },
  };
}

function bindFunction(koffi: Koffi, name: string): ForeignFunction {
  for (const [library, prototypes] of Object.entries(LIBRARIES)) {
    const prototype = prototypes.find((each) => new RegExp(`\\b${name}\\(`).test(each));
    if (prototype) return koffi.load(library).func(prototype.replace(name, `__stdcall ${name}`));
  }
  throw new TypeError(`no prototype: ${name}`);
}

/** Wine's ntdll exports its version; that of Windows does not. */
function isWine(koffi: Koffi): boolean {
  try {
    koffi.load('ntdll.dll').func('const char *wine_get_version()');
    return true;
  } catch {
    return false;
  }
}

/** The one result of a call that fills a one-element array. */
export function filled<T>(results: readonly T[]): T {
  const [result] = results;
  if (result === undefined) throw new TypeError('a call filled nothing in');
  return result;
}
