import { constants, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { StoredCertificate } from '../../core/certificate.ts';
import { holderOf } from '../../core/certificate-name.ts';
import { CertToolError } from '../../core/error.ts';
import type { ClientKey, Signing } from '../../core/ports/store.ts';
import { publicKeyHashOf } from '../../pki/keys.ts';
import type { NssCertificate, NssContent } from './certificates.ts';
import { type NssPlace, passwordFile, runNss } from './program.ts';
import { selectorOf } from './selector.ts';
import { inCopy } from './snapshot.ts';

/**
 * Signs by RSASSA-PKCS1-v1_5 with SHA-256, with the key of each of these certificates. NSS's programs sign no bytes for
 * others, so the key is read from the database, like the certificates. Where that cannot be, it is exported for a moment:
 * encrypted under a random password, into a folder that only this user can open, like the database itself.
 */
export async function signAllIn(
  place: NssPlace,
  content: NssContent,
  thumbprints: readonly string[],
  bytes: Uint8Array,
): Promise<Signing[]> {
  const certificates = new Map(content.certificates.map((each) => [each.certificate.thumbprint, each]));
  const answers: Signing[] = [];
  for (const thumbprint of thumbprints) {
    const found = certificates.get(thumbprint);
    const signature = found && signatureOf(place, content, found, bytes).catch(asAnswer);
    answers.push((await signature) ?? unusable(thumbprint, found));
    // Thousands take a while, in which a signal is to be heard.
    await setImmediate();
  }
  return answers;
}

/** Undefined where the key is missing, is another's, or of a kind that does not sign so. */
async function signatureOf(
  place: NssPlace,
  { keysOf }: NssContent,
  found: NssCertificate,
  bytes: Uint8Array,
): Promise<Uint8Array | undefined> {
  const { certificate, keyId } = found;
  if (!certificate.hasPrivateKey) return undefined;
  const keys = keysOf ? keysOf(keyId) : await exportKeys(place, found);
  return signatureBy(keys, certificate, bytes);
}

/** The key of a certificate, as TLS takes it; undefined where it is missing or another's. */
export async function tlsKeyOf(
  place: NssPlace,
  { certificates, keysOf }: NssContent,
  thumbprint: string,
): Promise<ClientKey | undefined> {
  const found = certificates.find((each) => each.certificate.thumbprint === thumbprint);
  if (!found?.certificate.hasPrivateKey) return undefined;
  const keys = keysOf ? keysOf(found.keyId) : await exportKeys(place, found);
  const { pem, publicKeyHash } = found.certificate;
  const key = keys.find((each) => publicKeyHashOf(each) === publicKeyHash);
  return key && { key: String(key.export({ type: 'pkcs8', format: 'pem' })), certificate: pem };
}

/** What node:crypto does not take of somebody else's odd certificate or key does not sign. */
function asAnswer(error: unknown): CertToolError | undefined {
  return error instanceof CertToolError ? error : undefined;
}

function unusable(thumbprint: string, found: NssCertificate | undefined): CertToolError {
  const { certificate } = found ?? {};
  const loginId = certificate && holderOf(certificate);
  return new CertToolError('key-unusable', { params: { loginId: loginId ?? thumbprint } });
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
