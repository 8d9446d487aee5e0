import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { RequestedSubject } from '../core/ports/store.ts';
import {
  type Asn1Value,
  bitString,
  fromDer,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  toDer,
  utf8String,
} from './asn1.ts';
import { publicKeyInfo } from './keys.ts';
import { toPem } from './pem.ts';

/** OIDs: id-at-commonName, id-ce-subjectAltName (RFC 5280), extensionRequest (RFC 2985), sha256WithRSAEncryption (RFC 8017). */
const COMMON_NAME = '2.5.4.3';
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

/** A key that signs where it lies, by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2). */
export interface RequestKey {
  readonly publicKey: KeyObject;
  sign(bytes: Uint8Array): Uint8Array;
}

/**
 * Makes a PKCS#10 request (RFC 2986), RSA with SHA-256. The ASN.1 is node-forge's, the signature node's own.
 * @param privateKey RSA, as PEM or object
 * @param named the login ID, which is the subject's CN then, and there are no attributes; or what else is to be named
 * @returns PEM
 */
export function createRequest(privateKey: string | KeyObject, named: string | RequestedSubject): string {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey;
  return createRequestBy(
    { publicKey: createPublicKey(key), sign: (bytes) => sign('sha256', bytes, key) },
    named,
  );
}

/** The same for a key that does not leave its store. @returns PEM */
export function createRequestBy(key: RequestKey, named: string | RequestedSubject): string {
  const information = sequence([
    integer(0),
    typeof named === 'string' ? subjectOf(named) : fromDer(named.name),
    fromDer(publicKeyInfo(key.publicKey)),
    tagged(0, typeof named === 'string' ? [] : attributesOf(named)),
  ]);
  const signature = key.sign(toDer(information));
  const algorithm = sequence([objectIdentifier(SHA256_WITH_RSA), nullValue()]);
  return toPem('CERTIFICATE REQUEST', toDer(sequence([information, algorithm, bitString(signature)])));
}

/** extensionRequest (RFC 2985, 5.4.2) with the subjectAltName alone. */
function attributesOf({ alternativeName }: RequestedSubject): Asn1Value[] {
  if (!alternativeName) return [];
  const extension = sequence([objectIdentifier(SUBJECT_ALTERNATIVE_NAME), octetString(alternativeName)]);
  return [sequence([objectIdentifier(EXTENSION_REQUEST), set([sequence([extension])])])];
}

function subjectOf(loginId: string): Asn1Value {
  return sequence([set([sequence([objectIdentifier(COMMON_NAME), utf8String(loginId)])])]);
}
