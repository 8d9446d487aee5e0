import { CertToolError } from '../../core/error.ts';
import { joinSentences } from '../../core/text.ts';
import type { Retry } from '../../enrollment/ports.ts';
import type { Deps } from '../deps.ts';

/** What Enter alone means at the question for a secret: with the practice bank its public value, if it has one. */
export function demoDefault(deps: Deps, value: string | undefined): { default?: string; hint?: string } {
  return value === undefined ? {} : { default: value, hint: deps.ui.text('ask.demo-default') };
}

/** Says before the next question that the bank has refused what was typed. */
export function showRefusal(
  deps: Deps,
  name: 'credentials-refused' | 'otp-refused' | 'confirmation-refused',
  { attemptsLeft }: Retry,
  loginId = '',
): void {
  const { ui } = deps;
  const message = deps.describe(new CertToolError(name, { params: { loginId } }));
  const left = ui.text('error.tries-left', { count: attemptsLeft });
  ui.say(joinSentences(ui.language, [message, left]));
}
