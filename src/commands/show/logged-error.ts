import { entryOf } from '../../core/catalogue/one.ts';
import { generally } from '../../core/catalogue/placeholders.ts';
import type { CertToolError } from '../../core/error.ts';
import { errorOfLine } from '../../core/logged-error.ts';
import { type LogRecord, textIn } from '../../core/logged-runs.ts';
import type { Deps } from '../deps.ts';

/** An error that an earlier run has logged, in today's words. */

export function named(
  ui: Deps['ui'],
  key: 'log.sent' | 'error.request-id',
  id: string | undefined,
): string[] {
  return id === undefined ? [] : [ui.text(key, { requestId: id })];
}

export function sentenceOf(deps: Deps, members: LogRecord['members']): string {
  const error = errorOfLine(members);
  const code = textIn(members, 'code') ?? '';
  return deps.ui.text('error.line', { code, message: error ? messageFor(deps, error) : '' }).trimEnd();
}

/** Code and sentence, what to do, the bank's number, as the error itself was shown. */
export function errorLines(deps: Deps, members: LogRecord['members']): string[] {
  const error = errorOfLine(members);
  const requestId = textIn(members, 'requestId');
  return [
    sentenceOf(deps, members),
    ...(error ? [remedyFor(deps, error)] : []),
    ...named(deps.ui, 'error.request-id', requestId),
  ];
}

/** Without what is particular to the case where the log does not keep that. */
export function messageFor(deps: Deps, error: CertToolError): string {
  if (error.details.params) return deps.describe(error);
  return generally(entryOf(error.errorName).message, deps.ui.language, deps.hints);
}

export function remedyFor(deps: Deps, error: CertToolError): string {
  if (error.details.params || error.details.remedy) return deps.remedy(error);
  return generally(entryOf(error.errorName).remedy, deps.ui.language, deps.hints);
}
