import type { StoredCertificate } from '../core/certificate.ts';
import type { CertToolError } from '../core/error.ts';
import { readCertificate } from '../pki/certificate.ts';
import { finish, noteOtherCa } from './finish.ts';
import { discardEntry } from './key.ts';
import type { EnrollmentResult, Run } from './ports.ts';

/** What a run has found on this PC. */
interface Here {
  /** One of the login ID's certificates, with which one can log in. */
  readonly good: StoredCertificate | undefined;
  /** Why the journal's entry cannot be understood. */
  readonly damage: CertToolError | undefined;
}

/**
 * What this PC settles alone where the bank's protocol knows neither states nor a confirmation: an installation is
 * completed without a password and without the bank, and with a good certificate nothing is asked for that was not sent
 * yet. Undefined where the bank is needed.
 */
export async function settledHere(run: Run, { good, damage }: Here): Promise<EnrollmentResult | undefined> {
  const { entry, wanted, identity } = run;
  if (!good || identity.protocol !== 'est' || wanted.dryRun) return undefined;
  if (entry?.step === 'installed') return installedBefore(run, good, entry.certificate);
  if (wanted.renewal || (entry && entry.step !== 'key')) return undefined;
  if (damage) await setAside(run);
  await discardEntry(run);
  return { outcome: 'already-valid', resumed: false, warnings: run.warnings, certificate: good };
}

/** An earlier run was killed before its end. */
async function installedBefore(
  run: Run,
  good: StoredCertificate,
  installed = '',
): Promise<EnrollmentResult | undefined> {
  if (readCertificate(installed).thumbprint !== good.thumbprint) return undefined;
  const outcome = run.entry?.kind === 'renewal' ? 'renewed' : 'issued';
  await noteOtherCa(run, good);
  return { ...(await finish(run, {}, outcome, good)), resumed: true };
}

/** Keeps an entry that cannot be understood beside the journal. */
export async function setAside({ ports, identity, wanted, warnings }: Run): Promise<void> {
  await ports.journal.setAside(identity.bankId, wanted.loginId);
  warnings.push('entry-set-aside');
}
