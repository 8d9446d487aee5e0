import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import {
  type Asn1Value,
  bmpString,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  taggedOctets,
  toDer,
} from './asn1.ts';
import { encrypt, macData, type Pkcs12Encryption } from './pkcs12-encryption.ts';

export type { Pkcs12Encryption } from './pkcs12-encryption.ts';

export interface Pkcs12Content {
  /** PKCS#8 (RFC 5958) as PEM, not encrypted. */
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  /** PEMs of further certificates, kept beside it. */
  readonly chain: readonly string[];
  /** Any text, beyond the Basic Multilingual Plane too. An empty one is left out, for Windows trips over it. */
  readonly friendlyName: string;
  /** The Windows key storage provider that shall hold the key, e.g. `Microsoft Software Key Storage Provider`. */
  readonly keyProvider?: string;
  /** A random one: its few iterations of key derivation are no shield for one that can be guessed. */
  readonly password: string;
  readonly encryption: Pkcs12Encryption;
}

/** The CNG provider that Windows keeps software keys in: unlike the old CSPs it knows SHA-256 and RSA-PSS. */
export const SOFTWARE_KEY_STORAGE_PROVIDER = 'Microsoft Software Key Storage Provider';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
/** szOID_PKCS_12_KEY_PROVIDER_NAME_ATTR: without it Windows takes a CSP for RSA keys. */
const KEY_PROVIDER_NAME = '1.3.6.1.4.1.311.17.1';

/**
 * Makes a PKCS#12 file (RFC 7292) of one key, its certificate and others. The ASN.1 is node-forge's, the cryptography
 * node's own. The friendly name stands on the certificate only: some systems name the key's container after the one
 * on the key, and two keys of one name would then share a container.
 * @returns DER
 */
export function createPkcs12(content: Pkcs12Content): Buffer {
  const { password, encryption } = content;
  const certificate = new X509Certificate(content.certificatePem).raw;
  // NSS imports no key without it.
  const localKeyId = attribute(LOCAL_KEY_ID, octetString(createHash('sha1').update(certificate).digest()));
  const safes = sequence([
    encryptedData(toDer(certificateBags(content, certificate, localKeyId)), password, encryption),
    data(toDer(sequence([keyBag(content, localKeyId)]))),
  ]);
  const authenticated = toDer(safes);
  return toDer(sequence([integer(3), data(authenticated), macData(authenticated, password, encryption)]));
}

function certificateBags(content: Pkcs12Content, certificate: Buffer, localKeyId: Asn1Value): Asn1Value {
  const named = content.friendlyName ? [attribute(FRIENDLY_NAME, bmpString(content.friendlyName))] : [];
  return sequence([
    certificateBag(certificate, [localKeyId, ...named]),
    ...content.chain.map((pem) => certificateBag(new X509Certificate(pem).raw, [])),
  ]);
}

function certificateBag(der: Buffer, attributes: Asn1Value[]): Asn1Value {
  const value = sequence([objectIdentifier(X509_CERTIFICATE), tagged(0, [octetString(der)])]);
  return bag(CERTIFICATE_BAG, value, attributes);
}

/** A PKCS8ShroudedKeyBag: EncryptedPrivateKeyInfo (RFC 5958, 3). */
function keyBag(content: Pkcs12Content, localKeyId: Asn1Value): Asn1Value {
  const key = createPrivateKey(content.privateKeyPem).export({ type: 'pkcs8', format: 'der' });
  const { algorithm, bytes } = encrypt(key, content.password, content.encryption);
  const { keyProvider } = content;
  const provider = keyProvider ? [attribute(KEY_PROVIDER_NAME, bmpString(keyProvider))] : [];
  return bag(SHROUDED_KEY_BAG, sequence([algorithm, octetString(bytes)]), [localKeyId, ...provider]);
}

function bag(type: string, value: Asn1Value, attributes: Asn1Value[]): Asn1Value {
  // DER wants the members of a SET OF in the order of their octets (X.690, 11.6).
  const ordered = attributes.toSorted((one, other) => Buffer.compare(toDer(one), toDer(other)));
  const trailer = ordered.length > 0 ? [set(ordered)] : [];
  return sequence([objectIdentifier(type), tagged(0, [value]), ...trailer]);
}

function attribute(type: string, value: Asn1Value): Asn1Value {
  return sequence([objectIdentifier(type), set([value])]);
}

function data(content: Buffer): Asn1Value {
  return sequence([objectIdentifier(DATA), tagged(0, [octetString(content)])]);
}

/** A ContentInfo of EncryptedData (RFC 5652, 8). */
function encryptedData(plain: Buffer, password: string, encryption: Pkcs12Encryption): Asn1Value {
  const { algorithm, bytes } = encrypt(plain, password, encryption);
  const content = sequence([objectIdentifier(DATA), algorithm, taggedOctets(0, bytes)]);
  return sequence([objectIdentifier(ENCRYPTED_DATA), tagged(0, [sequence([integer(0), content])])]);
}
