import { formatDate } from '../../core/japan-time.ts';
import { lastWorkingDay } from '../../core/last-working-day.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Language } from '../../core/text.ts';
import { calendarOf } from './calendar.ts';
import { failureGroups } from './failures.ts';
import { type Report, USER_STATES, type UserStanding } from './standing.ts';
import { urgentOf } from './urgent.ts';

/** The report as the `--json` document shows it: a promise to scripts (docs/commands.md). */
export function reportJson(report: Report, language: Language) {
  const { users, pcs, silences, now } = report;
  return {
    time: rfc3339(now),
    counts: {
      users: users.length,
      pcs: pcs.length,
      ...urgentOf(report).counts,
      states: Object.fromEntries(
        USER_STATES.map((state) => [state, users.filter(({ states }) => states[0] === state).length]),
      ),
    },
    users: users.map(userJson),
    failures: failureGroups(report, language).map(({ isNotTried: _, remedy, ...group }) => ({
      ...group,
      hint: remedy,
    })),
    silent: silences.map(({ lastSeen, ...who }) => ({
      ...who,
      ...(lastSeen ? { lastSeen: rfc3339(lastSeen) } : {}),
    })),
    expiries: calendarOf(report).days.map(({ date, lastWorkingDay, count }) => ({
      date,
      lastWorkingDay,
      count,
    })),
  };
}

function userJson({
  loginId,
  bank,
  device,
  certificate,
  workingDays,
  states,
  result,
  lastSeen,
}: UserStanding) {
  const lastDay = certificate && lastWorkingDay(certificate);
  return {
    loginId,
    ...(bank === undefined ? {} : { bank }),
    device,
    states,
    ...(certificate
      ? {
          serialNumber: certificate.serialNumber,
          notAfter: rfc3339(certificate.notAfter),
          lastWorkingDay: lastDay ? formatDate(lastDay, 'en') : null,
          workingDaysLeft: workingDays ?? null,
        }
      : {}),
    ...(result
      ? {
          result: {
            time: rfc3339(result.time),
            ...(result.outcome === undefined ? {} : { outcome: result.outcome }),
            ...(result.failure ? { code: result.failure.code, name: result.failure.name } : {}),
          },
        }
      : {}),
    lastSeen: rfc3339(lastSeen),
  };
}
