import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { readCertificate } from '../pki/certificate.ts';
import { friendlyNameOf } from '../pki/verify.ts';
import type { Entry } from './journal.ts';
import { hasWorkingKey } from './local.ts';
import type { Run } from './ports.ts';

/** What installing takes of a run. */
export interface Installing {
  readonly ports: Pick<Run['ports'], 'store' | 'journal' | 'onStep'>;
  entry: Entry | undefined;
}

/** Installs the entry's certificate, reads it back, has it sign, and only then lets go of the pending key. */
export async function install(run: Installing, entry: Entry): Promise<StoredCertificate> {
  const { store, journal, onStep } = run.ports;
  if (entry.certificate === undefined) throw new TypeError('no certificate in the entry');
  onStep('install');
  const record = readCertificate(entry.certificate);
  let installed = await store.find(record.thumbprint);
  if (!installed || !(await hasWorkingKey(run, installed))) {
    await store.install(entry.id, entry.certificate, entry.chain ?? [], friendlyNameOf(record));
    installed = await store.find(record.thumbprint);
  }
  if (!installed || !(await hasWorkingKey(run, installed))) throw new CertToolError('trial-signature-failed');
  run.entry = await journal.write({ ...entry, step: 'installed' });
  await store.discard(entry.id);
  return installed;
}
