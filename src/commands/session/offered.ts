import { CertToolError } from '../../core/error.ts';
import { notOffered, type Offer } from '../../enrollment/not-offered.ts';
import type { Deps } from '../deps.ts';

/**
 * Before anything is asked or sent: by EST (RFC 7030) certificates are issued and renewed, and there is no more. What else
 * banks may lack, each tells when it is connected to.
 * @throws CertToolError `not-offered-by-bank`, `no-bank`
 */
export async function refuseUnoffered({ settings, knownIdentity }: Deps, what: Offer): Promise<void> {
  const { protocol, bank } = settings;
  if (protocol !== 'est') return;
  if (bank === undefined) throw new CertToolError('no-bank');
  const known = await knownIdentity();
  throw notOffered({ status: { name: known?.name ?? new URL(bank).host } }, what);
}
