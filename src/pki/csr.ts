import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import {
  type Asn1Value,
  bitString,
  fromDer,
  integer,
  nullValue,
  objectIdentifier,
  sequence,
  set,
  tagged,
  toDer,
  utf8String,
} from './asn1.ts';
import { toPem } from './pem.ts';

/** OIDs: id-at-commonName (RFC 5280), sha256WithRSAEncryption (RFC 8017). */
const COMMON_NAME = '2.5.4.3';
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

/** A key that signs where it lies, by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2). */
export interface RequestKey {
  readonly publicKey: KeyObject;
  sign(bytes: Uint8Array): Uint8Array;
}

/**
 * Makes a PKCS#10 request (RFC 2986): subject CN = login ID, no attributes, RSA with SHA-256. The ASN.1 is
 * node-forge's, the signature node's own.
 * @param privateKey RSA, as PEM or object
 * @returns PEM
 */
export function createRequest(privateKey: string | KeyObject, loginId: string): string {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey;
  return createRequestBy(
    { publicKey: createPublicKey(key), sign: (bytes) => sign('sha256', bytes, key) },
    loginId,
  );
}

/** The same for a key that does not leave its store. @returns PEM */
export function createRequestBy(key: RequestKey, loginId: string): string {
  const information = sequence([
    integer(0),
    subjectOf(loginId),
    fromDer(key.publicKey.export({ type: 'spki', format: 'der' })),
    tagged(0, []),
  ]);
  const signature = key.sign(toDer(information));
  const algorithm = sequence([objectIdentifier(SHA256_WITH_RSA), nullValue()]);
  return toPem('CERTIFICATE REQUEST', toDer(sequence([information, algorithm, bitString(signature)])));
}

function subjectOf(loginId: string): Asn1Value {
  return sequence([set([sequence([objectIdentifier(COMMON_NAME), utf8String(loginId)])])]);
}
