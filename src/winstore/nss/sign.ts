import { constants, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredCertificate } from '../../core/certificate.ts';
import { holderOf } from '../../core/certificate-name.ts';
import { CertToolError } from '../../core/error.ts';
import { publicKeyHashOf } from '../../pki/keys.ts';
import type { NssCertificate } from './certificates.ts';
import { type NssPlace, passwordFile, runNss } from './program.ts';
import { selectorOf } from './selector.ts';
import { inCopy } from './snapshot.ts';

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
  const certificate = found?.certificate;
  const keys = found?.certificate.hasPrivateKey ? await exportKeys(place, found) : [];
  const signature = certificate && signatureBy(keys, certificate, bytes);
  if (signature) return signature;
  const loginId = certificate && holderOf(certificate);
  throw new CertToolError('key-unusable', { params: { loginId: loginId ?? thumbprint } });
}

/** What pk12util exports, and node:crypto reads, for this certificate: one key, or none. */
function exportKeys(place: NssPlace, { keyId }: NssCertificate): Promise<KeyObject[]> {
  return inCopy(place, async (copy) => {
    const folder = copy.database;
    const file = join(folder, 'export.p12');
    const password = randomBytes(24).toString('hex');
    const ofFile = await passwordFile(join(folder, 'password'), password);
    const ofDatabase = await passwordFile(join(folder, 'database'), '');
    // NSS derives each key anew, 600,000 iterations long: none for the certificates, which are no secret.
    const args = ['-o', file, '-n', selectorOf({ keyId }), '-C', 'none', '-w', ofFile, '-k', ofDatabase];
    if (!(await runNss(copy, 'pk12util', args)).ok) return [];
    const { privateKeysIn } = await import('../../pki/pkcs12-keys.ts');
    return privateKeysIn(await readFile(file), password);
  });
}

function signatureBy(
  keys: readonly KeyObject[],
  { pem, publicKeyHash }: StoredCertificate,
  bytes: Uint8Array,
): Uint8Array | undefined {
  const key = keys.find((each) => publicKeyHashOf(each) === publicKeyHash);
  if (key) return sign('sha256', bytes, key);
  // A key for RSASSA-PSS alone comes out as one for any use, and the certificate allows PSS only.
  const [other] = keys;
  if (!other || new X509Certificate(pem).publicKey.asymmetricKeyType !== 'rsa-pss') return undefined;
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
  return sign('sha256', bytes, { key: other, padding, saltLength });
}
