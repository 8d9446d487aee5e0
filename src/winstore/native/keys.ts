import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';

/** Where a private key lies: what Windows keeps as a certificate's CERT_KEY_PROV_INFO_PROP_ID. */
export interface KeyPlace {
  readonly container: string;
  readonly provider: string;
  /** 0 for CNG (NCrypt), otherwise the type of a cryptographic service provider. */
  readonly providerType: number;
  /** AT_KEYEXCHANGE or AT_SIGNATURE; 0 for CNG. */
  readonly keySpec: number;
  /** CRYPT_MACHINE_KEYSET: the computer's, not the user's. */
  readonly machine: boolean;
}

/** The keys of one kind of provider. Failures are `WindowsError`s; no call ever shows a dialog. */
export interface Keys {
  /** Where a new key of cert-tool's goes. */
  place(container: string): KeyPlace;
  /** Makes an RSA key that cannot be exported. @param keySize modulus in bits */
  create(place: KeyPlace, keySize: number): void;
  publicKey(place: KeyPlace): KeyObject;
  /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2). */
  sign(place: KeyPlace, bytes: Uint8Array): Buffer;
  remove(place: KeyPlace): void;
}

/** A key that Windows itself keeps for this user: not one on a card, of another maker's provider, or the computer's. */
export function isUsersOwn({ provider, machine }: KeyPlace): boolean {
  // Without a name it is Windows' default provider of that type.
  const isWindows = provider === '' || provider.startsWith('Microsoft ');
  return !machine && isWindows && !/smart ?card/i.test(provider);
}

/** An RSA public key. @param modulus, exponent big-endian */
export function rsaPublicKey(modulus: Uint8Array, exponent: Uint8Array): KeyObject {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'RSA', n: base64(modulus), e: base64(withoutLeadingZeros(exponent)) },
  });
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(Math.max(first, 0));
}
