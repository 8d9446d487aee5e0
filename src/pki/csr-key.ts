import { hash } from 'node:crypto';
import { DerReader, Tag } from './der.ts';

/** The public key of a PKCS#10 request (RFC 2986, 4.1) as records name keys: SHA-256 of its info's DER. @throws MalformedDer */
export function publicKeyHashOfRequest(pem: string): string {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const information = new DerReader(der).enter(Tag.sequence).enter(Tag.sequence);
  information.read(Tag.integer);
  information.read(Tag.sequence);
  information.read(Tag.sequence);
  return hash('sha256', der.subarray(information.start, information.to));
}
