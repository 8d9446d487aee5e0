import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import { formatDate } from '../../core/japan-time.ts';
import { revocationTakes, revokedFirst, revokersOf } from '../../core/revokers.ts';
import { supportSentence } from '../../core/support.ts';
import { hasGoodKey } from '../../holdings/holding.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import { namedHolding } from '../../holdings/named-holding.ts';
import { otherBank } from '../../holdings/other-bank.ts';
import { chooseOne } from '../ask/choose-one.ts';
import { putRight } from '../ask/login-id.ts';
import type { Deps } from '../deps.ts';
import type { OpenableHere } from './here.ts';

/**
 * The certificate that a login ID works with: of the one that was named, of the only one, or of the one that is chosen at a
 * question.
 * @throws CertToolError `certificate-not-found`, `ambiguous-certificate`, `certificate-hidden`, `other-bank`; `several-users` where nobody can be asked;
 * `cancelled`
 */
export async function chosenHolding(
  deps: Deps,
  { holdings, identity }: OpenableHere,
  name: string | undefined,
): Promise<JudgedHolding> {
  if (name !== undefined) {
    const { holding } = namedHolding(holdings, identity, putRight(deps, name));
    // This bank's page would not take it.
    if (!holding.bankIds.includes(identity.bankId)) throw otherBank(holding.certificate);
    return holding;
  }
  const current = holdings
    .filter((each) => each.current && each.bankIds.includes(identity.bankId))
    .sort((one, other) => (loginIdOf(one) < loginIdOf(other) ? -1 : 1));
  const [first, ...others] = current;
  if (first === undefined) throw new CertToolError('certificate-not-found');
  return others.length === 0 ? first : ask(deps, current);
}

/** Only what has a subject is current. */
export function loginIdOf({ subject }: JudgedHolding): string {
  return subject?.loginId ?? '';
}

async function ask(deps: Deps, current: readonly JudgedHolding[]): Promise<JudgedHolding> {
  const { ui } = deps;
  if (!ui.interactive) {
    const loginIds = current.map(loginIdOf).join(', ');
    throw new CertToolError('several-users', { params: { loginIds } });
  }
  const choices = current.map((holding) => {
    const { state, certificate } = holding;
    const expiry = formatDate(certificate.notAfter, ui.language);
    const params = { name: loginIdOf(holding), state: ui.text(`state.${state}`), expiry };
    return { name: ui.text('open.choice', params), value: holding };
  });
  return chooseOne(deps, ui.text('open.choose'), choices);
}

/**
 * What would only fail at the bank's page, told before a browser is opened.
 * @throws CertToolError `certificate-expired`, `revoked-at-bank`, `key-unusable` or why the store does not use the key
 */
export function checkUsable(holding: JudgedHolding, { revoked, told }: OpenableHere): StoredCertificate {
  const { certificate, state, refusal } = holding;
  const loginId = loginIdOf(holding);
  const support = supportSentence(told?.support);
  if (state === 'expired')
    throw new CertToolError('certificate-expired', { params: { loginId, first: revokedFirst(told?.rules) } });
  if (revoked.has(certificate)) throw new CertToolError('revoked-at-bank', { params: { loginId, support } });
  if (hasGoodKey(holding)) return certificate;
  if (refusal && refusal.errorName !== 'key-unusable') throw refusal;
  const [revoker, takes] = [revokersOf(undefined, told?.rules), revocationTakes(told?.rules)];
  throw new CertToolError('key-unusable', { params: { loginId, revoker, takes, support } });
}
