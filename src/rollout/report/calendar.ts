import { formatDate, hasNoEnd } from '../../core/japan-time.ts';
import { lastWorkingDay } from '../../core/last-working-day.ts';
import type { Report, UserStanding } from './standing.ts';

/** A day on which certificates expire. */
export interface ExpiryDay {
  /** In Japan, as `2026-12-31`. */
  readonly date: string;
  readonly count: number;
  /** The earliest last working day of those that expire on it. */
  readonly lastWorkingDay: string;
  readonly kind: DayKind;
}

/** By what is to be done about those that expire then. */
export type DayKind = 'past' | 'due' | 'soon' | 'later';

export interface Calendar {
  /** The months that are shown, as `2026-12`: this one, and those of a year from now. */
  readonly months: readonly string[];
  /** In their order; those outside of the months, too. */
  readonly days: readonly ExpiryDay[];
  readonly today: string;
}

const MONTHS = 13;

/** When the certificates of all users expire, by the day in Japan. */
export function calendarOf({ users, now }: Pick<Report, 'users' | 'now'>): Calendar {
  const today = dateOf(now);
  const days = new Map<string, UserStanding[]>();
  for (const user of users) {
    if (!user.certificate || hasNoEnd(user.certificate.notAfter)) continue;
    const date = dateOf(user.certificate.notAfter);
    const those = days.get(date);
    if (those) those.push(user);
    else days.set(date, [user]);
  }
  return {
    months: monthsFrom(today.slice(0, 7)),
    days: [...days]
      .map(([date, those]) => expiryDay(date, those))
      .sort((one, other) => (one.date < other.date ? -1 : 1)),
    today,
  };
}

function expiryDay(date: string, users: readonly UserStanding[]): ExpiryDay {
  const lastDays = users.map(({ certificate }) => {
    const day = certificate && lastWorkingDay(certificate);
    return day ? dateOf(day) : date;
  });
  return { date, count: users.length, lastWorkingDay: lastDays.sort()[0] ?? date, kind: kindOf(users) };
}

/** The worst of those that expire on a day. */
function kindOf(users: readonly UserStanding[]): DayKind {
  const has = (...states: readonly UserStanding['states'][number][]) =>
    users.some((user) => user.states.some((state) => states.includes(state)));
  if (has('expired')) return 'past';
  if (has('due')) return 'due';
  return has('renewable') ? 'soon' : 'later';
}

function monthsFrom(first: string): string[] {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, index) => {
    const at = new Date(Date.UTC(year, month - 1 + index, 1));
    return at.toISOString().slice(0, 7);
  });
}

function dateOf(moment: Date): string {
  return formatDate(moment, 'en');
}
