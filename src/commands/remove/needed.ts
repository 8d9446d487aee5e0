import { bankSubjectOf, type StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import { requestNeeding } from '../../holdings/unfinished.ts';
import { belongsToBank } from '../../pki/verify.ts';
import type { Deps } from '../deps.ts';
import { banksHere } from '../show/bank-names.ts';
import { completingCommand } from '../show/completing-command.ts';

/**
 * Does what takes a certificate away, under the lock of its user, unless an unfinished request needs it.
 * @throws CertToolError `certificate-in-use`, `damaged-entry`, `newer-data`, `busy`, and what `work` throws
 */
export async function unlessNeeded<T>(
  deps: Deps,
  certificate: StoredCertificate,
  work: () => Promise<T>,
): Promise<T> {
  const banks = await banksHere(deps);
  const loginId = bankSubjectOf(certificate)?.loginId;
  const bank = [banks.set ?? [], banks.all].flat().find((each) => belongsToBank(certificate, each));
  const lock = bank && loginId !== undefined ? await deps.lock(bank.bankId, loginId) : undefined;
  try {
    const { entries, unknown } = await unfinishedHere(deps.journal, [certificate], banks.all);
    // What an entry protects that cannot be understood nobody knows: its user's certificates stay.
    if (unknown[0]) throw unknown[0].error;
    const entry = requestNeeding(certificate, entries);
    if (entry) {
      const command = completingCommand(deps, entry, banks.set);
      const { serialNumber } = certificate;
      throw new CertToolError('certificate-in-use', {
        params: { serialNumber, loginId: entry.loginId, command },
      });
    }
    return await work();
  } finally {
    await lock?.release();
  }
}
