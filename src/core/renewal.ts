/** The bank's rules about time (docs/bank-api.yaml): when a certificate can be renewed, and what its state is. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** At most banks a certificate can be renewed in its last 40 days. */
export const RENEWAL_WINDOW_DAYS = 40;
/** One that lives for a month is not renewable from its birth. */
const SHARE_OF_LIFETIME = 1 / 3;

export type LocalState = 'issued' | 'renewable' | 'expired' | 'not-yet-valid';

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** From when a certificate can be renewed, by the days before its end that the bank's rules name. */
export function renewableFrom({ notAfter }: Pick<Validity, 'notAfter'>, days: number): Date {
  return new Date(notAfter.getTime() - days * DAY_MS);
}

/** The same where the bank has said nothing: a guess, good for a reminder and never for a refusal. */
export function usuallyRenewableFrom({ notBefore, notAfter }: Validity): Date {
  const lifetime = notAfter.getTime() - notBefore.getTime();
  return new Date(notAfter.getTime() - Math.min(RENEWAL_WINDOW_DAYS * DAY_MS, lifetime * SHARE_OF_LIFETIME));
}

/** The days of the rules, in whole ones, where a bank issues for so many days and has set nothing else. */
export function usualRenewalDays(validityDays: number): number {
  return Math.max(1, Math.min(RENEWAL_WINDOW_DAYS, Math.floor(validityDays * SHARE_OF_LIFETIME)));
}

/** What dates alone can tell. The last second of `notAfter` still counts as valid (RFC 5280, 4.1.2.5). */
export function periodAt(
  { notBefore, notAfter }: Validity,
  now: Date,
): 'not-yet-valid' | 'in-date' | 'expired' {
  if (now.getTime() < notBefore.getTime()) return 'not-yet-valid';
  return now.getTime() >= notAfter.getTime() + 1000 ? 'expired' : 'in-date';
}

/** @param from when it can be renewed: of a certificate on this PC `holdings` alone knows that */
export function stateAt(validity: Validity, now: Date, from: Date): LocalState {
  const period = periodAt(validity, now);
  if (period !== 'in-date') return period;
  return now.getTime() >= from.getTime() ? 'renewable' : 'issued';
}

export function inDate(validity: Validity, now: Date): boolean {
  return periodAt(validity, now) === 'in-date';
}

/** Whole days until the end, rounded down: 0 on the last day, negative afterwards. */
export function daysLeft(notAfter: Date, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);
}
