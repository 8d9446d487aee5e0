import { EC_SIGNATURE, generateEcKeys, newSerialNumber, pemOf, privatePem, yearsFrom } from './parts.ts';

/** What the practice bank's HTTPS server needs, and what its clients must trust; all PEM. */
export interface TlsMaterial {
  readonly key: string;
  readonly certificate: string;
  readonly root: string;
}

const YEARS = 50;

/**
 * Makes the server's certificate for this PC's own names and a root for it. The root's key is thrown away at once:
 * who trusts the root trusts this one server and nothing that anyone could sign later. EC P-256, for speed.
 */
export async function createTlsMaterial(now: Date): Promise<TlsMaterial> {
  const { x509 } = await import('./x509.ts');
  const [rootKeys, keys] = await Promise.all([generateEcKeys(), generateEcKeys()]);
  const validity = { notBefore: yearsFrom(now, -YEARS), notAfter: yearsFrom(now, YEARS) };
  const rootName = [{ O: ['cert-tool DEMO'] }, { CN: ['DEMO practice bank TLS root'] }];
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: newSerialNumber(),
    name: rootName,
    keys: rootKeys,
    signingAlgorithm: EC_SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: newSerialNumber(),
    subject: [{ O: ['cert-tool DEMO'] }, { CN: ['localhost'] }],
    issuer: rootName,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: EC_SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  return { key: await privatePem(x509, keys.privateKey), certificate: pemOf(certificate), root: pemOf(root) };
}
