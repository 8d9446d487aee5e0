import type { ErrorName } from '../../core/catalogue/index.ts';
import { CertToolError } from '../../core/error.ts';
import { isCode, tidyCode } from '../../core/one-time-password.ts';
import type { OtpChallenge } from '../../core/ports/bank.ts';
import { ANOTHER_CODE, type Retry, type SecretKind, type Secrets } from '../../enrollment/ports.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';
import { readCredentials } from './credentials.ts';
import { checkGivenOtp, givenOtp, isOtpGiven } from './given-otp.ts';
import { checkedPassword, givenConfirmation, givenPassword, hasFullWidth } from './given-password.ts';
import { askForOther, chosenLoginId, namedLoginId } from './login-id.ts';
import { type SecretOptions, VARIABLES } from './options.ts';
import { OtherLoginId } from './other-login-id.ts';
import { askForPassword } from './password.ts';
import { missing, type SecretContext } from './secret-context.ts';

export interface SecretSources {
  /** @param as whose act it is; an administrator's is never a demo user's who is none */
  loginId(argument: string | undefined, as?: 'administrator'): Promise<string>;
  /**
   * @param use left out for a login ID that was typed or given, which can be corrected when the bank refuses it: then
   * `password` throws `OtherLoginId`
   */
  secretsFor(loginId: string, use?: UseOfGiven): SecretsInHand;
}

export interface SecretsInHand extends Secrets {
  /**
   * Looks before the login at what was given, when a mistake costs no try yet. Returns what to warn of.
   * @throws CertToolError `malformed-otp`, `unusable-password`
   */
  checkGiven(): readonly ErrorName[];
}

/**
 * Whether to use what was given by option, variable or file for a login ID that was not typed but found in a
 * certificate: unless it names another login ID, or, for one of several, only if it names this one. A password tried
 * on the wrong login ID brings that one nearer to its lock.
 */
export type UseOfGiven = 'unless-other' | 'if-named';

/**
 * Where login ID, login password and one-time password come from: what was given first, a person at the terminal
 * last, and with the practice bank its demo user where neither is there.
 */
export async function openSecrets(
  deps: Deps,
  options: SecretOptions,
  beforeQuestion: () => void,
): Promise<SecretSources> {
  const context: SecretContext = {
    deps,
    options,
    given: await readCredentials(deps, options),
    demo: deps.settings.sandbox ? deps.practiceBank : undefined,
    ask(question) {
      beforeQuestion();
      return question();
    },
  };
  return {
    loginId: (argument, as) => chosenLoginId(context, argument, as),
    secretsFor: (loginId, use) =>
      secretsFor(isMeant(context, loginId, use) ? context : withoutGiven(context), {
        loginId,
        isCorrectable: use === undefined,
      }),
  };
}

function isMeant(context: SecretContext, loginId: string, use?: UseOfGiven): boolean {
  const named = namedLoginId(context);
  if (use === undefined || named === loginId) return true;
  return use === 'unless-other' && named === undefined;
}

/** `--otp-command` stays: it is told the login ID. */
function withoutGiven(context: SecretContext): SecretContext {
  const { otp: _, ...options } = context.options;
  return { ...context, options, given: {}, deps: { ...context.deps, env: {} } };
}

/** Who logs in. */
interface Claimed {
  readonly loginId: string;
  readonly isCorrectable: boolean;
}

function secretsFor(context: SecretContext, claimed: Claimed): SecretsInHand {
  const { loginId } = claimed;
  const { deps, demo } = context;
  const known = givenPassword(context);
  /** A new code by e-mail was asked for, and has been sent when the question comes again. */
  let resending = false;
  const isGiven: Readonly<Record<SecretKind, boolean>> = {
    password: known !== undefined,
    otp: isOtpGiven(context),
    confirmation: givenConfirmation(context) !== undefined,
  };
  const hidden = (secret: string): string => {
    if (secret !== '') deps.ui.hide(secret);
    return secret;
  };
  return {
    get available() {
      return known !== undefined || deps.ui.interactive || demo?.demoPassword(loginId) !== undefined;
    },
    lastTry: context.options.lastTry === true,
    canRetry: (secret) => deps.ui.interactive && !isGiven[secret],
    checkGiven() {
      checkGivenOtp(context);
      return known && hasFullWidth(checkedPassword(known)) ? ['full-width-password'] : [];
    },
    password: async (retry) =>
      hidden(known ? checkedPassword(known) : await askPassword(context, claimed, retry)),
    async otp(challenge, retry) {
      const answer = await obtainOtp(context, loginId, { challenge, retry, resending });
      resending = answer === ANOTHER_CODE;
      return answer === ANOTHER_CODE ? answer : hidden(answer);
    },
    async confirmation(retry) {
      const given = givenConfirmation(context);
      if (!given) return hidden(await askConfirmation(context, loginId, retry));
      if (hasFullWidth(checkedPassword(given))) warn(deps, new CertToolError('full-width-password'));
      return hidden(given.password);
    },
  };
}

async function askConfirmation(
  { deps, demo, ask }: SecretContext,
  loginId: string,
  retry?: Retry,
): Promise<string> {
  const { ui } = deps;
  const demoPassword = demo?.demoConfirmationPassword(loginId);
  if (!ui.interactive) {
    if (demoPassword !== undefined) return demoPassword;
    const what = { ja: '確認用パスワード', en: 'confirmation password' };
    throw missing(what, '--credentials', VARIABLES.confirmation);
  }
  return ask(() => {
    if (retry) showRefusal(deps, 'confirmation-refused', retry);
    return askForPassword(deps, ui.text('ask.confirmation'), demoDefault(deps, demoPassword));
  });
}

/** @throws OtherLoginId when the person corrects the refused login ID */
async function askPassword(
  { deps, demo, ask }: SecretContext,
  { loginId, isCorrectable }: Claimed,
  retry?: Retry,
): Promise<string> {
  const { ui } = deps;
  const demoPassword = demo?.demoPassword(loginId);
  if (!ui.interactive) {
    if (demoPassword !== undefined) return demoPassword;
    const what = { ja: 'ログインパスワード', en: 'login password' };
    throw missing(what, '--password-stdin', VARIABLES.password);
  }
  return ask(async () => {
    if (retry) showRefusal(deps, 'credentials-refused', retry, loginId);
    const other = retry && isCorrectable ? await askForOther(deps, loginId) : loginId;
    if (other !== loginId) throw new OtherLoginId(other);
    return askForPassword(deps, ui.text('ask.password'), demoDefault(deps, demoPassword));
  });
}

type OtpAnswer = string | typeof ANOTHER_CODE;

interface OtpQuestion {
  readonly challenge: OtpChallenge;
  readonly retry: Retry | undefined;
  readonly resending: boolean;
}

/** Option, variable, program, credentials, question: where the one-time password comes from. */
async function obtainOtp(context: SecretContext, loginId: string, question: OtpQuestion): Promise<OtpAnswer> {
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

function demoDefault(deps: Deps, value: string | undefined): { default?: string; hint?: string } {
  return value === undefined ? {} : { default: value, hint: deps.ui.text('ask.demo-default') };
}

/** The practice bank's code of this moment; undefined for a login ID that it does not know. */
async function demoCodeOf(deps: Deps, loginId: string): Promise<string | undefined> {
  const { users } = await deps.practiceBank.info();
  return users.find((user) => user.loginId === loginId)?.otp.code;
}

function showRefusal(
  deps: Deps,
  name: 'credentials-refused' | 'otp-refused' | 'confirmation-refused',
  { attemptsLeft }: Retry,
  loginId = '',
): void {
  const { ui } = deps;
  const message = deps.describe(new CertToolError(name, { params: { loginId } }));
  ui.warn(`${message} ${ui.text('error.tries-left', { count: attemptsLeft })}`);
}
