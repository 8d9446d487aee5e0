import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import {
  bitString,
  fromDer,
  integer,
  nullValue,
  objectIdentifier,
  sequence,
  set,
  tagged,
  taggedOctets,
  toDer,
  utf8String,
} from '../pki/asn1.ts';
import { readCertificate } from '../pki/certificate.ts';
import { createRequest } from '../pki/csr.ts';
import { generateKey } from '../pki/keys.ts';
import { toPem } from '../pki/pem.ts';
import type { Held } from './kept.ts';

/** A key of the check's own. */
export interface Key {
  /** PKCS#8. */
  readonly pem: string;
  /** A request for this login ID, PKCS#10 as PEM. */
  request(loginId: string): string;
  /** Another one, of the same key: with an attribute, which counts for nothing. */
  otherRequest(loginId: string): string;
  /** One that is signed by SHA-1. */
  sha1Request(loginId: string): string;
}

const KEY_BITS = 2048;
/** id-at-commonName (RFC 5280). */
const COMMON_NAME = '2.5.4.3';
/** sha1WithRSAEncryption (RFC 8017). */
const SHA1_WITH_RSA = '1.2.840.113549.1.1.5';

export async function newKey(bits = KEY_BITS): Promise<Key> {
  return keyOf((await generateKey(bits)).privateKeyPem);
}

/** A key with which requests can be made. @param pem PKCS#8 */
export function keyOf(pem: string): Key {
  return {
    pem,
    request: (loginId) => createRequest(pem, loginId),
    otherRequest: (loginId) => createRequest(pem, { name: nameOf(loginId), alternativeName: AN_ADDRESS }),
    sha1Request: (loginId) => signedBySha1(pem, loginId),
  };
}

/** PKCS#10 (RFC 2986) by an algorithm of before. */
function signedBySha1(pem: string, loginId: string): string {
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const information = sequence([integer(0), fromDer(nameOf(loginId)), fromDer(publicKey), tagged(0, [])]);
  const algorithm = sequence([objectIdentifier(SHA1_WITH_RSA), nullValue()]);
  const signature = bitString(sign('sha1', toDer(information), key));
  return toPem('CERTIFICATE REQUEST', toDer(sequence([information, algorithm, signature])));
}

/** A subjectAltName (RFC 5280, 4.2.1.6) of one rfc822Name. */
const AN_ADDRESS = toDer(sequence([taggedOctets(1, Buffer.from('check@bank.example'))]));

/** The CN alone. */
function nameOf(loginId: string): Uint8Array {
  return toDer(sequence([set([sequence([objectIdentifier(COMMON_NAME), utf8String(loginId)])])]));
}

/** A certificate of the users' file, with its key; both PEM. @throws MalformedDer */
export function heldOf(loginId: string, certificate: string, key: string): Held {
  return { loginId, serialNumber: readCertificate(certificate).serialNumber, key, certificate };
}
