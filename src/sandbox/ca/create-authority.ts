import type { webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';
import {
  EC_SIGNATURE,
  generateEcKeys,
  generateKeys,
  nameOf,
  newSerialNumber,
  pemOf,
  privatePem,
  yearsFrom,
} from './parts.ts';

/** What the practice bank keeps of its CA. The root's key is thrown away: it has signed the one thing it is for. */
export interface AuthorityMaterial {
  /** The number that ends its names. */
  readonly generation: number;
  /** PEMs, issuing CA first, root last. */
  readonly chain: readonly string[];
  /** PKCS#8, PEM. */
  readonly issuingKey: string;
}

/** The first CA of a practice bank. */
export const FIRST_GENERATION = 4;
const CA_YEARS = 50;

/**
 * Makes root and issuing CA, valid fifty years both ways, so that the bank's date can be set to anything. Both names
 * hold the generation, for whoever builds a path goes by names. The issuing CA signs with RSA, as the service's does. Of what
 * kind its root is the service leaves open: that one's key is EC, for another RSA key is what a first `issue --sandbox` would
 * wait for longest.
 */
export async function createAuthority(now: Date, generation: number): Promise<AuthorityMaterial> {
  // Begun before anything is loaded: what comes first is waited for.
  const keys = Promise.all([generateEcKeys(), generateKeys()]);
  const { x509 } = await import('./x509.ts');
  const [rootKeys, issuingKeys] = await keys;
  const validity = { notBefore: yearsFrom(now, -CA_YEARS), notAfter: yearsFrom(now, CA_YEARS) };
  const rootName = nameOf(generation, 'DEMO ROOT CA');
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: newSerialNumber(),
    name: rootName,
    keys: rootKeys,
    signingAlgorithm: EC_SIGNATURE,
    extensions: await caExtensions(x509, rootKeys.publicKey),
  });
  const issuing = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: newSerialNumber(),
    subject: nameOf(generation),
    issuer: rootName,
    publicKey: issuingKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: EC_SIGNATURE,
    extensions: [
      ...(await caExtensions(x509, issuingKeys.publicKey, 0)),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const issuingKey = await privatePem(x509, issuingKeys.privateKey);
  return { generation, chain: [pemOf(issuing), pemOf(root)], issuingKey };
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
