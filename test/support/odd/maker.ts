import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { toPem } from '../../../src/pki/pem.ts';
import { bits, element, integer, objectIdentifier, octets, sequence, set } from '../der-parts.ts';
import type { Issued } from '../test-ca.ts';

/** What is odd about a certificate; all else is as usual. */
export interface Oddity {
  /** Its relative names, each an element; without it the bank's shape. */
  readonly subject?: readonly Buffer[];
  /** The content of the serial number in hex. */
  readonly serial?: string;
  /** Elements. */
  readonly from?: Buffer;
  readonly until?: Buffer;
  /** None at all for an empty list. */
  readonly extensions?: readonly Buffer[];
  /** What stands between key and extensions. */
  readonly uniqueIds?: Buffer;
  readonly key?: KeyObject;
  /** The subject public key info, where it is not the key's. */
  readonly spki?: Buffer;
  /** The version's number; none for the first. */
  readonly version?: number;
  readonly signature?: SignatureKind;
  /** Changes the whole. */
  readonly finish?: (der: Buffer) => Buffer;
}

export interface SignatureKind {
  /** AlgorithmIdentifier. */
  readonly algorithm: Buffer;
  readonly by: (content: Buffer, key: KeyObject) => Buffer;
}

const NULL = Buffer.from('0500', 'hex');
const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';

export const utcTime = (text: string) => element(0x17, Buffer.from(text));
export const generalizedTime = (text: string) => element(0x18, Buffer.from(text));
export const rsaSignature = (digest: string, oid: string): SignatureKind => ({
  algorithm: sequence(objectIdentifier(oid), NULL),
  by: (content, key) => sign(digest, content, key),
});
const USUAL_SIGNATURE = rsaSignature('sha256', '1.2.840.113549.1.1.11');

/** An attribute of a name, by default as UTF-8. */
export function attribute(type: string, value: string | Buffer, tag = 0x0c): Buffer {
  return sequence(objectIdentifier(type), element(tag, Buffer.from(value)));
}

/** A relative name of one CN. */
export const cn = (value: string | Buffer, tag?: number) => set(attribute(COMMON_NAME, value, tag));
export const bankCn = (loginId: string) => `${loginId} A001 20260101090000123456`;

export function extension(oid: string, value: Buffer, critical: Buffer = Buffer.alloc(0)): Buffer {
  return sequence(objectIdentifier(oid), critical, octets(value));
}

export const CRITICAL = Buffer.from('0101ff', 'hex');
export const purposes = (...oids: readonly string[]) =>
  extension('2.5.29.37', sequence(...oids.map(objectIdentifier)));
export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
export const CLIENT = purposes(CLIENT_AUTH);
export const KEY_USAGE = extension('2.5.29.15', Buffer.from('03020780', 'hex'), CRITICAL);
const USUAL = [KEY_USAGE, CLIENT];

const ca = generateKeyPairSync('rsa', { modulusLength: 2048 });
const usual = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ISSUER = sequence(set(attribute(ORGANIZATION, 'Another Company')), cn('Another CA'));

/** A certificate of another company's CA, whose serial number is of its name, and its key. */
export function makeOdd(name: string, odd: Oddity): Issued {
  const { algorithm, by } = odd.signature ?? USUAL_SIGNATURE;
  const key = odd.key ?? usual.privateKey;
  const serial = odd.serial ?? `3a${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  const { version = 2, extensions = USUAL } = odd;
  const content = sequence(
    ...(version === 0 ? [] : [element(0xa0, integer(`0${version}`))]),
    integer(serial),
    algorithm,
    ISSUER,
    sequence(odd.from ?? utcTime('260101000000Z'), odd.until ?? utcTime('361231235959Z')),
    sequence(...(odd.subject ?? [set(attribute(ORGANIZATION, 'Another Company')), cn(bankCn(name))])),
    odd.spki ?? publicKeyOf(key),
    odd.uniqueIds ?? Buffer.alloc(0),
    ...(extensions.length > 0 ? [element(0xa3, sequence(...extensions))] : []),
  );
  const der = sequence(content, algorithm, bits(by(content, ca.privateKey)));
  return {
    pem: toPem('CERTIFICATE', odd.finish?.(der) ?? der),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function publicKeyOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}
