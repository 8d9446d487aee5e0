import { createHash } from 'node:crypto';
import { commandLine } from '../../core/hints.ts';
import { type CalendarEvent, calendarText } from '../../core/ics.ts';
import { formatMoment, hasNoEnd } from '../../core/japan-time.ts';
import { lastWorkingDay, lastWorkingDayText, workingDaysBefore } from '../../core/last-working-day.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import { unwritable } from '../ask/result-file.ts';
import type { Deps } from '../deps.ts';
import { CALENDAR, calendarFile } from './places.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const JAPAN_OFFSET_MS = 9 * HOUR_MS;
/** When work begins, after the beginning of a day in Japan. */
const OPENING_MS = 9 * HOUR_MS;
/** Reminded of so many working days before the last one. */
const WORKING_DAYS_BEFORE = [14, 3];

/** Writes the calendar. Returns its path. @throws CertToolError `unwritable-sheet` */
export async function writeCalendar(
  deps: Deps,
  path: string,
  holdings: readonly JudgedHolding[],
): Promise<string> {
  const file = await calendarFile(deps, path);
  const text = calendarText(eventsOf(deps, holdings), deps.now());
  await file.write(text, 'all').catch((cause: NodeJS.ErrnoException) => {
    throw unwritable(path, CALENDAR, cause.code ?? cause.name, cause);
  });
  return path;
}

/** An event for each certificate that somebody works with. */
export function eventsOf(deps: Deps, holdings: readonly JudgedHolding[]): CalendarEvent[] {
  const now = deps.now();
  return holdings
    .filter(({ superseded, certificate }) => !superseded && !hasNoEnd(certificate.notAfter))
    .filter(({ certificate }) => certificate.notAfter > now)
    .flatMap((holding) => eventOf(deps, holding) ?? []);
}

function eventOf(deps: Deps, holding: JudgedHolding): CalendarEvent | undefined {
  const { ui, hints } = deps;
  const { certificate, subject } = holding;
  if (!subject) return undefined;
  const { loginId } = subject;
  const command = commandLine(hints, ['renew', loginId]);
  const params = {
    ...{ loginId, command, expiry: formatMoment(certificate.notAfter, ui.language) },
    lastDay: lastWorkingDayText(certificate, ui.language),
  };
  const summary = ui.text('remind.event', params);
  return {
    uid: uidOf(holding, loginId),
    sequence: Math.max(0, Math.floor(certificate.notBefore.getTime() / DAY_MS)),
    start: certificate.notAfter,
    summary,
    description: ui.text('remind.event-text', params),
    alarms: alarmTimes(holding).map((at) => ({ at, text: summary })),
  };
}

/** The same for the successor of a certificate, whose event takes the place of this one's. */
function uidOf({ bankIds, certificate }: JudgedHolding, loginId: string): string {
  const bank = bankIds.length === 1 ? bankIds[0] : certificate.issuer;
  const digest = createHash('sha256').update(`${bank}\0${loginId}`).digest('hex');
  return `${digest.slice(0, 32)}@cert-tool`;
}

/** When it becomes renewable, and so many working days before its last one, when work begins; none before it is valid. */
export function alarmTimes({ certificate, renewal }: Pick<JudgedHolding, 'certificate' | 'renewal'>): Date[] {
  const last = lastWorkingDay(certificate);
  const days = last ? WORKING_DAYS_BEFORE.map((count) => workingDaysBefore(last, count)) : [];
  const times = [opening(renewal.from), ...days.map((day) => day.getTime() + OPENING_MS)];
  const inDate = times.filter(
    (at) => at >= certificate.notBefore.getTime() && at < certificate.notAfter.getTime(),
  );
  return [...new Set(inDate)].sort((one, other) => one - other).map((at) => new Date(at));
}

/** Nine in the morning of its day in Japan, unless it comes later on that day. */
function opening(moment: Date): number {
  const time = moment.getTime();
  const day = Math.floor((time + JAPAN_OFFSET_MS) / DAY_MS) * DAY_MS - JAPAN_OFFSET_MS;
  return Math.max(time, day + OPENING_MS);
}
