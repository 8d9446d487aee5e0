import { createHash, randomBytes, randomInt, webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';

/** Of everything that the issuing CA signs. */
export const RSA_SIGNATURE = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const RSA_2048 = { ...RSA_SIGNATURE, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

/** Of what is signed once, by a key that is thrown away then. */
export const EC_SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };
const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256' };

export async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(RSA_2048, true, ['sign', 'verify']);
}

/** EC takes no time. */
export async function generateEcKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(EC_P256, true, ['sign', 'verify']);
}

/** A key for a certificate whose holder sits elsewhere; its private half is never kept. */
export async function throwAwayPublicKey(): Promise<{ publicKey: Buffer; publicKeyHash: string }> {
  const keys = await generateEcKeys();
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

const ORGANIZATION = 'cert-tool DEMO';

/** The unit (OU) of everything that a generation of the CA signs, and of its own certificates. */
export function unitOf(generation: number): string {
  return `DEMO ANSER-WEB(BizSOL) TEST CA - G${generation}`;
}

/** In the order of the encoding, which RFC 4514 prints backwards: CN first. `commonName` must not need escaping. */
export function nameOf(generation: number, commonName?: string): X509.JsonName {
  const name: X509.JsonName = [{ O: [ORGANIZATION] }, { OU: [unitOf(generation)] }];
  return commonName === undefined ? name : [...name, { CN: [commonName] }];
}

/** ub-common-name (RFC 5280, appendix A.1), less sequence and time behind the login ID: a blank and 4, a blank and 20. */
export const LONGEST_LOGIN_ID = 64 - 26;

/** Whether a subject has room for this login ID. */
export function fitsSubject(loginId: string): boolean {
  return [...loginId].length <= LONGEST_LOGIN_ID;
}
