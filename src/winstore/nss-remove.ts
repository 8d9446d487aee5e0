import { join } from 'node:path';
import type { CertificateRecord } from '../core/certificate.ts';
import { writeNewFileSynced } from '../system/files.ts';
import { reasons, storeFailed } from './failures.ts';
import { type NssCertificate, readDatabase } from './nss-certificates.ts';
import { mustRunNss, type NssPlace, passwordFile } from './nss-program.ts';
import { inWorkFolder } from './work-folder.ts';

/**
 * Removes the key, unless another certificate uses it, then the certificate; nothing when it is gone.
 * @param all what is in the database
 */
export async function removeFromDatabase(
  place: NssPlace,
  thumbprint: string,
  all: readonly NssCertificate[],
): Promise<void> {
  const target = all.find(({ certificate }) => certificate.thumbprint === thumbprint);
  if (!target) return;
  const others = all.filter((each) => each !== target);
  const { hasPrivateKey } = target.certificate;
  if (hasPrivateKey && target.keyId && !others.some(({ keyId }) => keyId === target.keyId)) {
    await removeKey(place, target.keyId);
  }
  await removeCertificate(place, target, others);
  const left = await readDatabase(place);
  if (left.some(({ certificate }) => certificate.thumbprint === thumbprint))
    throw storeFailed(reasons.notRemoved);
}

function removeKey(place: NssPlace, keyId: string): Promise<unknown> {
  return inWorkFolder(place.pendingDir, async (folder) => {
    const ofDatabase = await passwordFile(join(folder, 'database'), '');
    return mustRunNss(place, 'certutil', ['-F', '-k', keyId, '-f', ofDatabase]);
  });
}

/**
 * certutil deletes by nickname, which all certificates of one subject share, one of them each time: which one cannot
 * be chosen. The others are put back.
 */
async function removeCertificate(
  place: NssPlace,
  { nickname, certificate: { thumbprint } }: NssCertificate,
  others: readonly NssCertificate[],
): Promise<void> {
  const namesakes = others.filter((each) => each.nickname === nickname);
  for (let tries = 0; tries <= namesakes.length; tries++) {
    await mustRunNss(place, 'certutil', ['-D', '-n', nickname]);
    const left = namesakes.length === 0 ? [] : await readDatabase(place);
    if (!left.some(({ certificate }) => certificate.thumbprint === thumbprint))
      return putBack(place, namesakes, left);
  }
}

async function putBack(
  place: NssPlace,
  wanted: readonly NssCertificate[],
  left: readonly NssCertificate[],
): Promise<void> {
  const there = new Set(left.map(({ certificate }) => certificate.thumbprint));
  for (const { certificate, nickname } of wanted) {
    if (!there.has(certificate.thumbprint)) await addCertificate(place, certificate, nickname);
  }
}

/** Adds a certificate without trust. NSS joins it with its key, if that is there. */
function addCertificate(
  place: NssPlace,
  { thumbprint, pem }: Pick<CertificateRecord, 'thumbprint' | 'pem'>,
  nickname: string,
): Promise<unknown> {
  return inWorkFolder(place.pendingDir, async (folder) => {
    const file = join(folder, `${thumbprint}.pem`);
    await writeNewFileSynced(file, pem);
    return mustRunNss(place, 'certutil', ['-A', '-n', nickname, '-t', ',,', '-i', file]);
  });
}
