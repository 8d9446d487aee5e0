import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CertificateRecord,
  normalizeSerialNumber,
  type StoredCertificate,
} from '../../core/certificate.ts';
import { MalformedDer, readCertificate } from '../../pki/certificate.ts';
import { leftOutOf, type OnLeftOut } from '../shared/left-out.ts';
import { inWorkFolder } from '../shared/work-folder.ts';
import { certificatesWithKey, hashesIn } from './output.ts';
import { type CertutilProgram, runCertutil } from './program.ts';

export interface CertutilPlace extends CertutilProgram {
  /** The folder of the pending keys, in which what a killed process left is removed at the next start. */
  readonly pendingDir: string;
  /** Told of certificates that a listing leaves out. */
  readonly onLeftOut?: OnLeftOut | undefined;
}

/** Reading the store: without dialogs, even where a key would like to ask. */
const STORE = ['-user', '-silent'];

/** certutil runs that are under way together, where single certificates have to be fetched. */
const TOGETHER = 4;

/**
 * All certificates by one run of certutil, which with `-split` puts each as DER into its working directory. Whatever
 * hash its text shows beyond those is fetched by a run of its own, so that nothing is missed by a version that splits
 * otherwise.
 */
export function listCertificates(place: CertutilPlace): Promise<StoredCertificate[]> {
  return inWorkFolder(place.pendingDir, async (folder) => {
    // Synchronous, like all reading of thousands of small files here.
    const output = (await runCertutil(place, [...STORE, '-split', '-store', 'My'], folder)) ?? '';
    const found = new Map<string, CertificateRecord>();
    // So that neither what cannot be read nor serial numbers, however their zeros are shown, count as further ones.
    const known = new Set<string>();
    for (const name of readdirSync(folder)) {
      const der = readFileSync(join(folder, name));
      known.add(leftOutOf(der).thumbprint);
      const record = readDer(der);
      if (record) found.set(record.thumbprint, record);
      else place.onLeftOut?.(leftOutOf(der));
    }
    for (const { serialNumber } of found.values()) known.add(serialNumber);
    const further = Array.from(hashesIn(output)).filter(
      (hash) => !known.has(hash) && !known.has(normalizeSerialNumber(hash)),
    );
    for (let at = 0; at < further.length; at += TOGETHER) {
      const fetched = further.slice(at, at + TOGETHER).map((hash) => fetchCertificate(place, hash, folder));
      for (const each of await Promise.all(fetched)) if (each) found.set(each.record.thumbprint, each.record);
    }
    const withKey = certificatesWithKey(output, new Set(found.keys()));
    return Array.from(found.values(), (record) => stored(record, withKey.has(record.thumbprint)));
  });
}

/** One certificate. @param thumbprint 40 lower-case hex digits */
export function findCertificate(
  place: CertutilPlace,
  thumbprint: string,
): Promise<StoredCertificate | undefined> {
  return inWorkFolder(place.pendingDir, async (folder) => {
    const fetched = await fetchCertificate(place, thumbprint, folder);
    if (fetched?.record.thumbprint !== thumbprint) return undefined;
    const withKey = certificatesWithKey(fetched.output, new Set([thumbprint]));
    return stored(fetched.record, withKey.has(thumbprint));
  });
}

/** The certificate that certutil finds by these hex digits, which can also be the serial number of another one. */
async function fetchCertificate(place: CertutilPlace, id: string, folder: string) {
  const file = join(folder, `${id}.cer`);
  const output = await runCertutil(place, [...STORE, '-store', 'My', id, file], folder);
  if (output === undefined) return undefined;
  const record = existsSync(file) ? readDer(readFileSync(file)) : undefined;
  return record && { record, output };
}

/** certutil does not tell the friendly name but in labelled text. */
function stored(record: CertificateRecord, hasPrivateKey: boolean): StoredCertificate {
  return Object.assign(record, { hasPrivateKey, friendlyName: '' });
}

function readDer(der: Buffer): CertificateRecord | undefined {
  try {
    return readCertificate(der);
  } catch (error) {
    if (error instanceof MalformedDer) return undefined;
    throw error;
  }
}
