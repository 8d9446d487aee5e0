import { createPrivateKey, type KeyObject, randomInt, webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';
import type { RevocationReason } from '../../core/ports/bank.ts';
import type { AuthorityMaterial } from './create-authority.ts';
import { notAfterFor, subjectTime } from './dates.ts';
import { type AlikeParts, issuedPem } from './issued.ts';
import { keyIdOf } from './key-id.ts';
import { generateKeys, nameOf, newSerialNumber, pemOf, RSA_SIGNATURE } from './parts.ts';

export interface CertificateOrder {
  readonly loginId: string;
  /** Counts up per login ID, from 1. */
  readonly sequence: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** The bank's date. */
  readonly issuedAt: Date;
  /** Where the bank's revocation lists are, without a query. The certificate names its own CA's. */
  readonly crlUrl: string;
  /** How long it is valid, where that is not a year. */
  readonly validityDays?: number | undefined;
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
  /** Of the CA that signed it. */
  readonly generation: number;
  readonly pem: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** cRLNumber (RFC 5280, 5.2.3). */
const CRL_NUMBER = '2.5.29.20';
/** The subject has room for three digits; after it the count begins again. */
const LAST_SEQUENCE = 999;

/** One generation of the CA. Signs client certificates. */
export class Authority {
  readonly chain: readonly string[];
  readonly #generation: number;
  readonly #keyId: string;
  readonly #x509: typeof X509;
  /** The same key, for the library and for certificates. */
  readonly #key: webcrypto.CryptoKey;
  readonly #signer: KeyObject;
  readonly #certificate: X509.X509Certificate;
  /** By the place of the revocation lists. */
  readonly #parts = new Map<string, AlikeParts>();

  private constructor(x509: typeof X509, material: AuthorityMaterial, key: webcrypto.CryptoKey) {
    this.#x509 = x509;
    this.chain = material.chain;
    this.#generation = material.generation;
    this.#keyId = keyIdOf(material.chain[0] ?? '');
    this.#key = key;
    this.#signer = createPrivateKey(material.issuingKey);
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
    const serialNumber = newSerialNumber();
    const validity = order.validity ?? {
      notBefore: new Date(Math.floor(order.issuedAt.getTime() / 1000) * 1000),
      notAfter: notAfterFor(order.issuedAt, order.validityDays),
    };
    const sequence = `A${String(((order.sequence - 1) % LAST_SEQUENCE) + 1).padStart(3, '0')}`;
    const time = subjectTime(order.issuedAt) + String(randomInt(1_000_000)).padStart(6, '0');
    const commonName = `${order.loginId} ${sequence} ${time}`;
    const own = { serialNumber, ...validity, commonName, publicKey: order.publicKey };
    const pem = issuedPem(await this.#alike(order.crlUrl), own, this.#signer);
    return { generation: this.#generation, pem, serialNumber, ...validity };
  }

  /** In which all certificates of this CA are alike. */
  async #alike(crlUrl: string): Promise<AlikeParts> {
    const known = this.#parts.get(crlUrl);
    if (known) return known;
    const x509 = this.#x509;
    const extensions = [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      await x509.AuthorityKeyIdentifierExtension.create(this.#certificate.publicKey),
      new x509.CRLDistributionPointsExtension([`${crlUrl}?authorityKeyId=${this.#keyId}`]),
    ];
    const made: AlikeParts = {
      issuer: Buffer.from(this.#certificate.subjectName.toArrayBuffer()),
      holder: Buffer.from(new x509.Name(nameOf(this.#generation)).toArrayBuffer()),
      extensions: extensions.map(({ rawData }) => Buffer.from(rawData)),
    };
    this.#parts.set(crlUrl, made);
    return made;
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
