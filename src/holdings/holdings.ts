import type { BankIdentity } from '../core/bank-identity.ts';
import { isWellAhead } from '../core/clock-difference.ts';
import { daysLeft } from '../core/renewal.ts';
import { byAge, type Found, type Holding, hasGoodKey, isOfSameUser, isUsable, judgeOf } from './holding.ts';
import type { KeptStarts } from './renewal-start.ts';
import { isSent, type Unfinished } from './unfinished.ts';

/**
 * What this PC holds and what it means: the one place that decides which certificate a login ID works with. Pure: the
 * time, the trials of keys, the banks and the journal's entries are handed in.
 */

export interface Known {
  /** The certificates of all other banks count as those of unknown ones. */
  readonly banks: readonly BankIdentity[];
  readonly unfinished: readonly Unfinished[];
  /** This PC's time, or the bank's. */
  readonly now: Date;
  /** As for `holdingOf`. */
  readonly kept?: KeptStarts;
}

/** A certificate of this PC, judged among the others. */
export interface JudgedHolding extends Holding {
  /**
   * The one that its login ID works with. Where the newest one's key does not work it is that one, although an older one
   * may sign: which of the two counts, the bank alone knows.
   */
  readonly current: boolean;
  /** A newer one of the same user is here that one can log in with, and no request of theirs is unfinished. */
  readonly superseded: boolean;
  /** The user's unfinished requests. */
  readonly unfinished: readonly Unfinished[];
}

const NONE: readonly Unfinished[] = [];

/** Judges all certificates of a store, in their order. */
export function holdingsOf(found: readonly Found[], known: Known): JudgedHolding[] {
  const { banks, unfinished, now, kept } = known;
  const holdings = found.map(judgeOf(banks, now, kept));
  const groups = byLoginId(holdings);
  return holdings.map((holding) => {
    const { subject } = holding;
    if (!subject) return Object.assign(holding, { current: false, superseded: false, unfinished: [] });
    const entries = unfinished.length === 0 ? NONE : unfinished.filter((entry) => isOfHolder(entry, holding));
    const ofLoginId = groups.get(subject.loginId) ?? [];
    // Most are alone: each is the one that its login ID works with.
    if (ofLoginId.length === 1 && ofLoginId[0] === holding)
      return Object.assign(holding, { current: true, superseded: false, unfinished: entries });
    const ofUser = ofLoginId.filter((other) => isOfSameUser(holding, other));
    return Object.assign(holding, {
      current: currentOf(ofUser) === holding,
      superseded: entries.length === 0 && holding.state !== 'archived' && isReplaced(holding, ofUser),
      unfinished: entries,
    });
  });
}

/** Ours alone, without the hidden ones, the newest first. */
function byLoginId(holdings: readonly Holding[]): Map<string, Holding[]> {
  const groups = new Map<string, Holding[]>();
  for (const holding of holdings) {
    const { loginId } = holding.subject ?? {};
    if (loginId === undefined || holding.state === 'archived') continue;
    const group = groups.get(loginId);
    if (group) group.push(holding);
    else groups.set(loginId, [holding]);
  }
  for (const group of groups.values())
    group.sort((one, other) => byAge(one, other) || byThumbprint(one, other));
  return groups;
}

/** Any order will do that is always the same. */
function byThumbprint(one: Holding, other: Holding): number {
  return one.certificate.thumbprint < other.certificate.thumbprint ? -1 : 1;
}

/** @param ofUser one user's at one bank, the newest first */
function currentOf(ofUser: readonly Holding[]): Holding | undefined {
  const alive = ofUser.filter(({ state }) => state !== 'expired');
  const working = alive.findIndex(isUsable);
  const doubtful = alive.slice(0, Math.max(working, 0)).find((holding) => !hasGoodKey(holding));
  return doubtful ?? alive[working] ?? alive[0] ?? ofUser[0];
}

/** Whether one of them took its place: of the very same bank, as far as anybody can tell. */
function isReplaced(holding: Holding, others: readonly Holding[]): boolean {
  return others.some(
    (other) =>
      isUsable(other) &&
      isOfSameUser(holding, other) &&
      !isOfSeveralBanks(holding) &&
      !isOfSeveralBanks(other) &&
      byAge(other, holding) < 0,
  );
}

/** Banks can share a CA, and the same login ID there is somebody else's business. */
function isOfSeveralBanks({ bankIds }: Holding): boolean {
  return bankIds.length > 1;
}

function isOfHolder({ bankId, loginId }: Unfinished, { subject, bankIds }: Holding): boolean {
  return subject?.loginId === loginId && (bankIds.length === 0 || bankIds.includes(bankId));
}

/**
 * Whether nobody can log in on this PC as this user any more once the certificate is gone.
 * @param staying what stays here
 */
export function isNeededToLogIn(holding: Holding, staying: readonly Holding[]): boolean {
  // What is not valid yet by a wrong clock is good for a login all the same.
  const { subject, state } = holding;
  const isDead = state === 'expired' || state === 'archived';
  return subject !== undefined && hasGoodKey(holding) && !isDead && !isReplaced(holding, staying);
}

/** When a certificate is due: as soon as it can be renewed, or when fewer days than this are left. */
export type Due = 'renewable' | number;

/** Why somebody has to look after a certificate. */
export type Attention = 'expires-soon' | 'expired' | 'not-yet-valid' | 'key-unusable';

/**
 * What somebody has to look after of a certificate. Nothing for what is superseded, hidden or none of ours.
 * @param due when it expires soon
 */
export function attentionOf(holding: JudgedHolding, now: Date, due: Due): Attention[] {
  const { subject, superseded, state } = holding;
  if (!subject || superseded || state === 'archived') return [];
  if (state === 'expired') return ['expired'];
  const words: Attention[] = [];
  if (isWellAhead(holding.certificate.notBefore, now)) words.push('not-yet-valid');
  else if (isWithin(holding, now, due)) words.push('expires-soon');
  if (!hasGoodKey(holding)) words.push('key-unusable');
  return words;
}

/** Whether it is due, or has expired. */
export function isWithin({ state, certificate }: Holding, now: Date, due: Due): boolean {
  if (due !== 'renewable') return daysLeft(certificate.notAfter, now) < due;
  return state === 'renewable' || state === 'expired';
}

/**
 * What renewing has to do with the certificate of a login ID: `due`, and a request that was sent is; `expired` and
 * `key-unusable`, which cannot be renewed; `early`, and nothing has to be done.
 */
export type Renewability = 'due' | 'early' | 'expired' | 'key-unusable';

export interface RenewalWish {
  /** The bank's time. */
  readonly now: Date;
  readonly within: Due;
  /** Due even before it can be renewed, unless a number of days is asked for. */
  readonly force?: boolean;
}

export function renewabilityOf(holding: JudgedHolding, wish: RenewalWish): Renewability {
  const { unfinished, state } = holding;
  if (unfinished.some(isSent)) return 'due';
  if (state === 'expired') return 'expired';
  if (!hasGoodKey(holding)) return 'key-unusable';
  return isDue(holding, wish) ? 'due' : 'early';
}

function isDue(holding: Holding, { now, within, force }: RenewalWish): boolean {
  if (holding.state === 'not-yet-valid') return false;
  return isWithin(holding, now, within) || (within === 'renewable' && force === true);
}
