import type { BankIdentity } from '../../core/bank-identity.ts';
import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import { formatDate, hasNoEnd } from '../../core/japan-time.ts';
import { daysLeft } from '../../core/renewal.ts';
import { revokedFirst } from '../../core/revokers.ts';
import { tooEarly } from '../../core/too-early.ts';
import type { HoldingState } from '../../holdings/holding.ts';
import { type JudgedHolding, type Renewability, renewabilityOf } from '../../holdings/holdings.ts';
import { namedHolding } from '../../holdings/named-holding.ts';
import type { RenewalStart } from '../../holdings/renewal-start.ts';
import { chooseOne } from '../ask/choose-one.ts';
import type { Deps } from '../deps.ts';
import type { RenewOptions } from './spec.ts';

/** What says which certificates are meant: `within` the days before the expiry from which on one is due, or when it can be renewed. */
type RenewChoice = Pick<RenewOptions, 'all' | 'within' | 'force'>;

/** A login ID's certificate that may be renewed. */
export interface Candidate {
  readonly certificate: StoredCertificate;
  readonly loginId: string;
  readonly renewability: Renewability;
  readonly state: HoldingState;
  readonly renewal: RenewalStart;
  /** Its login ID was named, not this very one: the bank may have another one of this PC for current. */
  readonly orCurrent: boolean;
}

/** What the choice is made from. */
export interface RenewableHere {
  /** All certificates of this PC, those of other banks too. */
  readonly holdings: readonly JudgedHolding[];
  readonly identity: BankIdentity;
  /** The bank's time. */
  readonly now: Date;
}

/** What was chosen, and what had to be passed over because nobody can renew it. */
export interface Chosen {
  readonly candidates: readonly Candidate[];
  readonly passedOver: readonly CertToolError[];
}

/** The certificate that each login ID of this bank works with, those that are due first. */
function candidatesOf({ holdings, now }: RenewableHere, choice: RenewChoice): Candidate[] {
  return holdings
    .filter(({ current, bankIds }) => current && bankIds.length > 0)
    .map((holding) => candidateOf(holding, now, choice))
    .sort((one, other) => rankOf(one) - rankOf(other) || byExpiry(one, other));
}

function candidateOf(holding: JudgedHolding, now: Date, { within, force }: RenewChoice): Candidate {
  const { certificate, subject, state, renewal } = holding;
  const wish = { now, within: within ?? 'renewable', ...(force ? { force } : {}) } as const;
  const renewability = renewabilityOf(holding, wish);
  return { certificate, loginId: subject?.loginId ?? '', renewability, state, renewal, orCurrent: true };
}

const RANKS: readonly Renewability[] = ['due', 'key-unusable', 'expired', 'early'];

function rankOf({ renewability }: Candidate): number {
  return RANKS.indexOf(renewability);
}

function byExpiry(one: Candidate, other: Candidate): number {
  return one.certificate.notAfter.getTime() - other.certificate.notAfter.getTime();
}

/**
 * The certificate that was named; a login ID means the one that it works with.
 * @param onFound told whose it is, before its dates may rule it out
 * @throws CertToolError `certificate-not-found`, `ambiguous-certificate`, `certificate-hidden`, `too-early`,
 * `certificate-expired`
 */
export function namedCandidate(
  here: RenewableHere,
  name: string,
  choice: RenewChoice,
  onFound: (loginId: string) => void,
): Candidate {
  const { holding, by } = namedHolding(here.holdings, here.identity, name);
  const candidate = { ...candidateOf(holding, here.now, choice), orCurrent: by === 'login-id' };
  onFound(candidate.loginId);
  if (holding.bankIds.length > 0) refuseByDates(here, candidate, choice);
  return candidate;
}

/** The certificates that login IDs work with, by these. */
export function candidatesByLoginId(
  here: RenewableHere,
  choice: RenewChoice,
): ReadonlyMap<string, Candidate> {
  return new Map(
    candidatesOf(here, choice)
      .toReversed()
      .map((each) => [each.loginId, each]),
  );
}

/** Before any password is asked: what the dates rule out by what the bank has said. Where it has said nothing it is asked. */
function refuseByDates(
  here: RenewableHere,
  { renewability, state, renewal, loginId }: Candidate,
  { force }: RenewChoice,
): void {
  if (renewability === 'expired') throw expired(here, loginId);
  if (renewability !== 'early' || force || state !== 'issued' || !renewal.isSure) return;
  throw tooEarly(loginId, renewal.from);
}

/** @param others login IDs of which the same is to be said */
export function expired(
  { identity }: Pick<RenewableHere, 'identity'>,
  loginId: string,
  others: readonly string[] = [],
): CertToolError {
  const list = others.join(', ');
  const hint = { ja: `次のログインIDも同様です: ${list}。`, en: `The same goes for: ${list}.` };
  const params = { loginId, first: revokedFirst(identity.rules), ...(others.length > 0 && { others: hint }) };
  return new CertToolError('certificate-expired', { params });
}

/**
 * Which certificates to renew when none was named. None when none is due.
 * @throws CertToolError `certificate-not-found`, `certificate-expired` when some have expired and none is due,
 * `several-due` where nobody can be asked; where one was chosen, `too-early`
 */
export async function chooseCandidates(
  deps: Deps,
  here: RenewableHere,
  choice: RenewChoice,
): Promise<Chosen> {
  const candidates = candidatesOf(here, choice);
  if (candidates.length === 0) throw new CertToolError('certificate-not-found');
  if (choice.all) {
    return { candidates: candidates.filter(({ renewability }) => renewability !== 'early'), passedOver: [] };
  }
  const dead = candidates.filter(({ renewability }) => renewability === 'expired');
  // Where a key does not work an older certificate may be the bank's current one: the bank is asked.
  const due = candidates.filter(
    ({ renewability }) => renewability === 'due' || renewability === 'key-unusable',
  );
  const [first, ...others] = dead.map(({ loginId }) => loginId);
  if (due.length === 0) {
    if (first !== undefined) throw expired(here, first, others);
    return { candidates: [], passedOver: [] };
  }
  const passedOver = dead.map(({ loginId }) => expired(here, loginId));
  if (deps.ui.interactive) {
    const chosen = await ask(deps, candidates, here);
    refuseByDates(here, chosen, choice);
    return { candidates: [chosen], passedOver };
  }
  if (due.length > 1) {
    const loginIds = due.map(({ loginId }) => loginId).join(', ');
    throw new CertToolError('several-due', { params: { loginIds } });
  }
  return { candidates: due, passedOver };
}

async function ask(deps: Deps, candidates: readonly Candidate[], { now }: RenewableHere): Promise<Candidate> {
  const { ui } = deps;
  const renewable = candidates.filter(({ renewability }) => renewability !== 'expired');
  const choices = renewable.map((candidate) => {
    const { certificate, loginId } = candidate;
    const { notAfter } = certificate;
    const state = ui.text(`state.${candidate.state}`);
    const expiry = formatDate(notAfter, ui.language);
    const until = { expiry, days: daysLeft(notAfter, now) };
    const validity = hasNoEnd(notAfter) ? expiry : ui.text('renew.until', until);
    const name = ui.text('renew.choice', { loginId, state, validity });
    return { name, value: candidate };
  });
  return chooseOne(deps, ui.text('renew.choose'), choices);
}
