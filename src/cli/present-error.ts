import { type CertToolError, codeOf, errorJson, exitCodeOf, messageOf, remedyOf } from '../core/error.ts';
import type { Hints } from '../core/hints.ts';
import type { Ui } from '../core/ports/ui.ts';
import type { MessageKey } from '../ui/create.ts';
import { printable } from '../ui/printable.ts';

/**
 * Shows an error (code, what happened, what to do; with `--json` as the document) and returns its exit code.
 * @param hints as for `remedyOf` @param run the name by which its log can be found
 */
export function presentError(ui: Ui<MessageKey>, error: CertToolError, hints: Hints, run?: string): number {
  const { language } = ui;
  const code = codeOf(error);
  const exitCode = exitCodeOf(error);
  const { results, besides } = error.details;
  const told = errorJson(error, language, hints);
  ui.document({ ok: false, ...(results ? { results } : {}), ...besides, error: told });
  ui.say(ui.text('error.line', { code, message: messageOf(error, language, hints) }));
  if (error.details.attemptsLeft !== undefined) {
    ui.say(ui.text('error.tries-left', { count: error.details.attemptsLeft }));
  }
  ui.say(printable(remedyOf(error, language, hints)));
  if (error.details.requestId !== undefined) {
    ui.say(ui.text('error.request-id', { requestId: error.details.requestId }));
  }
  if (isWorthTelling(error)) ui.say(ui.text('error.more', { code }));
  if (run !== undefined && isWorthTelling(error)) {
    const line = ui.text('error.logged', { run });
    // For who phones the help desk; where nobody watches the log itself is there.
    if (Number.isFinite(ui.noteColumns)) ui.say(line);
    else ui.detail(line);
  }
  for (const line of causeLines(error)) ui.detail(line);
  return exitCode;
}

/** Who has cancelled knows why. */
function isWorthTelling({ notInstalledYet, isCancellation }: CertToolError): boolean {
  return notInstalledYet || !isCancellation;
}

const DEEPEST = 5;

/** The technical causes, for `--verbose` alone. */
function causeLines(error: CertToolError): string[] {
  const lines: string[] = [];
  let cause = error.details.cause;
  for (let depth = 0; cause !== undefined && depth < DEEPEST; depth += 1) {
    if (!(cause instanceof Error)) {
      lines.push(String(cause));
      break;
    }
    lines.push(...(cause.stack ?? cause.message).split('\n'));
    cause = cause.cause;
  }
  return lines;
}
