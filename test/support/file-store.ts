import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateRecord } from '../../src/core/certificate.ts';
import { readCertificate } from '../../src/pki/certificate.ts';

/** Puts a certificate into the file store of a CERT_TOOL_HOME, with this key file or without one. */
export function putInFileStore(
  home: string,
  pem: string,
  key?: string,
): CertificateRecord & { readonly location: string } {
  const record = readCertificate(pem);
  const location = join(home, 'store', 'certificates', record.thumbprint);
  for (const made of [join(home, 'store'), join(home, 'store', 'certificates'), location]) {
    mkdirSync(made, { recursive: true, mode: 0o700 });
  }
  writeFileSync(join(location, 'certificate.pem'), pem, { mode: 0o600 });
  if (key !== undefined) writeFileSync(join(location, 'key.pem'), key, { mode: 0o600 });
  return Object.assign(record, { location });
}
