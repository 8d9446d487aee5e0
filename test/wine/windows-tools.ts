import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import {
  addCertificate,
  eachCertificate,
  keyPlaceOf,
  thumbprintOf,
  withCertificate,
  withStore,
} from '../../src/winstore/native/certificates.ts';
import type { KeyPlace } from '../../src/winstore/native/keys.ts';
import type { Koffi } from '../../src/winstore/native/koffi.ts';
import { loadKoffi } from '../../src/winstore/native/koffi.ts';
import { keysAt, newKeys } from '../../src/winstore/native/providers.ts';
import { filled, type Handle, type WindowsApi, windowsApi } from '../../src/winstore/native/windows-api.ts';
import { WindowsError } from '../../src/winstore/windows/errors.ts';
import { importKey, refusesSha256 } from './provider-keys.ts';

const PROVIDER = 'Microsoft Enhanced RSA and AES Cryptographic Provider';
const CRYPT_VERIFYCONTEXT = 0xf0000000;
const PP_ENUMCONTAINERS = 2;
const CRYPT_FIRST = 1;
const PRIVATEKEYBLOB = 7;
const HKEY_CURRENT_USER = 0x80000001n;
const HKEY_LOCAL_MACHINE = 0x80000002n;
const X509_AND_PKCS7 = 0x10001;
const CERT_STORE_ADD_NEW = 1;
const REG_SZ = 1;
const REG_BINARY = 3;
const REG_DWORD = 4;
const SESSIONS = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI\\SessionData\\';
const POLICY = 'SOFTWARE\\Policies\\Microsoft\\Cryptography';
const PROVIDERS = 'SOFTWARE\\Microsoft\\Cryptography\\Defaults\\Provider';
const MY = 'Software\\Microsoft\\SystemCertificates\\My\\Certificates\\';

/** What the tests do to Windows past cert-tool. Runs in Windows' Node. */
export async function windowsTools(load = loadKoffi) {
  const koffi = await load();
  const api = windowsApi(koffi);
  return {
    containers: () => containers(koffi, api),
    /** Certificates of CurrentUser\CA, as thumbprints. */
    intermediates: () => thumbprints(api, 'CA'),
    keyPlace: (thumbprint: string) => keyPlace(api, thumbprint),
    exportPrivateKey: (place: KeyPlace) => exportPrivateKey(api, place),
    /** Of a new key as the native store makes them, whether there is one or not. */
    newPlace: (container: string) => newKeys(api).place(container),
    /** A certificate whose key is said to be in this container, whether there is one or not. */
    addCertificate(pem: string, container: string, friendlyName: string) {
      addCertificate(api, new X509Certificate(pem).raw, newKeys(api).place(container), friendlyName);
    },
    /** The same with any place of a key. */
    addCertificateAt(pem: string, place: KeyPlace, friendlyName: string) {
      addCertificate(api, new X509Certificate(pem).raw, place, friendlyName);
    },
    /** Puts a key into a new container, as non-exportable as another program would. */
    importKey: (place: KeyPlace, keyPem: string) => importKey(koffi, api, place, keyPem),
    /** A provider of another maker's name, which is Wine's own one of before SHA-256. */
    addOldProvider(name: string) {
      const key = `${PROVIDERS}\\${name}`;
      setRegistryValue(koffi, HKEY_LOCAL_MACHINE, key, 'Image Path', 'rsaenh.dll\0');
      setRegistryValue(koffi, HKEY_LOCAL_MACHINE, key, 'Type', 1);
      setRegistryValue(koffi, HKEY_LOCAL_MACHINE, key, 'Signature', Buffer.alloc(4));
    },
    /** What the provider itself, past cert-tool, says to SHA-256; undefined when it can. */
    refusesSha256: (place: KeyPlace) => refusesSha256(api, place),
    /** Certificates without keys. @param ders at once: each opening of the store reads all that is in it */
    addBare: (ders: readonly Uint8Array[]) => addBare(api, ders),
    makeKey: (container: string) => newKeys(api).create(newKeys(api).place(container), 1024),
    removeKey: (place: KeyPlace) => keysAt(api, place).remove(place),
    /** What is no certificate, in the place of one. */
    addGarbage: (bytes: Uint8Array) => addGarbage(koffi, bytes),
    forceKeyProtection: (value: number) =>
      setRegistryValue(koffi, HKEY_LOCAL_MACHINE, POLICY, 'ForceKeyProtection', value),
    signInAtDesktop: (account: string, sid: string) => signInAtDesktop(koffi, api, account, sid),
    /** What a program prints that has a console of its own. */
    output: (program: string, args: readonly string[]) =>
      execFileSync(program, args, { windowsHide: true, input: '', encoding: 'utf8' }),
    clear: () => clear(koffi, api),
    clearCertificates: () => clearCertificates(api),
  };
}

function thumbprints(api: WindowsApi, name: 'MY' | 'CA'): string[] {
  const found: string[] = [];
  withStore(api, name, 'read', (store) =>
    eachCertificate(api, store, (context) => found.push(thumbprintOf(api, context))),
  );
  return found;
}

function keyPlace(api: WindowsApi, thumbprint: string): KeyPlace | undefined {
  return withStore(api, 'MY', 'read', (store) =>
    withCertificate(api, store, thumbprint, (context) => keyPlaceOf(api, context)),
  );
}

/** The user's key containers. */
function containers(koffi: Koffi, api: WindowsApi): string[] {
  const get = koffi
    .load('advapi32.dll')
    .func(
      'int __stdcall CryptGetProvParam(void *provider, uint32_t parameter, void *data, _Inout_ uint32_t *length, uint32_t flags)',
    );
  const provider: Handle[] = [null];
  api.must('CryptAcquireContextW', provider, null, PROVIDER, 24, CRYPT_VERIFYCONTEXT);
  const found: string[] = [];
  for (let flags = CRYPT_FIRST; ; flags = 0) {
    const name = Buffer.alloc(1024);
    if (!get(filled(provider), PP_ENUMCONTAINERS, name, [name.length], flags)) break;
    found.push(name.toString('latin1', 0, name.indexOf(0)));
  }
  api.call('CryptReleaseContext', filled(provider), 0);
  return found;
}

/** Tries to get the private key out. @returns Windows' refusal, or undefined when it gave the key away */
function exportPrivateKey(api: WindowsApi, place: KeyPlace): string | undefined {
  const [provider, key]: Handle[][] = [[null], [null]];
  api.must('CryptAcquireContextW', provider, place.container, place.provider, place.providerType, 0x40);
  api.must('CryptGetUserKey', filled(provider ?? []), place.keySpec, key);
  try {
    api.must('CryptExportKey', filled(key ?? []), null, PRIVATEKEYBLOB, 0, Buffer.alloc(8192), [8192]);
    return undefined;
  } catch (error) {
    if (error instanceof WindowsError) return error.message;
    throw error;
  } finally {
    api.call('CryptDestroyKey', filled(key ?? []));
    api.call('CryptReleaseContext', filled(provider ?? []), 0);
  }
}

function addBare(api: WindowsApi, ders: readonly Uint8Array[]): void {
  withStore(api, 'MY', 'write', (store) => {
    for (const der of ders) {
      const context = api.must('CertCreateCertificateContext', X509_AND_PKCS7, der, der.length);
      api.must('CertAddCertificateContextToStore', store, context, CERT_STORE_ADD_NEW, [null]);
      api.call('CertFreeCertificateContext', context);
    }
    api.must('CertControlStore', store, 1, 3, null);
  });
}

function addGarbage(koffi: Koffi, bytes: Uint8Array): void {
  const name = createHash('sha1').update(bytes).digest('hex').toUpperCase();
  setRegistryValue(koffi, HKEY_CURRENT_USER, MY + name, 'Blob', bytes);
}

/** As Windows notes who is signed in at the desktop of this session. */
function signInAtDesktop(koffi: Koffi, api: WindowsApi, account: string, sid: string): void {
  const session = [0];
  api.must('ProcessIdToSessionId', process.pid, session);
  for (const [name, text] of Object.entries({ LoggedOnSAMUser: account, LoggedOnUserSID: sid })) {
    setRegistryValue(koffi, HKEY_LOCAL_MACHINE, `${SESSIONS}${filled(session)}`, name, `${text}\0`);
  }
}

/** Sets bytes, a number or a text that ends in NUL. */
function setRegistryValue(
  koffi: Koffi,
  root: bigint,
  key: string,
  name: string,
  value: Uint8Array | number | string,
): void {
  const set = koffi
    .load('advapi32.dll')
    .func(
      'int __stdcall RegSetKeyValueW(void *key, str16 subkey, str16 name, uint32_t type, void *data, uint32_t length)',
    );
  const data =
    typeof value === 'number'
      ? Buffer.from(new Uint32Array([value]).buffer)
      : Buffer.from(value as string, 'utf16le');
  const bytes = value instanceof Uint8Array ? value : data;
  const type = value instanceof Uint8Array ? REG_BINARY : typeof value === 'number' ? REG_DWORD : REG_SZ;
  const code = set(root, key, name, type, bytes, bytes.length);
  if (code !== 0) throw new WindowsError('RegSetKeyValueW', Number(code));
}

function clear(koffi: Koffi, api: WindowsApi): void {
  clearCertificates(api);
  for (const container of containers(koffi, api))
    keysAt(api, newKeys(api).place(container)).remove(newKeys(api).place(container));
}

function clearCertificates(api: WindowsApi): void {
  for (const name of ['MY', 'CA'] as const) {
    withStore(api, name, 'write', (store) => {
      const all: Handle[] = [];
      eachCertificate(api, store, (context) =>
        all.push(api.must('CertDuplicateCertificateContext', context)),
      );
      for (const context of all) api.must('CertDeleteCertificateFromStore', context);
      api.must('CertControlStore', store, 1, 3, null);
    });
  }
}
