import { CertToolError } from '../../core/error.ts';
import type { DamagedCertificate } from '../../core/ports/store.ts';
import type { Entry } from '../../enrollment/journal.ts';
import { readCertificate } from '../../pki/certificate.ts';
import type { Deps } from '../deps.ts';
import { banksHere } from '../show/bank-names.ts';
import { completingCommand } from '../show/completing-command.ts';
import type { Act } from './act.ts';
import type { RemovableHere } from './choice.ts';

/** What of a certificate that cannot be read can be done at all: it can be deleted, and neither hidden nor shown. */
export async function actOnDamaged(
  deps: Deps,
  act: Act,
  here: RemovableHere,
  damaged: DamagedCertificate,
): Promise<{ readonly outcome: 'removed' }> {
  if (act === 'delete') return removeDamaged(deps, here, damaged);
  throw new CertToolError('store-failed', { params: { detail: UNREADABLE } });
}

const UNREADABLE = {
  ja: '証明書のファイルが壊れているため、非表示にすることも元に戻すこともできません。',
  en: 'the files of the certificate are damaged, so it can neither be hidden nor shown.',
};

/**
 * Removes what is kept as a certificate and cannot be read. Whose it is nobody knows: it stays while an unfinished request
 * needs its thumbprint, or may need it.
 * @throws CertToolError `certificate-in-use`, `damaged-entry`, `newer-data`, and what the store throws
 */
async function removeDamaged(
  deps: Deps,
  { store }: RemovableHere,
  { thumbprint }: DamagedCertificate,
): Promise<{ readonly outcome: 'removed' }> {
  const { entries, unreadable } = await deps.journal.contents();
  if (unreadable[0]) throw unreadable[0];
  for (const entry of entries) {
    const serialNumber = serialNumberIn(entry, thumbprint);
    if (serialNumber === undefined) continue;
    const command = completingCommand(deps, entry, (await banksHere(deps)).set);
    throw new CertToolError('certificate-in-use', {
      params: { serialNumber, loginId: entry.loginId, command },
    });
  }
  await store.remove(thumbprint);
  deps.ui.result(deps.ui.text('remove.removed-damaged', { thumbprint }));
  return { outcome: 'removed' };
}

/** Of the certificate with this thumbprint, where it is the entry's own or the one that it replaces. */
function serialNumberIn({ predecessor, certificate }: Entry, thumbprint: string): string | undefined {
  const own = certificate === undefined ? undefined : readCertificate(certificate);
  return [predecessor, own].find((each) => each?.thumbprint === thumbprint)?.serialNumber;
}
