import { X509Certificate } from 'node:crypto';

/** The CN of a certificate's subject; undefined without one. @param pem of the bank's own, which have one CN each */
export function commonNameOf(pem: string): string | undefined {
  const { subject } = new X509Certificate(pem).toLegacyObject();
  return [subject.CN].flat()[0];
}
