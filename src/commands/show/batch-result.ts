import { type CertToolError, codeOf } from '../../core/error.ts';
import { type Batch, endingOf, type Result } from '../../core/several.ts';
import type { Deps } from '../deps.ts';

/** How the results of several things look. */
export interface BatchView<T, R> {
  /** What an item was, as members of the JSON document. */
  identify(item: T): object;
  /** What became of it, likewise: `outcome` and what belongs to it. */
  done(value: R, item: T): object;
  /** What the document has besides. */
  readonly besides?: object;
  /** Whose error it is: commands that it suggests name the bank. */
  depsOf?(item: T): Pick<Deps, 'errorJson'>;
  /** What the whole of it ends with, where that is not as usual. */
  ending?(batch: Batch<T, R>): CertToolError | undefined;
}

/**
 * Shows the JSON document of several things (docs/commands.md, a promise to scripts) and returns exit code 0, or throws
 * the error that the whole of it ends with.
 */
export function conclude<T, R>(deps: Deps, batch: Batch<T, R>, view: BatchView<T, R>): number {
  const results = batch.results.map((result) => resultJson(deps, result, view));
  const error = (view.ending ?? endingOf)(batch);
  if (error) throw error.withResults(results, view.besides);
  deps.ui.document({ ok: true, results, ...view.besides });
  return 0;
}

/** What a result has in place of an outcome that was not reached. */
export function untriedJson({ errorName }: CertToolError): { readonly outcome?: 'not-tried' } {
  return errorName === 'not-tried' ? { outcome: errorName } : {};
}

/** One of the results, as the document shows it. */
function resultJson<T, R>(deps: Deps, result: Result<T, R>, { identify, done, depsOf }: BatchView<T, R>) {
  const { item, ok } = result;
  if (!result.ok) {
    const error = (depsOf?.(item) ?? deps).errorJson(result.error);
    return { ...identify(item), ok, ...untriedJson(result.error), error };
  }
  return { ...identify(item), ok, ...done(result.value, item) };
}

/** What the log keeps of one thing as soon as it is known what became of it: of a run that is killed all that was done. */
export function logResult<T, R extends { readonly outcome: string }>(
  { runLog }: Pick<Deps, 'runLog'>,
  result: Result<T, R>,
  { loginId, serialNumber, thumbprint }: Named,
): void {
  const named = { loginId: loginId ?? undefined, serialNumber: serialNumber ?? undefined, thumbprint };
  if (result.ok) {
    runLog.result({ ...named, ok: true, outcome: result.value.outcome });
    return;
  }
  const { error } = result;
  const { requestId } = error.details;
  runLog.result({ ...named, ok: false, code: codeOf(error), name: error.errorName, requestId });
}

interface Named {
  readonly loginId?: string | null | undefined;
  readonly serialNumber?: string | null | undefined;
  readonly thumbprint?: string | null | undefined;
}

/** Shows why something could not be done, and what to do about it, where that does not end the command. */
export function showFailure({ ui, describe, remedy }: Deps, error: CertToolError): void {
  ui.say(ui.text('error.line', { code: codeOf(error), message: describe(error) }));
  ui.say(remedy(error));
}
