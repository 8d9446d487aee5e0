/** The bank's rules about time (docs/bank-api.yaml): when a certificate can be renewed, and what its state is. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** A certificate can be renewed in its last 40 days, where the bank says nothing else. */
export const RENEWAL_WINDOW_DAYS = 40;

export type LocalState = 'issued' | 'renewable' | 'expired' | 'not-yet-valid';

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** From when a certificate can be renewed. @param days before its end, where the bank says so */
export function renewableFrom({ notAfter }: Pick<Validity, 'notAfter'>, days = RENEWAL_WINDOW_DAYS): Date {
  return new Date(notAfter.getTime() - days * DAY_MS);
}

/**
 * The state that dates alone can tell. The last second of `notAfter` still counts as valid (RFC 5280, 4.1.2.5).
 * @param days as for `renewableFrom`
 */
export function stateAt(validity: Validity, now: Date, days?: number): LocalState {
  if (now < validity.notBefore) return 'not-yet-valid';
  if (now.getTime() >= validity.notAfter.getTime() + 1000) return 'expired';
  return now >= renewableFrom(validity, days) ? 'renewable' : 'issued';
}

export function inDate(validity: Validity, now: Date): boolean {
  const state = stateAt(validity, now);
  return state === 'issued' || state === 'renewable';
}

/** Whole days until the end, rounded down: 0 on the last day, negative afterwards. */
export function daysLeft(notAfter: Date, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);
}
