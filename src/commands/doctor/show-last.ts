import type { CertToolError } from '../../core/error.ts';
import { commandLine } from '../../core/hints.ts';
import { formatMoment } from '../../core/japan-time.ts';
import { type LoggedRun, textIn } from '../../core/logged-runs.ts';
import type { Deps } from '../deps.ts';
import { messageFor, named, remedyFor } from '../show/logged-error.ts';
import { ATTENTION, checkJson, type Examined, linesOf, userJson, userLines } from './show.ts';

/** A run that failed, and what there is to say of it today. */
interface Last {
  readonly run: LoggedRun;
  /** Of the error that it ended with. */
  readonly line: ReadonlyMap<string, unknown>;
  /** The same, as far as it is known; undefined where this version has no such error. */
  readonly error: CertToolError | undefined;
  /** A later run that went well. */
  readonly madeGood: LoggedRun | undefined;
  /** What bears on it, and no more. */
  readonly examined: Examined;
}

/** The verdict of the run in the first and the last line, between them what to do and what is found today. */
export function showLast(deps: Deps, last: Last): void {
  const { ui } = deps;
  const words = wordsOf(deps, last);
  const { examined, madeGood } = last;
  ui.document(documentOf(deps, last, words));
  ui.result(ui.style('strong', words.verdict));
  if (words.hint !== '') ui.result(words.hint);
  for (const line of named(ui, 'error.request-id', textIn(last.line, 'requestId'))) ui.result(line);
  if (madeGood) ui.result(ui.text('doctor.last.made-good', { run: madeGood.run }));
  ui.result(ui.text('doctor.last.today'));
  for (const line of [...userLines(deps, examined.user), ...linesOf(deps, examined.results)]) ui.result(line);
  ui.result(ui.style('strong', words.verdict));
}

/**
 * @param loginId of whom was asked
 * @param ofNobody the last run that failed before it knew of whom it was
 */
export function showNoLast(
  { ui, hints }: Deps,
  loginId: string | undefined,
  ofNobody: LoggedRun | undefined,
): void {
  const verdict =
    loginId === undefined ? ui.text('doctor.last.none') : ui.text('doctor.last.none-of', { loginId });
  ui.document({ ok: true, verdict, last: null, checks: [] });
  ui.result(ui.style('strong', verdict));
  if (!ofNobody) return;
  const { run, command = '-', began } = ofNobody;
  const time = formatMoment(began, ui.language);
  const log = commandLine(hints, ['log', '--run', run]);
  ui.result(ui.text('doctor.last.of-nobody', { run, command, time, log }));
  ui.result(ui.style('strong', verdict));
}

interface Words {
  readonly verdict: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

function wordsOf(deps: Deps, { run, line, error }: Last): Words {
  const { ui } = deps;
  const code = textIn(line, 'code') ?? run.code ?? '';
  const message = error ? messageFor(deps, error) : ui.text('doctor.last.unknown');
  const time = formatMoment(run.began, ui.language);
  const command = run.command ?? '-';
  const verdict = ui.text('doctor.last.verdict', { code, message, run: run.run, command, time });
  return { verdict, code, message, hint: error ? remedyFor(deps, error) : '' };
}

function documentOf(deps: Deps, { run, line, madeGood, examined }: Last, words: Words): object {
  const { verdict, code, message, hint } = words;
  const { results, cause, isDue, user } = examined;
  const requestId = textIn(line, 'requestId');
  const error = { code, name: textIn(line, 'name') ?? run.name ?? '', message, hint };
  const { command, loginId, bank } = run;
  return {
    ok: !isDue,
    verdict,
    ...(isDue ? { error: { ...error, exitCode: ATTENTION } } : {}),
    last: {
      ...{ run: run.run, began: run.began.toISOString(), ...error },
      ...(run.exitCode === undefined ? {} : { exitCode: run.exitCode }),
      ...(command === undefined ? {} : { command }),
      ...(loginId === undefined ? {} : { loginId }),
      ...(bank === undefined ? {} : { bank }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(madeGood ? { madeGoodBy: madeGood.run } : {}),
    },
    ...(cause ? { cause: cause.result.check.id } : {}),
    ...(user ? { user: userJson(user) } : {}),
    checks: results.map((result) => checkJson(deps, result)),
  };
}
