import { formatDate, formatMoment, hasNoEnd } from '../../core/japan-time.ts';
import { lastWorkingDay } from '../../core/last-working-day.ts';
import type { Language } from '../../core/text.ts';
import { failureGroups } from './failures.ts';
import { type Report, SILENT_DAYS, type Silence, type UserStanding } from './standing.ts';
import { type Say, type WordKey, wordsIn } from './words.ts';

const COLUMNS = [
  'column.login-id',
  'column.bank',
  'column.device',
  'column.state',
  'column.expiry',
  'column.last-working-day',
  'column.working-days',
  'column.serial-number',
  'column.last-seen',
  'column.last-run',
  'column.code',
  'column.message',
  'failures.todo',
] as const satisfies readonly WordKey[];

/**
 * A table for Excel (RFC 4180, with a byte order mark): a row for each user, then one for each who is silent and is none of
 * them. What others wrote is no formula in it.
 */
export function reportCsv(report: Report, language: Language): string {
  const say = wordsIn(language);
  const remedies = new Map(failureGroups(report, language).map(({ code, remedy }) => [code, remedy]));
  const rows = [
    ...report.users.map((user) => userCells(say, user, remedies)),
    ...report.silences.map((silence) => silenceCells(say, silence)),
  ];
  return headOf(say) + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Whether a file that begins so is a table that `reportCsv` made, in either language. */
export function isReportCsv(beginning: string): boolean {
  return LANGUAGES.some((language) => beginning.startsWith(headOf(wordsIn(language))));
}

const LANGUAGES: readonly Language[] = ['ja', 'en'];

function headOf(say: Say): string {
  return `\uFEFF${COLUMNS.map((column) => cell(say(column))).join(',')}\r\n`;
}

type Cell = string | number | undefined;

function userCells(say: Say, user: UserStanding, remedies: ReadonlyMap<string, string>): Cell[] {
  const { certificate, result, states } = user;
  const { failure } = result ?? {};
  const isTold = failure !== undefined && (states.includes('failed') || states.includes('not-tried'));
  const lastDay = certificate && lastWorkingDay(certificate);
  return [
    user.loginId,
    user.bank,
    user.device,
    states.map((state) => say(`state.${state}`)).join(' / '),
    certificate && (hasNoEnd(certificate.notAfter) ? say('no-end') : formatDate(certificate.notAfter, 'en')),
    lastDay && formatDate(lastDay, 'en'),
    user.workingDays,
    certificate?.serialNumber,
    timeText(user.lastSeen),
    result && timeText(result.time),
    isTold ? failure.code : '',
    isTold ? failure.message : '',
    isTold ? remedies.get(failure.code) : '',
  ];
}

function silenceCells(say: Say, { loginId, device, lastSeen, why }: Silence): Cell[] {
  const cells: Cell[] = COLUMNS.map(() => undefined);
  cells[0] = loginId;
  cells[2] = device;
  cells[3] = say(`silent.${why}`, { days: SILENT_DAYS });
  cells[8] = lastSeen && timeText(lastSeen);
  return cells;
}

/** In Japan, as spreadsheets understand it: `2026-12-31 08:59:59`. */
function timeText(moment: Date): string {
  return formatMoment(moment, 'en').replace(/ JST$/, '');
}

/** What a spreadsheet takes for the beginning of a formula, in full width too. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** An apostrophe in front has spreadsheets take it for text. */
function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
