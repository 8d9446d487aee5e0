import { createHash, type KeyObject, sign } from 'node:crypto';
import { contentOf, der, derBits, derTime, elementsIn, Tag } from './der.ts';

/** What the certificates of a CA have in common, each as DER: made by the library, once. */
export interface AlikeParts {
  /** The issuing CA's name. */
  readonly issuer: Buffer;
  /** A holder's name without its CN. */
  readonly holder: Buffer;
  /** All extensions but the subject key identifier. */
  readonly extensions: readonly Buffer[];
}

/** In which each differs. */
export interface OwnParts {
  /** As hex of whole octets, whose top bit is clear and whose first is not zero. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly commonName: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
}

/** Version v3; sha256WithRSAEncryption with NULL (RFC 8017, A.2.4); id-at-commonName; id-ce-subjectKeyIdentifier. */
const V3 = Buffer.from('a003020102', 'hex');
const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_KEY_ID = Buffer.from('0603551d0e', 'hex');

/**
 * A client certificate (RFC 5280, 4.1), signed, as PEM that ends with a newline. Put together from what the library made
 * once for all of them: having it build each one takes ten times as long as the signature.
 */
export function issuedPem(alike: AlikeParts, own: OwnParts, key: KeyObject): string {
  const body = der(
    Tag.sequence,
    V3,
    der(Tag.integer, Buffer.from(own.serialNumber, 'hex')),
    SHA256_WITH_RSA,
    alike.issuer,
    der(Tag.sequence, derTime(own.notBefore), derTime(own.notAfter)),
    holderName(alike.holder, own.commonName),
    own.publicKey,
    der(Tag.context3, der(Tag.sequence, ...alike.extensions, subjectKeyId(own.publicKey))),
  );
  const certificate = der(Tag.sequence, body, SHA256_WITH_RSA, derBits(sign('sha256', body, key)));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function holderName(holder: Buffer, commonName: string): Buffer {
  const text = der(Tag.utf8String, Buffer.from(commonName));
  return der(Tag.sequence, contentOf(holder), der(Tag.set, der(Tag.sequence, COMMON_NAME, text)));
}

/** The SHA-1 of the key's bits (RFC 5280, 4.2.1.2, method 1). */
function subjectKeyId(publicKey: Buffer): Buffer {
  const [, bits] = elementsIn(publicKey);
  if (!bits) throw new RangeError('no public key');
  // Without the octet that says how many bits of the last one are unused.
  const keyId = createHash('sha1').update(contentOf(bits).subarray(1)).digest();
  return der(Tag.sequence, SUBJECT_KEY_ID, der(Tag.octetString, der(Tag.octetString, keyId)));
}
