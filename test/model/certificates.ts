import { createHash } from 'node:crypto';
import { toPem } from '../../src/pki/pem.ts';

/** Certificates that `src/pki` reads as any others, of keys that are names. */

const hashed = (text: string, algorithm = 'sha256') => createHash(algorithm).update(text).digest();

function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const octets = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...octets]), ...parts]);
}

const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
const hex = (text: string) => Buffer.from(text, 'hex');
const boolean = hex('0101ff');

const SIGNATURE = hex('300d06092a864886f70d01010b0500');
const RSA = hex('300d06092a864886f70d0101010500');
const COMMON_NAME = hex('0603550403');

function nameOf(commonName: string): Buffer {
  return sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from(commonName)))));
}

/** RFC 5280, 4.1.2.5.2: the year in four digits is right for any date. */
function time(date: Date): Buffer {
  return tlv(0x18, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`));
}

function extension(id: number, critical: boolean, value: Uint8Array): Buffer {
  const oid = Buffer.from([0x06, 3, 0x55, 0x1d, id]);
  return sequence(oid, ...(critical ? [boolean] : []), tlv(0x04, value));
}

const CLIENT = [
  extension(0x13, true, sequence()),
  extension(0x0f, true, hex('03020780')),
  extension(0x25, false, sequence(hex('06082b06010505070302'))),
];
const AUTHORITY = [extension(0x13, true, sequence(boolean)), extension(0x0f, true, hex('03020106'))];

const publicKeys = new Map<string, { readonly der: Buffer; readonly hash: string; readonly id: Buffer }>();

function publicKey(key: string) {
  const known = publicKeys.get(key);
  if (known) return known;
  const modulus = tlv(0x02, hex('00'), hashed(key));
  const der = sequence(RSA, tlv(0x03, hex('00'), sequence(modulus, hex('0203010001'))));
  const made = {
    der,
    hash: createHash('sha256').update(der).digest('hex'),
    id: hashed(`id of ${key}`, 'sha1'),
  };
  publicKeys.set(key, made);
  return made;
}

/** SHA-256 of the subject public key info's DER, lower-case hex. */
export function publicKeyHashOf(key: string): string {
  return publicKey(key).hash;
}

/** The subject key identifier, lower-case hex. */
export function keyIdOf(key: string): string {
  return publicKey(key).id.toString('hex');
}

export function signatureBy(key: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`by ${key}: `), bytes]);
}

export function isSignedBy(key: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signatureBy(key, bytes).equals(signature);
}

export interface Wanted {
  readonly commonName: string;
  readonly key: string;
  readonly signer: string;
  /** CN of the issuer. */
  readonly issuer: string;
  /** 32 hex digits. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isCa: boolean;
}

interface Known {
  readonly key: string;
  readonly signer: string;
}

/** Whose key is in each certificate that was made here. */
const known = new Map<string, Known>();
const made = new Map<string, string>();
/** Of some thousand schedules: what is asked for later is made anew, and is the same. */
const MOST = 20_000;

/** @returns PEM */
export function makeCertificate(wanted: Wanted): string {
  const { commonName, key, signer, issuer, serialNumber, notBefore, notAfter, isCa } = wanted;
  const name = [commonName, key, signer, serialNumber, notBefore.getTime()].join('\0');
  const earlier = made.get(name);
  if (earlier) return earlier;
  const extensions = sequence(
    ...(isCa ? AUTHORITY : CLIENT),
    extension(0x0e, false, tlv(0x04, publicKey(key).id)),
    extension(0x23, false, sequence(tlv(0x80, publicKey(signer).id))),
  );
  const body = sequence(
    hex('a003020102'),
    tlv(0x02, hex(serialNumber)),
    SIGNATURE,
    nameOf(issuer),
    sequence(time(notBefore), time(notAfter)),
    nameOf(commonName),
    publicKey(key).der,
    tlv(0xa3, extensions),
  );
  const der = sequence(body, SIGNATURE, tlv(0x03, hex('00'), hashed(`${signer} ${serialNumber}`)));
  const pem = toPem('CERTIFICATE', der);
  made.set(name, pem);
  known.set(pem, { key, signer });
  return pem;
}

/** Between two schedules: nothing that was made for the last one is needed any more. */
export function tidy(): void {
  if (made.size < MOST) return;
  made.clear();
  for (const [pem, { signer, key }] of known) if (!isAuthority(signer, key)) known.delete(pem);
}

function isAuthority(signer: string, key: string): boolean {
  return signer === key || signer === ROOT;
}

export const ROOT = 'root';

function knownOf(pem: string): Known {
  const found = known.get(pem);
  if (!found) throw new TypeError('no certificate of this model');
  return found;
}

/** @throws for what is no certificate of these */
export function keyOfCertificate(pem: string): string {
  return knownOf(pem).key;
}

export function signerOf(pem: string): string {
  return knownOf(pem).signer;
}
