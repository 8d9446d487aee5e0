import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { asn1 as Asn1 } from 'node-forge';
import asn1 from 'node-forge/lib/asn1.js';
import { toPem } from './pem.ts';

/** OIDs: id-at-commonName (RFC 5280), sha256WithRSAEncryption (RFC 8017). */
const COMMON_NAME = '2.5.4.3';
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

const { Class, Type } = asn1;

/**
 * Makes a PKCS#10 request (RFC 2986): subject CN = login ID, no attributes, RSA with SHA-256. The ASN.1 is
 * node-forge's, the signature node's own.
 * @param privateKey RSA, as PEM or object
 * @returns PEM
 */
export function createRequest(privateKey: string | KeyObject, loginId: string): string {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey;
  const information = sequence([
    universal(Type.INTEGER, false, '\0'),
    subjectOf(loginId),
    asn1.fromDer(createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('latin1')),
    asn1.create(Class.CONTEXT_SPECIFIC, 0, true, []),
  ]);
  const signature = sign('sha256', toDer(information), key);
  const algorithm = sequence([objectIdentifier(SHA256_WITH_RSA), universal(Type.NULL, false, '')]);
  const bits = universal(Type.BITSTRING, false, `\0${signature.toString('latin1')}`);
  return toPem('CERTIFICATE REQUEST', toDer(sequence([information, algorithm, bits])));
}

function subjectOf(loginId: string): Asn1.Asn1 {
  const value = universal(Type.UTF8, false, Buffer.from(loginId, 'utf8').toString('latin1'));
  const commonName = sequence([objectIdentifier(COMMON_NAME), value]);
  return sequence([universal(Type.SET, true, [commonName])]);
}

function sequence(values: Asn1.Asn1[]): Asn1.Asn1 {
  return universal(Type.SEQUENCE, true, values);
}

function objectIdentifier(oid: string): Asn1.Asn1 {
  return universal(Type.OID, false, asn1.oidToDer(oid).getBytes());
}

function universal(type: Asn1.Type, constructed: boolean, value: string | Asn1.Asn1[]): Asn1.Asn1 {
  return asn1.create(Class.UNIVERSAL, type, constructed, value);
}

function toDer(value: Asn1.Asn1): Buffer {
  return Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
}
