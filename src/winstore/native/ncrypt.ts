import { createHash, type KeyObject } from 'node:crypto';
import { type KeyPlace, type Keys, rsaPublicKey } from './keys.ts';
import { filled, type Handle, type WindowsApi } from './windows-api.ts';

/** ncrypt.h and bcrypt.h */
const PROVIDER = 'Microsoft Software Key Storage Provider';
const NCRYPT_MACHINE_KEY = 0x20;
const NCRYPT_SILENT = 0x40;
const NCRYPT_PERSIST = 0x80000000;
const BCRYPT_PAD_PKCS1 = 2;

/** BCRYPT_RSAKEY_BLOB: magic, bits, the lengths of exponent and modulus, two more; then both, big-endian. */
const EXPONENT_LENGTH_AT = 8;
const MODULUS_LENGTH_AT = 12;
const HEADER_LENGTH = 24;

/** Room for the longest RSA key that Windows makes, 16384 bits. */
const LONGEST = 4096;

/** Keys of key storage providers (CNG). */
export function cngKeys(api: WindowsApi): Keys {
  const opened = <T>(place: KeyPlace, work: (key: Handle) => T) =>
    withProvider(api, place, (provider) =>
      freeing(api, keyOf(api, 'NCryptOpenKey', provider, place.container, 0, flagsOf(place)), work),
    );
  return {
    place: (container) => ({ container, provider: PROVIDER, providerType: 0, keySpec: 0, machine: false }),
    create: (place, keySize) =>
      withProvider(api, place, (provider) => {
        const key = keyOf(api, 'NCryptCreatePersistedKey', provider, 'RSA', place.container, 0, 0);
        return freeing(api, key, () => {
          setNumber(api, key, 'Length', keySize);
          setNumber(api, key, 'Export Policy', 0);
          api.status('NCryptFinalizeKey', key, NCRYPT_SILENT);
        });
      }),
    publicKey: (place) => opened(place, (key) => publicKeyOf(api, key)),
    sign: (place, bytes) => opened(place, (key) => signWith(api, key, bytes)),
    remove: (place) =>
      withProvider(api, place, (provider) => {
        const key = keyOf(api, 'NCryptOpenKey', provider, place.container, 0, flagsOf(place));
        try {
          // Frees the handle, too.
          api.status('NCryptDeleteKey', key, NCRYPT_SILENT);
        } catch (error) {
          api.call('NCryptFreeObject', key);
          throw error;
        }
      }),
  };
}

function withProvider<T>(api: WindowsApi, { provider }: KeyPlace, work: (provider: Handle) => T): T {
  const handle: Handle[] = [null];
  api.status('NCryptOpenStorageProvider', handle, provider, 0);
  return freeing(api, filled(handle), work);
}

function freeing<T>(api: WindowsApi, object: Handle, work: (object: Handle) => T): T {
  try {
    return work(object);
  } finally {
    api.call('NCryptFreeObject', object);
  }
}

function keyOf(api: WindowsApi, name: string, provider: Handle, ...rest: readonly unknown[]): Handle {
  const key: Handle[] = [null];
  api.status(name, provider, key, ...rest);
  return filled(key);
}

function flagsOf({ machine }: KeyPlace): number {
  return NCRYPT_SILENT | (machine ? NCRYPT_MACHINE_KEY : 0);
}

function setNumber(api: WindowsApi, key: Handle, property: string, value: number): void {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  api.status('NCryptSetProperty', key, property, bytes, bytes.length, NCRYPT_PERSIST + NCRYPT_SILENT);
}

function publicKeyOf(api: WindowsApi, key: Handle): KeyObject {
  const [blob, length] = [Buffer.alloc(LONGEST), [0]];
  api.status('NCryptExportKey', key, null, 'RSAPUBLICBLOB', null, blob, blob.length, length, NCRYPT_SILENT);
  const modulusAt = HEADER_LENGTH + blob.readUInt32LE(EXPONENT_LENGTH_AT);
  const end = modulusAt + blob.readUInt32LE(MODULUS_LENGTH_AT);
  return rsaPublicKey(blob.subarray(modulusAt, end), blob.subarray(HEADER_LENGTH, modulusAt));
}

function signWith(api: WindowsApi, key: Handle, bytes: Uint8Array): Buffer {
  const digest = createHash('sha256').update(bytes).digest();
  const [signature, length] = [Buffer.alloc(LONGEST), [0]];
  const padding = { pszAlgId: 'SHA256' };
  const flags = BCRYPT_PAD_PKCS1 | NCRYPT_SILENT;
  const hash = [padding, digest, digest.length] as const;
  api.status('NCryptSignHash', key, ...hash, signature, signature.length, length, flags);
  return signature.subarray(0, filled(length));
}
