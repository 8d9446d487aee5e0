import { randomBytes, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bankSubjectOf } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { publicKeyHashOf } from '../pki/keys.ts';
import type { NssCertificate } from './nss-certificates.ts';
import { type NssPlace, passwordFile, runNss } from './nss-program.ts';
import { inWorkFolder } from './work-folder.ts';

/**
 * Signs by RSASSA-PKCS1-v1_5 with SHA-256. NSS's programs sign no bytes for others, so that the key is exported for a
 * moment: encrypted under a random password, into a folder that only this user can open, like the database itself.
 * @throws CertToolError `key-unusable`
 */
export async function signByExport(
  place: NssPlace,
  thumbprint: string,
  found: NssCertificate | undefined,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const key = found?.certificate.hasPrivateKey ? await exportKey(place, found) : undefined;
  if (key) return sign('sha256', bytes, key);
  const certificate = found?.certificate;
  const loginId = certificate && (bankSubjectOf(certificate)?.loginId ?? certificate.commonName);
  throw new CertToolError('key-unusable', { params: { loginId: loginId ?? thumbprint } });
}

function exportKey(place: NssPlace, { nickname, certificate }: NssCertificate) {
  return inWorkFolder(place.pendingDir, async (folder) => {
    const file = join(folder, 'export.p12');
    const password = randomBytes(24).toString('hex');
    const ofFile = await passwordFile(join(folder, 'password'), password);
    const ofDatabase = await passwordFile(join(folder, 'database'), '');
    // NSS derives each key anew, 600,000 iterations long: none for the certificates, which are no secret.
    const args = ['-o', file, '-n', nickname, '-C', 'none', '-w', ofFile, '-k', ofDatabase];
    if (!(await runNss(place, 'pk12util', args)).ok) return undefined;
    const { privateKeysIn } = await import('../pki/pkcs12-keys.ts');
    const keys = privateKeysIn(await readFile(file), password);
    return keys.find((key) => publicKeyHashOf(key) === certificate.publicKeyHash);
  });
}
