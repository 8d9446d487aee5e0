import type { StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { BankSession } from '../core/ports/bank.ts';
import { BankRefusal } from '../core/ports/bank-refusals.ts';
import { supportSentence } from '../core/support.ts';
import { discardEntry } from './key.ts';
import type { Run } from './ports.ts';

/**
 * Tells the bank that the certificate is installed and signs, where it wants to know; then the entry has done its work.
 * When the bank cannot be told now, the entry stays and the next run tells it.
 * @param beforeCleared done while the entry is still there; told whether the bank knows now that the certificate works
 * @throws CertToolError `certificate-revoked`, after removing the certificate here
 */
export async function confirm(
  run: Run,
  session: Pick<BankSession, 'confirming'>,
  certificate: StoredCertificate,
  beforeCleared: (isConfirmed: boolean) => Promise<void> = async () => {},
): Promise<void> {
  if (!run.probe.canSign && session.confirming) {
    run.warnings.push('confirm-by-login');
    await beforeCleared(false);
    await discardEntry(run);
    return;
  }
  if (session.confirming) run.ports.onStep('confirm');
  try {
    await session.confirming?.confirm(certificate.serialNumber);
  } catch (error) {
    if (error instanceof BankRefusal && (error.status === 404 || error.status === 410)) {
      throw await giveUp(run, certificate);
    }
    if (!(error instanceof CertToolError)) throw error;
    run.warnings.push('not-confirmed');
    await beforeCleared(false);
    return;
  }
  await removePredecessor(run, certificate);
  await beforeCleared(true);
  await discardEntry(run);
}

/** Removes a certificate that the bank says is dead, and its entry. @returns what the person is told */
export async function giveUp(
  run: Run,
  { thumbprint }: Pick<StoredCertificate, 'thumbprint'>,
): Promise<CertToolError> {
  await run.ports.store.remove(thumbprint);
  await discardEntry(run);
  return new CertToolError('certificate-revoked', {
    params: { support: supportSentence(run.connection?.status.support) },
  });
}

/** The renewed certificate has no use any more, and a browser that still offers it makes people pick a dead one. */
async function removePredecessor(run: Run, certificate: StoredCertificate): Promise<void> {
  const { entry, ports, warnings } = run;
  if (!entry?.predecessor || entry.keepPredecessor || run.wanted.renewal?.keepOld) return;
  try {
    const old = await ports.store.find(entry.predecessor.thumbprint);
    if (old && old.publicKeyHash !== certificate.publicKeyHash) {
      await ports.store.remove(old.thumbprint);
      await ports.renewals?.forget(old.thumbprint);
    }
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    warnings.push('predecessor-stays');
  }
}
