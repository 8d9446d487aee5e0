import type { Me } from '../../core/ports/bank.ts';
import type { Deps } from '../deps.ts';

/** What the bank has to tell its user, behind the result. */
export function showNotices({ ui }: Deps, notices: Me['notices']): void {
  for (const { message } of notices) ui.result(ui.text('enrolled.notice', { message }));
}

/** The same in the JSON document, where there are some. */
export function noticesJson(notices: Me['notices']): object {
  return notices.length === 0 ? {} : { notices };
}
