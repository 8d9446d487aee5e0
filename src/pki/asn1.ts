import type { asn1 as Asn1 } from 'node-forge';
import asn1 from 'node-forge/lib/asn1.js';

/** Building blocks of DER (X.690) over node-forge's ASN.1. Loads node-forge: import it where something is made. */

const { Class, Type } = asn1;

export type Asn1Value = Asn1.Asn1;

function universal(type: Asn1.Type, constructed: boolean, value: string | Asn1Value[]): Asn1Value {
  return asn1.create(Class.UNIVERSAL, type, constructed, value);
}

export function sequence(values: Asn1Value[]): Asn1Value {
  return universal(Type.SEQUENCE, true, values);
}

export function set(values: Asn1Value[]): Asn1Value {
  return universal(Type.SET, true, values);
}

/** @param oid dotted, e.g. `2.5.4.3` */
export function objectIdentifier(oid: string): Asn1Value {
  return universal(Type.OID, false, asn1.oidToDer(oid).getBytes());
}

export function nullValue(): Asn1Value {
  return universal(Type.NULL, false, '');
}

/** @param value 0 to 2^31 - 1 */
export function integer(value: number): Asn1Value {
  return universal(Type.INTEGER, false, asn1.integerToDer(value).getBytes());
}

export function octetString(bytes: Uint8Array): Asn1Value {
  return universal(Type.OCTETSTRING, false, binary(bytes));
}

export function utf8String(text: string): Asn1Value {
  return universal(Type.UTF8, false, binary(Buffer.from(text, 'utf8')));
}

/** UTF-16, surrogate pairs included, as Windows and NSS write it. */
export function bmpString(text: string): Asn1Value {
  return universal(Type.BMPSTRING, false, text);
}

export function bitString(bytes: Uint8Array): Asn1Value {
  return universal(Type.BITSTRING, false, `\0${binary(bytes)}`);
}

/** `[tag] EXPLICIT`, or `[tag] IMPLICIT` of something constructed. */
export function tagged(tag: number, values: Asn1Value[]): Asn1Value {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag, true, values);
}

/** `[tag] IMPLICIT OCTET STRING`. */
export function taggedOctets(tag: number, bytes: Uint8Array): Asn1Value {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag, false, binary(bytes));
}

export function fromDer(der: Uint8Array): Asn1Value {
  return asn1.fromDer(binary(der));
}

export function toDer(value: Asn1Value): Buffer {
  return Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
