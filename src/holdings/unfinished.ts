import type { CertificateRecord } from '../core/certificate.ts';

/** What counts of a request that is not completed: an entry of the journal. */
export interface Unfinished {
  readonly bankId: string;
  readonly loginId: string;
  /** `key` while nothing was sent. */
  readonly step: string;
  /** The certificate that a renewal replaces. */
  readonly predecessor?: { readonly thumbprint: string };
  /** Of the new key. */
  readonly publicKeyHash?: string;
}

/** The unfinished request that still needs a certificate: its own, or the one that it replaces. */
export function requestNeeding<T extends Unfinished>(
  certificate: Pick<CertificateRecord, 'thumbprint' | 'publicKeyHash'>,
  unfinished: readonly T[],
): T | undefined {
  return unfinished.find(
    ({ predecessor, publicKeyHash }) =>
      predecessor?.thumbprint === certificate.thumbprint ||
      // Made when it is asked for, which few entries do.
      (publicKeyHash !== undefined && publicKeyHash === certificate.publicKeyHash),
  );
}

/** A request that was sent has to be finished first, by whichever command finds it and whatever the dates say. */
export function isSent({ step }: Unfinished): boolean {
  return step !== 'key';
}
