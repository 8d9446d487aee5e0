import { readCertificate } from '../pki/certificate.ts';
import { createRequest } from '../pki/csr.ts';
import { generateKey } from '../pki/keys.ts';
import type { Held } from './kept.ts';

/** A key of the check's own. */
export interface Key {
  /** PKCS#8. */
  readonly pem: string;
  /** A request for this login ID, PKCS#10 as PEM. */
  request(loginId: string): string;
}

const KEY_BITS = 2048;

export async function newKey(bits = KEY_BITS): Promise<Key> {
  return keyOf((await generateKey(bits)).privateKeyPem);
}

/** A key with which requests can be made. @param pem PKCS#8 */
export function keyOf(pem: string): Key {
  return { pem, request: (loginId) => createRequest(pem, loginId) };
}

/** A certificate of the users' file, with its key; both PEM. @throws MalformedDer */
export function heldOf(loginId: string, certificate: string, key: string): Held {
  return { loginId, serialNumber: readCertificate(certificate).serialNumber, key, certificate };
}
