import type { StoredCertificate } from '../../core/certificate.ts';
import { type Holding, holdingOf } from '../../holdings/holding.ts';
import { untriedKey } from '../../pki/trial.ts';
import type { Deps } from '../deps.ts';

/** A certificate of this PC judged by itself, for showing it. */
export async function judged(deps: Deps, certificate: StoredCertificate): Promise<Holding> {
  const found = { certificate, ...untriedKey(certificate) };
  return holdingOf(
    found,
    await deps.knownBanks(),
    deps.now(),
    await deps.renewals.of(certificate.thumbprint),
  );
}
