import { type CsvValue, csvDay, csvText, csvTime } from '../../core/csv-text.ts';
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
    ...report.users.map((user) => userCells(user, { say, language, remedies })),
    ...report.silences.map((silence) => silenceCells(say, silence)),
  ];
  return csvText([headOf(say), ...rows]);
}

/** Whether a file that begins so is a table that `reportCsv` made, in either language. */
export function isReportCsv(beginning: string): boolean {
  return LANGUAGES.some((language) => beginning.startsWith(csvText([headOf(wordsIn(language))])));
}

const LANGUAGES: readonly Language[] = ['ja', 'en'];

function headOf(say: Say): string[] {
  return COLUMNS.map((column) => say(column));
}

interface Wording {
  readonly say: Say;
  readonly language: Language;
  readonly remedies: ReadonlyMap<string, string>;
}

function userCells(user: UserStanding, { say, language, remedies }: Wording): CsvValue[] {
  const { certificate, result, states } = user;
  const { failure } = result ?? {};
  const isTold = failure !== undefined && (states.includes('failed') || states.includes('not-tried'));
  const lastDay = certificate && lastWorkingDay(certificate);
  return [
    user.loginId,
    user.bank,
    user.device,
    states.map((state) => say(`state.${state}`)).join(' / '),
    certificate && csvDay(certificate.notAfter, language),
    lastDay && csvDay(lastDay, language),
    user.workingDays,
    certificate?.serialNumber,
    csvTime(user.lastSeen),
    result && csvTime(result.time),
    isTold ? failure.code : '',
    isTold ? failure.message : '',
    isTold ? remedies.get(failure.code) : '',
  ];
}

function silenceCells(say: Say, { loginId, device, lastSeen, why }: Silence): CsvValue[] {
  const cells: CsvValue[] = COLUMNS.map(() => undefined);
  cells[0] = loginId;
  cells[2] = device;
  cells[3] = say(`silent.${why}`, { days: SILENT_DAYS });
  cells[8] = lastSeen && csvTime(lastSeen);
  return cells;
}
