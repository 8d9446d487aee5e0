import { createHash, randomBytes, randomInt, webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';
import type { RevocationReason } from '../../core/ports/bank.ts';
import { notAfterFor, subjectTime } from './dates.ts';

/** What the practice bank keeps of its CA. The root's key is thrown away: it has signed the one thing it is for. */
export interface AuthorityMaterial {
  /** PEMs, issuing CA first, root last. */
  readonly chain: string[];
  /** PKCS#8, PEM. */
  readonly issuingKey: string;
}

export interface CertificateOrder {
  readonly loginId: string;
  /** Counts up per login ID, from 1. */
  readonly sequence: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** The bank's date. */
  readonly issuedAt: Date;
  /** Where the CRL distribution point points. */
  readonly crlUrl: string;
  /** Other dates than those that follow from the date of issue. */
  readonly validity?: { readonly notBefore: Date; readonly notAfter: Date };
}

export interface CrlOrder {
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly { serialNumber: string; revokedAt: Date; reason: RevocationReason }[];
}

export interface MadeCertificate {
  readonly pem: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const RSA_SIGNATURE = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const RSA_2048 = { ...RSA_SIGNATURE, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
const ORGANIZATION = 'cert-tool DEMO';
const UNIT = 'DEMO ANSER-WEB(BizSOL) TEST CA - G4';
/** cRLNumber (RFC 5280, 5.2.3). */
const CRL_NUMBER = '2.5.29.20';
const CA_YEARS = 50;
/** The subject has room for three digits; after it the count begins again. */
const LAST_SEQUENCE = 999;

/** Makes root and issuing CA, valid fifty years both ways, so that the bank's date can be set to anything. */
export async function createAuthority(now: Date): Promise<AuthorityMaterial> {
  const { x509 } = await import('./x509.ts');
  const [rootKeys, issuingKeys] = await Promise.all([generateKeys(), generateKeys()]);
  const validity = { notBefore: yearsFrom(now, -CA_YEARS), notAfter: yearsFrom(now, CA_YEARS) };
  const rootName = nameOf('DEMO ROOT CA');
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: newSerialNumber(),
    name: rootName,
    keys: rootKeys,
    signingAlgorithm: RSA_SIGNATURE,
    extensions: await caExtensions(x509, rootKeys.publicKey),
  });
  const issuing = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: newSerialNumber(),
    subject: nameOf(),
    issuer: rootName,
    publicKey: issuingKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: RSA_SIGNATURE,
    extensions: [
      ...(await caExtensions(x509, issuingKeys.publicKey, 0)),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  return { chain: [pemOf(issuing), pemOf(root)], issuingKey: await privatePem(x509, issuingKeys.privateKey) };
}

/** Signs client certificates. */
export class Authority {
  readonly chain: readonly string[];
  readonly #x509: typeof X509;
  readonly #key: webcrypto.CryptoKey;
  readonly #certificate: X509.X509Certificate;

  private constructor(x509: typeof X509, material: AuthorityMaterial, key: webcrypto.CryptoKey) {
    this.#x509 = x509;
    this.chain = material.chain;
    this.#key = key;
    this.#certificate = new x509.X509Certificate(material.chain[0] ?? '');
  }

  static async load(material: AuthorityMaterial): Promise<Authority> {
    const { x509 } = await import('./x509.ts');
    const der = x509.PemConverter.decodeFirst(material.issuingKey);
    const key = await webcrypto.subtle.importKey('pkcs8', der, RSA_SIGNATURE, false, ['sign']);
    return new Authority(x509, material, key);
  }

  /** A certificate as the service makes it: the subject is the bank's, whatever the request said. */
  async issue(order: CertificateOrder): Promise<MadeCertificate> {
    const x509 = this.#x509;
    const serialNumber = newSerialNumber();
    const { notBefore, notAfter } = order.validity ?? {
      notBefore: new Date(Math.floor(order.issuedAt.getTime() / 1000) * 1000),
      notAfter: notAfterFor(order.issuedAt),
    };
    const sequence = `A${String(((order.sequence - 1) % LAST_SEQUENCE) + 1).padStart(3, '0')}`;
    const time = subjectTime(order.issuedAt) + String(randomInt(1_000_000)).padStart(6, '0');
    const publicKey = new x509.PublicKey(order.publicKey);
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber,
      subject: nameOf(`${order.loginId} ${sequence} ${time}`),
      issuer: this.#certificate.subjectName,
      notBefore,
      notAfter,
      publicKey,
      signingKey: this.#key,
      signingAlgorithm: RSA_SIGNATURE,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
        await x509.SubjectKeyIdentifierExtension.create(publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(this.#certificate.publicKey),
        new x509.CRLDistributionPointsExtension([order.crlUrl]),
      ],
    });
    return { pem: pemOf(certificate), serialNumber, notBefore, notAfter };
  }

  /** The same certificate, but for a key that nobody has. For rehearsing a bank's mistake. */
  async reissueForOtherKey(pem: string): Promise<string> {
    const x509 = this.#x509;
    const original = new x509.X509Certificate(pem);
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: original.serialNumber,
      subject: original.subjectName,
      issuer: original.issuerName,
      notBefore: original.notBefore,
      notAfter: original.notAfter,
      publicKey: keys.publicKey,
      signingKey: this.#key,
      signingAlgorithm: RSA_SIGNATURE,
      extensions: original.extensions,
    });
    return pemOf(certificate);
  }

  /** The revocation list (RFC 5280, 5), version 2, DER. */
  async signCrl(order: CrlOrder): Promise<Buffer> {
    const x509 = this.#x509;
    const crl = await x509.X509CrlGenerator.create({
      issuer: this.#certificate.subjectName,
      thisUpdate: order.thisUpdate,
      nextUpdate: order.nextUpdate,
      signingKey: this.#key,
      signingAlgorithm: RSA_SIGNATURE,
      entries: order.revoked.map(({ serialNumber, revokedAt, reason }) => ({
        serialNumber,
        revocationDate: revokedAt,
        // RFC 5280, 5.3.1: without a reason rather than with "unspecified".
        ...(reason !== 'unspecified' && { reason: x509.X509CrlReason[reason] }),
      })),
      extensions: [
        await x509.AuthorityKeyIdentifierExtension.create(this.#certificate.publicKey),
        new x509.Extension(CRL_NUMBER, false, derInteger(order.number)),
      ],
    });
    return Buffer.from(crl.rawData);
  }
}

/** A non-negative whole number as DER (X.690, 8.3). */
function derInteger(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  const content = bytes.readUInt8(0) > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([0x02, content.length]), content]);
}

/** A key for a certificate whose holder sits elsewhere; its private half is never kept. EC, because it takes no time. */
export async function throwAwayPublicKey(): Promise<{ publicKey: Buffer; publicKeyHash: string }> {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const publicKey = Buffer.from(await webcrypto.subtle.exportKey('spki', keys.publicKey));
  return { publicKey, publicKeyHash: createHash('sha256').update(publicKey).digest('hex') };
}

/**
 * 128 random bits as 32 hex digits. The top bit is clear, for serial numbers are positive (RFC 5280, 4.1.2.2), and the
 * first digit is not zero, so that every tool shows the same 32 digits.
 */
export function newSerialNumber(): string {
  const hex = randomBytes(16).toString('hex');
  return `${randomInt(1, 8)}${hex.slice(1)}`;
}

export function yearsFrom(now: Date, years: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), 1));
}

/** One certificate as PEM that ends with a newline. */
export function pemOf(certificate: X509.X509Certificate): string {
  return `${certificate.toString('pem').trim()}\n`;
}

export async function privatePem(x509: typeof X509, key: webcrypto.CryptoKey): Promise<string> {
  const der = await webcrypto.subtle.exportKey('pkcs8', key);
  return `${x509.PemConverter.encode(der, 'PRIVATE KEY').trim()}\n`;
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(RSA_2048, true, ['sign', 'verify']);
}

/** In the order of the encoding, which RFC 4514 prints backwards: CN first. */
function nameOf(commonName?: string): X509.JsonName {
  const name: X509.JsonName = [{ O: [ORGANIZATION] }, { OU: [UNIT] }];
  return commonName === undefined ? name : [...name, { CN: [commonName] }];
}

async function caExtensions(
  x509: typeof X509,
  key: webcrypto.CryptoKey,
  pathLength?: number,
): Promise<X509.Extension[]> {
  const usages = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign;
  return [
    new x509.BasicConstraintsExtension(true, pathLength, true),
    new x509.KeyUsagesExtension(usages, true),
    await x509.SubjectKeyIdentifierExtension.create(key),
  ];
}
