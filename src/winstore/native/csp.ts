import { type KeyPlace, type Keys, rsaPublicKey } from './keys.ts';
import { filled, type Handle, type WindowsApi } from './windows-api.ts';

/** wincrypt.h */
const PROVIDER = 'Microsoft Enhanced RSA and AES Cryptographic Provider';
const PROV_RSA_AES = 24;
const AT_KEYEXCHANGE = 1;
const CRYPT_NEWKEYSET = 0x8;
const CRYPT_DELETEKEYSET = 0x10;
const CRYPT_MACHINE_KEYSET = 0x20;
const CRYPT_SILENT = 0x40;
const PUBLICKEYBLOB = 0x6;
const CALG_SHA_256 = 0x800c;

/** PUBLICKEYSTRUC and RSAPUBKEY, then the modulus; all little-endian. */
const EXPONENT_AT = 16;
const MODULUS_AT = 20;

/**
 * Keys of cryptographic service providers (CryptoAPI). The RSA providers of Windows share their containers; the one
 * named here knows SHA-256, which older ones that a certificate may name do not.
 */
export function cspKeys(api: WindowsApi): Keys {
  return {
    place: (container) => ({
      container,
      provider: PROVIDER,
      providerType: PROV_RSA_AES,
      keySpec: AT_KEYEXCHANGE,
      machine: false,
    }),
    create(place, keySize) {
      const provider = acquire(api, place, CRYPT_NEWKEYSET);
      try {
        const key: Handle[] = [null];
        // The upper half is the key's size, the lower holds flags: without CRYPT_EXPORTABLE.
        api.must('CryptGenKey', provider, place.keySpec, keySize * 0x10000, key);
        api.call('CryptDestroyKey', filled(key));
      } finally {
        api.call('CryptReleaseContext', provider, 0);
      }
    },
    publicKey: (place) => opened(api, place, (provider) => publicKeyOf(api, provider, place)),
    sign: (place, bytes) => opened(api, place, (provider) => signWith(api, provider, place, bytes)),
    remove(place) {
      // The handle that this call fills in is not one.
      api.must('CryptAcquireContextW', ...contextOf(place, CRYPT_DELETEKEYSET));
    },
  };
}

function opened<T>(api: WindowsApi, place: KeyPlace, work: (provider: Handle) => T): T {
  const provider = acquire(api, place, 0);
  try {
    return work(provider);
  } finally {
    api.call('CryptReleaseContext', provider, 0);
  }
}

function acquire(api: WindowsApi, place: KeyPlace, flags: number): Handle {
  const [provider, ...rest] = contextOf(place, flags);
  api.must('CryptAcquireContextW', provider, ...rest);
  return filled(provider);
}

function contextOf({ container, provider, providerType, machine }: KeyPlace, flags: number) {
  const handle: Handle[] = [null];
  const microsoft = provider.startsWith('Microsoft ') && !provider.includes('Smart Card');
  const all = flags | CRYPT_SILENT | (machine ? CRYPT_MACHINE_KEYSET : 0);
  return microsoft
    ? ([handle, container, PROVIDER, PROV_RSA_AES, all] as const)
    : ([handle, container, provider, providerType, all] as const);
}

function publicKeyOf(api: WindowsApi, provider: Handle, place: KeyPlace) {
  const key: Handle[] = [null];
  api.must('CryptGetUserKey', provider, keySpecOf(place), key);
  try {
    const blob = sized((data, length) =>
      api.must('CryptExportKey', filled(key), null, PUBLICKEYBLOB, 0, data, length),
    );
    return rsaPublicKey(
      blob.subarray(MODULUS_AT).reverse(),
      blob.subarray(EXPONENT_AT, MODULUS_AT).reverse(),
    );
  } finally {
    api.call('CryptDestroyKey', filled(key));
  }
}

function signWith(api: WindowsApi, provider: Handle, place: KeyPlace, bytes: Uint8Array): Buffer {
  const hash: Handle[] = [null];
  api.must('CryptCreateHash', provider, CALG_SHA_256, null, 0, hash);
  try {
    api.must('CryptHashData', filled(hash), bytes, bytes.length, 0);
    const signature = sized((data, length) =>
      api.must('CryptSignHashW', filled(hash), keySpecOf(place), null, 0, data, length),
    );
    return signature.reverse();
  } finally {
    api.call('CryptDestroyHash', filled(hash));
  }
}

/** Wine writes 3, which is none, for keys that came in a PKCS#12 file. */
function keySpecOf({ keySpec }: KeyPlace): number {
  return keySpec === 3 ? AT_KEYEXCHANGE : keySpec;
}

/** Asks for the length, then for the bytes. */
function sized(ask: (data: Uint8Array | null, length: number[]) => void): Buffer {
  const length = [0];
  ask(null, length);
  const data = Buffer.alloc(filled(length));
  ask(data, length);
  return data.subarray(0, filled(length));
}
