import { CertToolError, exitCodeOf } from '../../core/error.ts';
import { formatDate } from '../../core/japan-time.ts';
import type { Text } from '../../core/text.ts';
import type { Finding, Result, Status } from '../../doctor/check.ts';
import type { Cause } from '../../doctor/examine.ts';
import type { Standing } from '../../doctor/standing.ts';
import type { Deps } from '../deps.ts';
import type { Fixed } from './fixes/run.ts';

export interface Examined {
  readonly results: readonly Result[];
  readonly cause: Cause | undefined;
  /** Exit code 11. */
  readonly isDue: boolean;
  /** Of whom was asked. */
  readonly user: { readonly loginId: string; readonly standing: Standing | undefined } | undefined;
  /** What was offered with `--fix`. */
  readonly fixes?: readonly Fixed[] | undefined;
  /** The bundle that was written. */
  readonly bundle?: string | undefined;
}

/** The exit code where something has to be done. */
export const ATTENTION = exitCodeOf(new CertToolError('attention'));

/** As many lines as a person on the phone can oversee, the verdicts not counted. */
const MOST_LINES = 20;

/** So many are named of those that were not examined. */
const MOST_TITLES = 5;

/** The verdict, what was found, and the verdict once more. */
export function showExamined(deps: Deps, examined: Examined): void {
  const { ui } = deps;
  const verdict = verdictOf(deps, examined);
  ui.document(documentOf(deps, examined, verdict));
  ui.result(ui.style('strong', verdict));
  const lines = [...userLines(deps, examined.user), ...linesOf(deps, examined.results)];
  for (const line of lines) ui.result(line);
  ui.result(ui.style('strong', verdict));
}

export function verdictOf(deps: Deps, { cause, isDue, results }: Examined): string {
  const { ui } = deps;
  if (!cause) return ui.text(results.some(isUnknown) ? 'doctor.well-as-far' : 'doctor.well');
  const { error, detail } = cause.finding;
  const word = cause.finding.status === 'failed' ? 'cause' : isDue ? 'due' : 'notice';
  const message = withDetail(deps, deps.describe(error), detail);
  return ui.text(`doctor.${word}`, { code: error.entry.code, message });
}

function isUnknown({ status }: Result): boolean {
  return status === 'not-examined';
}

function withDetail({ ui }: Deps, message: string, detail: Finding['detail']): string {
  return detail ? ui.text('doctor.detail', { message, detail: detail[ui.language] }) : message;
}

/** With `--verbose` everything; otherwise what was found, and how much is well. */
export function linesOf(deps: Deps, results: readonly Result[]): string[] {
  const { ui, settings } = deps;
  const isWhole = settings.verbosity === 'verbose';
  const shown = isWhole ? results : results.filter(({ findings }) => findings.length > 0);
  const rows = shown.flatMap((result) => rowsOf(deps, result));
  const most = isWhole ? rows.length : MOST_LINES - 3;
  const lines = ui.fields(rows.slice(0, most), ui.columns);
  if (rows.length > most) lines.push(ui.text('doctor.more', { count: rows.length - most }));
  return isWhole ? lines : [...lines, ...countLines(deps, results)];
}

const BETWEEN: Text = { ja: '、', en: '; ' };

function countLines({ ui }: Deps, results: readonly Result[]): string[] {
  const unknown = results.filter(isUnknown);
  const well = results.filter(({ status }) => status === 'ok').length;
  const named = unknown.slice(0, MOST_TITLES).map(({ check }) => check.title[ui.language]);
  const more = unknown.length - named.length;
  if (more > 0) named.push(ui.text('doctor.others', { count: more }));
  const titles = named.join(BETWEEN[ui.language]);
  return [
    ...(unknown.length > 0 ? [ui.text('doctor.not-examined', { titles })] : []),
    ui.text('doctor.count', { count: well }),
  ];
}

/** A row for each finding; one where there is none. */
function rowsOf(deps: Deps, result: Result): [string, string][] {
  const { ui } = deps;
  const title = result.check.title[ui.language];
  if (result.findings.length > 0) {
    return result.findings.map((finding) => {
      const { message, remedy } = sentencesOf(deps, finding);
      const { code } = finding.error.entry;
      return [statusWord(deps, finding.status), ui.text('doctor.finding', { title, code, message, remedy })];
    });
  }
  const because =
    result.because === undefined ? undefined : ui.text('doctor.because', { id: result.because });
  const note = because ?? result.note?.[ui.language];
  const text = note === undefined ? title : ui.text('doctor.note', { title, note });
  return [[statusWord(deps, result.status), text]];
}

function sentencesOf(deps: Deps, { error, detail }: Finding) {
  return { message: withDetail(deps, deps.describe(error), detail), remedy: deps.remedy(error) };
}

function statusWord({ ui }: Deps, status: Status): string {
  // Without colours, whose codes would count where lines are broken.
  return ui.text(`doctor.status.${status}`);
}

export function userLines({ ui }: Deps, user: Examined['user']): string[] {
  if (!user) return [];
  const { loginId, standing } = user;
  if (!standing) return [ui.text('doctor.can.unknown', { loginId })];
  const { notAfter } = 'holding' in standing ? standing.holding.certificate : {};
  const from = 'holding' in standing ? formatDate(standing.holding.renewal.from, ui.language) : '';
  const expiry = notAfter ? formatDate(notAfter, ui.language) : '';
  const begin = 'holding' in standing ? formatDate(standing.holding.certificate.notBefore, ui.language) : '';
  const command = 'command' in standing ? standing.command : '';
  const code = 'code' in standing && standing.code ? standing.code : '';
  const place = 'place' in standing ? standing.place : '';
  return [ui.text(`doctor.can.${standing.can}`, { loginId, expiry, from, begin, command, code, place })];
}

export function documentOf(
  deps: Deps,
  { results, cause, isDue, user, fixes, bundle }: Examined,
  verdict: string,
) {
  return {
    ok: !isDue,
    verdict,
    ...(cause ? { cause: cause.result.check.id } : {}),
    ...(cause && isDue ? { error: { ...errorOf(deps, cause.finding.error), exitCode: ATTENTION } } : {}),
    ...(user ? { user: userJson(user) } : {}),
    ...(fixes ? { fixes: fixes.map((fixed) => fixJson(deps, fixed)) } : {}),
    ...(bundle === undefined ? {} : { bundle }),
    checks: results.map((result) => checkJson(deps, result)),
  };
}

export function userJson({ loginId, standing }: NonNullable<Examined['user']>): object {
  return { loginId, can: standing?.can ?? 'unknown' };
}

function fixJson(deps: Deps, { fix, outcome }: Fixed) {
  const { check, question } = fix;
  const what = { check, what: question };
  if (!(outcome instanceof CertToolError)) return { ...what, outcome };
  return { ...what, outcome: 'failed', error: errorOf(deps, outcome) };
}

export function checkJson(deps: Deps, { check, status, findings, note, because }: Result) {
  const { language } = deps.ui;
  const [first, ...others] = findings;
  return {
    id: check.id,
    title: check.title[language],
    status,
    ...(first ? { error: errorOf(deps, first.error) } : {}),
    ...(first?.detail ? { detail: first.detail[language] } : {}),
    ...(others.length > 0 ? { others: others.map(({ error }) => errorOf(deps, error)) } : {}),
    ...(note ? { note: note[language] } : {}),
    needs: check.needs,
    ...(because === undefined ? {} : { because }),
  };
}

/** As documents show it; `exitCode` is what a command ends with that stops at it. */
function errorOf(deps: Deps, error: CertToolError): object {
  return { ...Object(deps.errorJson(error)) };
}
