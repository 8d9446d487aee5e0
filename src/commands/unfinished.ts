import type { CertificateRecord } from '../core/certificate.ts';
import type { Entry } from '../enrollment/journal.ts';
import type { Deps } from './deps.ts';

/** The command that completes an unfinished request. */
export function completingCommand(deps: Deps, { kind, loginId, bankId }: Entry): string {
  const verb = kind === 'renewal' ? 'renew' : 'issue';
  return `cert-tool ${verb} ${loginId}${bankId === deps.practiceBank.bankId() ? ' --sandbox' : ''}`;
}

/** The unfinished request that still needs a certificate: its own, or the one that it replaces. */
export function requestNeeding(
  certificate: Pick<CertificateRecord, 'thumbprint' | 'publicKeyHash'>,
  unfinished: readonly Entry[],
): Entry | undefined {
  return unfinished.find(
    ({ predecessor, publicKeyHash }) =>
      predecessor?.thumbprint === certificate.thumbprint || publicKeyHash === certificate.publicKeyHash,
  );
}
