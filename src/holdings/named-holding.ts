import type { BankIdentity } from '../core/bank-identity.ts';
import { CertToolError } from '../core/error.ts';
import { hiddenError } from './hidden.ts';
import type { JudgedHolding } from './holdings.ts';
import { certificatesNamed, type Named, onlyOne } from './named.ts';

export interface NamedHolding {
  readonly holding: JudgedHolding;
  readonly by: Named['by'];
}

/**
 * The certificate that was named; a login ID means the one that it works with.
 * @param bank whose certificates are meant; by its thumbprint another one's can be named
 * @throws CertToolError `certificate-not-found`, `ambiguous-certificate`, `certificate-hidden`
 */
export function namedHolding(
  holdings: readonly JudgedHolding[],
  bank: BankIdentity,
  name: string,
): NamedHolding {
  const ours = holdings.filter(({ subject }) => subject !== undefined);
  const all = ours.map(({ certificate }) => certificate);
  const { by, certificates } = certificatesNamed(all, [bank], name);
  const [hidden] = certificates.every(({ archived }) => archived) ? certificates : [];
  if (hidden) throw hiddenError(hidden);
  const meant = ours.filter(({ certificate }) => certificates.includes(certificate));
  const current = by === 'login-id' ? meant.find((each) => each.current) : undefined;
  const holding = current ?? meant.find(({ certificate }) => certificate === onlyOne(certificates, name));
  if (!holding) throw new CertToolError('certificate-not-found');
  return { holding, by };
}
