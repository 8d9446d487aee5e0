import { isCode, tidyCode } from '../../core/one-time-password.ts';
import type { OtpChallenge } from '../../core/ports/bank.ts';
import { ANOTHER_CODE, type Retry } from '../../enrollment/ports.ts';
import type { Deps } from '../deps.ts';
import { givenOtp } from './given-otp.ts';
import { VARIABLES } from './options.ts';
import { missing, type SecretContext } from './secret-context.ts';
import { demoDefault, showRefusal } from './secret-question.ts';

type OtpAnswer = string | typeof ANOTHER_CODE;

/** What the bank wants, and what came of the last answer. */
export interface OtpQuestion {
  readonly challenge: OtpChallenge;
  readonly retry: Retry | undefined;
  readonly resending: boolean;
}

/** Option, variable, program, credentials, question: where the one-time password comes from. */
export async function obtainOtp(
  context: SecretContext,
  loginId: string,
  question: OtpQuestion,
): Promise<OtpAnswer> {
  const { deps, demo } = context;
  const given = await givenOtp(context, loginId, question.challenge.digits);
  if (given !== undefined) return given;
  const demoCode = demo ? await demoCodeOf(deps, loginId) : undefined;
  if (deps.ui.interactive) return context.ask(() => askOtp(deps, demoCode, question));
  if (demoCode !== undefined) return demoCode;
  const what = { ja: 'ワンタイムパスワード', en: 'one-time password' };
  throw missing(what, '--otp, --otp-command', VARIABLES.otp);
}

/** Enter alone asks for another code, where codes come by e-mail. */
async function askOtp(
  deps: Deps,
  demoCode: string | undefined,
  { challenge, retry, resending }: OtpQuestion,
): Promise<OtpAnswer> {
  const { ui } = deps;
  if (retry) showRefusal(deps, 'otp-refused', retry);
  if (resending) ui.info(ui.text('ask.otp-resent'));
  const byEmail = challenge.method === 'email';
  const { digits } = challenge;
  const question = ui.text(byEmail ? 'ask.otp-email' : 'ask.otp', { digits });
  const resend = { default: '', hint: ui.text('ask.otp-resend') };
  const enter = byEmail && demoCode === undefined ? resend : demoDefault(deps, demoCode);
  // A mistyped one would count as a try at the bank.
  const validate = (typed: string) =>
    isCode(tidyCode(typed), digits) || ui.text('ask.otp.invalid', { digits });
  const typed = await ui.prompts.secret(question, { ...enter, validate });
  return enter === resend && typed === '' ? ANOTHER_CODE : tidyCode(typed);
}

/** The practice bank's code of this moment; undefined for a login ID that it does not know. */
async function demoCodeOf(deps: Deps, loginId: string): Promise<string | undefined> {
  const { users } = await deps.practiceBank.info();
  return users.find((user) => user.loginId === loginId)?.otp.code;
}
