/** A "certs-only" message (RFC 8551, 3.8) of these certificates. @param pems of certificates @returns DER */
export async function certsOnly(pems: readonly string[]): Promise<Buffer> {
  const { x509 } = await import('./x509.ts');
  const certificates = new x509.X509Certificates(
    [...new Set(pems)].map((pem) => new x509.X509Certificate(pem)),
  );
  return Buffer.from(certificates.export('raw'));
}
