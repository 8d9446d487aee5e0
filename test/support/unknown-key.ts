import { X509Certificate } from 'node:crypto';
import { toPem } from '../../src/pki/pem.ts';

/** id-ecPublicKey and rsaEncryption, as they stand in DER, and one of the same length that nobody has defined. */
const KNOWN = ['06072a8648ce3d0201', '06092a864886f70d010101'].map((hex) => Buffer.from(hex, 'hex'));

/** The certificate with a kind of key that no program knows; its signature is void. */
export function withUnknownKey(pem: string): string {
  const der = Buffer.from(new X509Certificate(pem).raw);
  for (const oid of KNOWN) {
    const at = der.indexOf(oid);
    if (at >= 0) der[at + oid.length - 1] = 0x7f;
  }
  return toPem('CERTIFICATE', der);
}
