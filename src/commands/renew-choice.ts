import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import { formatDate, untilText } from '../core/japan-time.ts';
import { daysLeft, RENEWAL_WINDOW_DAYS, renewableFrom, stateAt } from '../core/renewal.ts';
import type { Entry } from '../enrollment/journal.ts';
import type { Deps } from './deps.ts';
import { isOurs } from './list-check.ts';
import { certificatesNamed, onlyOne } from './named-certificates.ts';

export interface RenewChoice {
  readonly all?: boolean;
  /** Days before the expiry from which on a certificate is due. */
  readonly within: number;
  /** Due even before the bank's last 40 days. */
  readonly force?: boolean;
}

/** A login ID's certificate that may be renewed. */
export interface Candidate {
  readonly certificate: StoredCertificate;
  readonly loginId: string;
  readonly due: boolean;
}

/** What the choice is made from. */
export interface Here {
  /** All certificates of the store. */
  readonly certificates: readonly StoredCertificate[];
  /** Unfinished requests of this bank. */
  readonly entries: readonly Entry[];
  /** The bank's time. */
  readonly now: Date;
  isOfBank(certificate: StoredCertificate): boolean;
}

/** The newest certificate of each login ID at this bank, those that are due first. */
export function candidatesOf(
  { certificates, entries, now, isOfBank }: Here,
  choice: RenewChoice,
): Candidate[] {
  const newest = new Map<string, StoredCertificate>();
  for (const certificate of certificates.filter(isOurs).filter(isOfBank)) {
    const { loginId } = bankSubjectOf(certificate) ?? {};
    const other = loginId === undefined ? undefined : newest.get(loginId);
    if (loginId !== undefined && (!other || other.notBefore < certificate.notBefore)) {
      newest.set(loginId, certificate);
    }
  }
  return [...newest]
    .map(([loginId, certificate]) => ({
      certificate,
      loginId,
      due: entries.some((entry) => isRenewal(entry, loginId)) || isDue(certificate, choice, now),
    }))
    .sort((one, other) => Number(other.due) - Number(one.due) || byExpiry(one, other));
}

/** A renewal that was begun has to be finished, whatever the dates say. */
function isRenewal(entry: Entry, loginId: string): boolean {
  return entry.loginId === loginId && entry.kind === 'renewal' && entry.step !== 'key';
}

/** Forced, any is due that is in date, unless other days than the bank's are asked for. */
function isDue(certificate: StoredCertificate, { within, force }: RenewChoice, now: Date): boolean {
  const state = stateAt(certificate, now);
  const isNear = daysLeft(certificate.notAfter, now) < within;
  if (state === 'renewable') return isNear;
  return state === 'issued' && force === true && (isNear || within === RENEWAL_WINDOW_DAYS);
}

function byExpiry(one: Candidate, other: Candidate): number {
  return one.certificate.notAfter.getTime() - other.certificate.notAfter.getTime();
}

/**
 * The certificate that was named; a login ID means its newest one.
 * @throws CertToolError `certificate-not-found`, `ambiguous-certificate`, `too-early`, `certificate-expired`
 */
export function namedCandidate(here: Here, name: string, choice: RenewChoice): Candidate {
  const { by, certificates } = certificatesNamed(here.certificates.filter(isOurs), name);
  const [newest] = certificates.toSorted((one, other) => other.notBefore.getTime() - one.notBefore.getTime());
  const certificate = by === 'login-id' && newest ? newest : onlyOne(certificates, name);
  const { loginId } = bankSubjectOf(certificate) ?? { loginId: name };
  const candidate = { certificate, loginId, due: true };
  if (here.isOfBank(certificate)) refuseByDates(here, candidate, choice);
  return candidate;
}

/** Before any password is asked: what the dates alone rule out. */
function refuseByDates(
  { entries, now }: Here,
  { certificate, loginId }: Candidate,
  { force }: RenewChoice,
): void {
  if (entries.some((entry) => isRenewal(entry, loginId))) return;
  const state = stateAt(certificate, now);
  if (state === 'expired') throw new CertToolError('certificate-expired', { params: { loginId } });
  if (state === 'issued' && !force) {
    const from = untilText(renewableFrom(certificate.notAfter));
    throw new CertToolError('too-early', { params: { loginId, from } });
  }
}

/**
 * Which certificates to renew when none was named. Empty when none is due.
 * @throws CertToolError `certificate-not-found`, `certificate-expired` when expired ones are all there is,
 * `several-due` where nobody can be asked; where one was chosen, `too-early`, `certificate-expired`
 */
export async function chooseCandidates(deps: Deps, here: Here, choice: RenewChoice): Promise<Candidate[]> {
  const candidates = candidatesOf(here, choice);
  if (candidates.length === 0) throw new CertToolError('certificate-not-found');
  const due = candidates.filter((candidate) => candidate.due);
  const expired = candidates.filter(({ certificate }) => stateAt(certificate, here.now) === 'expired');
  if (expired[0] && expired.length === candidates.length) {
    throw new CertToolError('certificate-expired', { params: { loginId: expired[0].loginId } });
  }
  for (const { loginId } of expired) deps.ui.warn(deps.ui.text('renew.expired', { loginId }));
  if (due.length === 0) return [];
  if (choice.all) return due;
  if (deps.ui.interactive) {
    const chosen = await ask(
      deps,
      candidates.filter((candidate) => !expired.includes(candidate)),
      here,
    );
    refuseByDates(here, chosen, choice);
    return [chosen];
  }
  if (due.length > 1) {
    const loginIds = due.map(({ loginId }) => loginId).join(', ');
    throw new CertToolError('several-due', { params: { loginIds } });
  }
  return due;
}

async function ask(deps: Deps, candidates: readonly Candidate[], { now }: Here): Promise<Candidate> {
  const { ui } = deps;
  const choices = candidates.map((candidate) => {
    const { certificate, loginId } = candidate;
    const params = {
      loginId,
      state: ui.text(`state.${stateAt(certificate, now)}`),
      expiry: formatDate(certificate.notAfter, ui.language),
      days: daysLeft(certificate.notAfter, now),
    };
    return { name: ui.text('renew.choice', params), value: candidate as Candidate | undefined };
  });
  const cancel = { name: ui.text('bank.choose.cancel'), value: undefined };
  const chosen = await ui.prompts.choose(ui.text('renew.choose'), [...choices, cancel]);
  if (!chosen) throw new CertToolError('cancelled');
  return chosen;
}
