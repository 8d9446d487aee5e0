import { createPrivateKey } from 'node:crypto';
import type { KeyPlace } from '../../src/winstore/native/keys.ts';
import type { Koffi } from '../../src/winstore/native/koffi.ts';
import { filled, type Handle, type WindowsApi } from '../../src/winstore/native/windows-api.ts';
import { WindowsError } from '../../src/winstore/windows/errors.ts';

/** wincrypt.h */
const CRYPT_NEWKEYSET = 0x8;
const CRYPT_SILENT = 0x40;
const PRIVATEKEYBLOB = 7;
const CALG_SHA_256 = 0x800c;
const CALG_RSA_KEYX = 0xa400;

/** Puts a key into a new container, not to be exported. */
export function importKey(koffi: Koffi, api: WindowsApi, place: KeyPlace, keyPem: string): void {
  const importing = koffi
    .load('advapi32.dll')
    .func(
      'int __stdcall CryptImportKey(void *provider, void *data, uint32_t length, void *key, uint32_t flags, _Out_ void **imported)',
    );
  withProvider(api, place, CRYPT_NEWKEYSET, (provider) => {
    const blob = privateKeyBlob(keyPem);
    const key: Handle[] = [null];
    if (!importing(provider, blob, blob.length, null, 0, key)) {
      throw new WindowsError('CryptImportKey', api.lastError());
    }
    api.call('CryptDestroyKey', filled(key));
  });
}

/** What the provider itself says to SHA-256; undefined when it can. */
export function refusesSha256(api: WindowsApi, place: KeyPlace): string | undefined {
  return withProvider(api, place, 0, (provider) => {
    const hash: Handle[] = [null];
    try {
      api.must('CryptCreateHash', provider, CALG_SHA_256, null, 0, hash);
      api.call('CryptDestroyHash', filled(hash));
      return undefined;
    } catch (error) {
      return (error as WindowsError).message;
    }
  });
}

function withProvider<T>(
  api: WindowsApi,
  { container, provider: name, providerType }: KeyPlace,
  flags: number,
  work: (provider: Handle) => T,
): T {
  const provider: Handle[] = [null];
  api.must('CryptAcquireContextW', provider, container, name, providerType, flags | CRYPT_SILENT);
  try {
    return work(filled(provider));
  } finally {
    api.call('CryptReleaseContext', filled(provider), 0);
  }
}

/** PRIVATEKEYBLOB (wincrypt.h): PUBLICKEYSTRUC, RSAPUBKEY and the numbers, all little-endian. */
function privateKeyBlob(keyPem: string): Buffer {
  const jwk = createPrivateKey(keyPem).export({ format: 'jwk' });
  const number = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', length: number) => {
    const bytes = Buffer.from(jwk[name] ?? '', 'base64url');
    return Buffer.concat([Buffer.alloc(length - bytes.length), bytes]).reverse();
  };
  const length = Buffer.from(jwk.n ?? '', 'base64url').length;
  const half = ['p', 'q', 'dp', 'dq', 'qi'] as const;
  const head = Buffer.alloc(16);
  head.set([PRIVATEKEYBLOB, 2]);
  head.writeUInt32LE(CALG_RSA_KEYX, 4);
  head.write('RSA2', 8, 'latin1');
  head.writeUInt32LE(length * 8, 12);
  const numbers = half.map((name) => number(name, length / 2));
  return Buffer.concat([head, number('e', 4), number('n', length), ...numbers, number('d', length)]);
}
