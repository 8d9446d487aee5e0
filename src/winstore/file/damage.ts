import { X509Certificate } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredCertificate } from '../../core/certificate.ts';
import type { DamagedCertificate } from '../../core/ports/store.ts';
import { parsePemChain } from '../../pki/pem.ts';
import { namesIn, readIfThere, removeSynced, writeFileSynced } from '../../system/files.ts';
import { checkOwnerOnlyFolder } from '../../system/owner-only.ts';
import { readIssued } from '../shared/failures.ts';
import { isThumbprint } from '../shared/thumbprint.ts';
import { readStored, workingKey } from './certificates.ts';
import { CERTIFICATE_FILE, CHAIN_FILE, certificateFile, certificatesFolder } from './layout.ts';

/** The folders whose certificate cannot be read. @param listed those that can */
export async function damagedIn(
  dir: string,
  listed: readonly StoredCertificate[],
): Promise<DamagedCertificate[]> {
  const folder = certificatesFolder(dir);
  const readable = new Set(listed.map(({ thumbprint }) => thumbprint));
  return (await namesIn(folder))
    .filter((name) => !readable.has(name) && isThumbprint(name) && isDamaged(folder, name))
    .map((thumbprint) => ({ thumbprint, location: `${folder}/${thumbprint}` }));
}

/** Those of these certificates whose chain cannot be read, or is gone. */
export async function damagedChainsIn(
  dir: string,
  certificates: readonly StoredCertificate[],
): Promise<DamagedCertificate[]> {
  const found: DamagedCertificate[] = [];
  for (const certificate of certificates) {
    const { thumbprint, location = join(certificatesFolder(dir), thumbprint) } = certificate;
    if (!(await hasGoodChain(location, certificate))) found.push({ thumbprint, location });
  }
  return found;
}

function isDamaged(folder: string, thumbprint: string): boolean {
  // Gone in the meantime: another process removed it.
  const stats = lstatSync(join(folder, thumbprint), { throwIfNoEntry: false });
  return stats !== undefined && !(stats.isDirectory() && readStored(folder, thumbprint));
}

/**
 * Whether the chain can be read and its first certificate signed this one. With what was installed here, and so was given a name, there
 * was one; who puts a certificate here without it needs none.
 */
async function hasGoodChain(location: string, { pem, friendlyName }: StoredCertificate): Promise<boolean> {
  try {
    const text = await readIfThere(join(location, CHAIN_FILE), { ownFolder: true });
    if (text === undefined) return friendlyName === '';
    const chain = parsePemChain(text);
    if (chain.length !== text.split('-----BEGIN ').length - 1) return false;
    let subject = new X509Certificate(pem);
    for (const issuer of chain.map((each) => new X509Certificate(each))) {
      if (!subject.verify(issuer.publicKey)) return false;
      subject = issuer;
    }
    return chain.length > 0;
  } catch {
    return false;
  }
}

/**
 * Writes certificate and chain anew beside their key; false when that is not here. Repeatable after a kill.
 * @throws CertToolError `store-unsafe` for a symbolic link or a key that is not the user's alone
 */
export async function repairIn(
  dir: string,
  certificate: string,
  chain: readonly string[],
  friendlyName: string,
): Promise<boolean> {
  const record = readIssued(certificate);
  const folder = join(certificatesFolder(dir), record.thumbprint);
  if (!lstatSync(folder, { throwIfNoEntry: false })) return false;
  await checkOwnerOnlyFolder(folder);
  if (!(await workingKey(dir, record))) return false;
  await replace(join(folder, CHAIN_FILE), chain.join(''));
  await replace(join(folder, CERTIFICATE_FILE), certificateFile(record.pem, friendlyName));
  return true;
}

/** Whatever is there, a folder even. */
async function replace(path: string, text: string): Promise<void> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) await removeSynced(path);
  await writeFileSynced(path, text);
}
