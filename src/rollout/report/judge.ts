import { workingDaysLeft } from '../../core/last-working-day.ts';
import { periodAt, usuallyRenewableFrom } from '../../core/renewal.ts';
import {
  DUE_WORKING_DAYS,
  type LastResult,
  type Seen,
  USER_STATES,
  type UserStanding,
  type UserState,
  type UserWords,
} from './standing.ts';
import { isNotTried, type SeenCertificate, type Statement } from './statement.ts';

/** How it stands with a user now. @param nameOf a bank's name by its id */
export function standingOf(
  words: UserWords,
  now: Date,
  nameOf: (bankId: string) => string,
): UserStanding | undefined {
  const current = words.seen.reduce(later, words.seen[0]);
  const newest = words.results.at(-1);
  const [first] = [...(current ? [current.by] : []), ...(newest ? [newest] : []), ...words.unfinished];
  if (!first) return undefined;
  const certificate = current?.certificate;
  const workingDays = certificate && workingDaysLeft(certificate, now);
  const [worst = 'none', ...others] = statesOf(words, current, newest, now);
  const all = [...words.results, ...words.seen.map(({ by }) => by), ...words.unfinished];
  return {
    loginId: words.loginId,
    ...(words.bankId === undefined ? {} : { bank: nameOf(words.bankId) }),
    device: first.device,
    ...(certificate ? { certificate } : {}),
    ...(workingDays === undefined ? {} : { workingDays }),
    states: [worst, ...others],
    ...(newest ? { result: resultOf(newest) } : {}),
    lastSeen: new Date(Math.max(...all.map(({ time }) => time.getTime()))),
  };
}

/** Of two certificates of a user the bank's last word is the one that it issued later. */
function later(one: Seen | undefined, other: Seen): Seen {
  if (!one) return other;
  const difference = other.certificate.notBefore.getTime() - one.certificate.notBefore.getTime();
  if (difference !== 0) return difference > 0 ? other : one;
  return other.by.time >= one.by.time ? other : one;
}

function statesOf(
  { unfinished }: UserWords,
  current: Seen | undefined,
  newest: Statement | undefined,
  now: Date,
): UserState[] {
  const certificate = current?.certificate;
  const ofCertificate = certificate ? certificateStates(certificate, now) : [];
  const isGood = certificate !== undefined && ofCertificate.join() === 'issued';
  // A check that finds a good certificate after a failure tells that it was put right; where nothing was tried nothing changed.
  const isOver = newest !== undefined && isGood && (current?.by.time ?? 0) > newest.time;
  const failed = newest?.failure === undefined || isOver ? undefined : failureState(newest);
  const isUnfinished = unfinished.some(({ time }) => !newest || newest.failure || newest.time < time);
  const states: (UserState | undefined)[] = [
    ...ofCertificate,
    failed === 'not-tried' && isGood ? undefined : failed,
    isUnfinished ? 'unfinished' : undefined,
  ];
  const told = USER_STATES.filter((state) => states.includes(state));
  // That all is well is said where nothing else is to be said.
  return told.length > 1 ? told.filter((state) => state !== 'issued') : told;
}

function failureState(statement: Statement): UserState {
  return isNotTried(statement) ? 'not-tried' : 'failed';
}

function certificateStates(certificate: SeenCertificate, now: Date): UserState[] {
  const { attention, state } = certificate;
  const period = periodAt(certificate, now);
  const isUnusable = attention.includes('key-unusable') || attention.includes('damaged');
  const broken: UserState[] = isUnusable ? ['unusable'] : [];
  if (period !== 'in-date') return [period, ...broken];
  // What the PC says of its bank's rules holds; they make nothing unrenewable that was renewable.
  if (state !== 'renewable' && now < usuallyRenewableFrom(certificate)) return [...broken, 'issued'];
  const left = workingDaysLeft(certificate, now);
  return [...broken, left !== undefined && left <= DUE_WORKING_DAYS ? 'due' : 'renewable'];
}

function resultOf({ time, outcome, failure }: Statement): LastResult {
  return { time, ...(outcome === undefined ? {} : { outcome }), ...(failure ? { failure } : {}) };
}
