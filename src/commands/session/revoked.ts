import type { StoredCertificate } from '../../core/certificate.ts';
import { learnGenerations } from '../../enrollment/generations.ts';
import { oursAt, type Revoked, revokedAt } from '../../enrollment/revoked.ts';
import type { Deps } from '../deps.ts';
import { atBank } from './at-bank.ts';

/**
 * Asks for the revocation list of each CA, present or former, that issued a certificate here.
 * @throws CertToolError `crl-rejected`, `not-offered-by-bank` and what keeps the bank from being reached, where no list at
 * all could be had
 */
export function fetchRevoked(deps: Deps, certificates: readonly StoredCertificate[]): Promise<Revoked> {
  return atBank(deps, async (first) => {
    const revoked = await revokedAt(await learnGenerations(deps, first, certificates), certificates);
    const [failed] = revoked.unknown;
    const left = revoked.unknown.flatMap((each) => each.left);
    if (failed && left.length === oursAt(revoked.identity, certificates).length) throw failed.error;
    return revoked;
  });
}
