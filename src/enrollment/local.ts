import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { inDate } from '../core/renewal.ts';
import { trialSignature } from '../pki/trial.ts';
import { belongsToBank } from '../pki/verify.ts';
import type { Run } from './ports.ts';
import { repairChain } from './repair.ts';

/** Whether the certificate's key works; for a store that cannot sign, whether there is a key. */
export async function isUsable(run: Run, certificate: StoredCertificate): Promise<boolean> {
  if (!certificate.hasPrivateKey) return false;
  return run.probe.canSign ? trialSignature(run.ports.store, certificate) : true;
}

/** The certificate of this bank for the login ID that is in date and signs; the longest-lived of several. */
export async function goodCertificate(run: Run): Promise<StoredCertificate | undefined> {
  const now = run.ports.now();
  const candidates = (await run.ports.store.list())
    .filter((certificate) => bankSubjectOf(certificate)?.loginId === run.wanted.loginId)
    .filter((certificate) => belongsToBank(certificate, run.identity) && inDate(certificate, now))
    .sort((one, other) => other.notAfter.getTime() - one.notAfter.getTime());
  for (const certificate of candidates) {
    if (await isUsable(run, certificate)) {
      await repairChain(run, certificate);
      return certificate;
    }
  }
  return undefined;
}

export async function findBySerialNumber(
  run: Run,
  serialNumber: string,
): Promise<StoredCertificate | undefined> {
  return (await run.ports.store.list()).find(
    (certificate) => certificate.serialNumber === serialNumber && belongsToBank(certificate, run.identity),
  );
}
