import type { Me } from '../../core/ports/bank.ts';
import type { Deps } from '../deps.ts';

/**
 * What the bank has to tell its user, behind the result.
 * @param as `note` where the result is read by programs
 */
export function showNotices({ ui }: Deps, notices: Me['notices'], as: 'result' | 'note' = 'result'): void {
  const show = as === 'note' ? ui.say : ui.result;
  for (const { message } of notices) show(ui.text('enrolled.notice', { message }));
}

/** The same in the JSON document, where there are some. */
export function noticesJson(notices: Me['notices']): object {
  return notices.length === 0 ? {} : { notices };
}
