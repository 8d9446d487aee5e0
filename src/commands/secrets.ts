import { CertToolError } from '../core/error.ts';
import type { OtpChallenge } from '../core/ports/bank.ts';
import type { Retry, SecretKind, Secrets } from '../enrollment/ports.ts';
import { readCredentials } from './credentials.ts';
import type { Deps } from './deps.ts';
import { chosenLoginId } from './login-id.ts';
import { missing, type SecretContext, type SecretOptions } from './secret-context.ts';

export interface SecretSources {
  /** @param as whose act it is; an administrator's is never a demo user's who is none */
  loginId(argument: string | undefined, as?: 'administrator'): Promise<string>;
  secretsFor(loginId: string, use?: UseOfGiven): Secrets;
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
      secretsFor(isMeant(context, loginId, use) ? context : withoutGiven(context), loginId),
  };
}

function isMeant({ deps, options, given }: SecretContext, loginId: string, use?: UseOfGiven): boolean {
  const named = options.loginId ?? (deps.env['CERT_TOOL_LOGIN_ID'] || given.loginId);
  if (use === undefined || named === loginId) return true;
  return use === 'unless-other' && named === undefined;
}

/** `--otp-command` stays: it is told the login ID. */
function withoutGiven(context: SecretContext): SecretContext {
  const { otp: _, ...options } = context.options;
  return { ...context, options, given: {}, deps: { ...context.deps, env: {} } };
}

function secretsFor(context: SecretContext, loginId: string): Secrets {
  const { deps, given, demo } = context;
  const demoPassword = demo?.demoPassword(loginId);
  const known = given.passwordFromStdin ?? (deps.env['CERT_TOOL_PASSWORD'] || given.password);
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
      return known !== undefined || deps.ui.interactive || demoPassword !== undefined;
    },
    lastTry: context.options.lastTry === true,
    canRetry: (secret) => deps.ui.interactive && !isGiven[secret],
    password: async (retry) =>
      hidden(checkedPassword(known ?? (await askPassword(context, demoPassword, retry)))),
    async otp(challenge, retry) {
      const code = await obtainOtp(context, loginId, { challenge, retry, resending });
      resending = code === '';
      return hidden(code);
    },
    confirmation: async (retry) =>
      hidden(givenConfirmation(context) ?? (await askConfirmation(context, loginId, retry))),
  };
}

function givenConfirmation({ deps, given }: SecretContext): string | undefined {
  return deps.env['CERT_TOOL_CONFIRMATION_PASSWORD'] || given.confirmationPassword;
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
    throw missing(what, '--credentials', 'CERT_TOOL_CONFIRMATION_PASSWORD');
  }
  return ask(() => {
    if (retry) showRefusal(deps, 'confirmation-refused', retry);
    return ui.prompts.secret(ui.text('revoke.ask.confirmation'), demoDefault(deps, demoPassword));
  });
}

/** As docs/bank-api.yaml has it. */
const LONGEST_PASSWORD = 256;

function checkedPassword(password: string): string {
  if (password.length <= LONGEST_PASSWORD) return password;
  const detail = {
    ja: `ログインパスワード(${LONGEST_PASSWORD} 文字まで)`,
    en: `the login password (at most ${LONGEST_PASSWORD} characters)`,
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}

async function askPassword(
  { deps, ask }: SecretContext,
  demoPassword: string | undefined,
  retry?: Retry,
): Promise<string> {
  const { ui } = deps;
  if (!ui.interactive) {
    if (demoPassword !== undefined) return demoPassword;
    const what = { ja: 'ログインパスワード', en: 'login password' };
    throw missing(what, '--password-stdin', 'CERT_TOOL_PASSWORD');
  }
  return ask(() => {
    if (retry) showRefusal(deps, 'credentials-refused', retry);
    return ui.prompts.secret(ui.text('issue.ask.password'), demoDefault(deps, demoPassword));
  });
}

interface OtpQuestion {
  readonly challenge: OtpChallenge;
  readonly retry: Retry | undefined;
  readonly resending: boolean;
}

/** Option, variable, program, credentials, question: where the one-time password comes from. */
async function obtainOtp(context: SecretContext, loginId: string, question: OtpQuestion): Promise<string> {
  const { deps, options, given, demo } = context;
  const direct = options.otp ?? (deps.env['CERT_TOOL_OTP'] || undefined);
  if (direct !== undefined) return direct;
  if (options.otpCommand !== undefined) return deps.runOtpCommand(options.otpCommand, loginId);
  if (given.otp !== undefined) return given.otp;
  const demoCode = demo ? await demoCodeOf(deps, loginId) : undefined;
  if (deps.ui.interactive) return context.ask(() => askOtp(deps, demoCode, question));
  if (demoCode !== undefined) return demoCode;
  const what = { ja: 'ワンタイムパスワード', en: 'one-time password' };
  throw missing(what, '--otp, --otp-command', 'CERT_TOOL_OTP');
}

/** Empty for a new code, where codes come by e-mail. */
async function askOtp(
  deps: Deps,
  demoCode: string | undefined,
  { challenge, retry, resending }: OtpQuestion,
): Promise<string> {
  const { ui } = deps;
  if (retry) showRefusal(deps, 'otp-refused', retry);
  if (resending) ui.info(ui.text('issue.otp-resent'));
  const byEmail = challenge.method === 'email';
  const { digits } = challenge;
  const question = ui.text(byEmail ? 'issue.ask.otp-email' : 'issue.ask.otp', { digits });
  const resend = { default: '', hint: ui.text('issue.ask.otp-resend') };
  const enter = byEmail && demoCode === undefined ? resend : demoDefault(deps, demoCode);
  // A mistyped one would count as a try at the bank.
  const validate = (typed: string) =>
    (/^[0-9]+$/.test(asDigits(typed)) && asDigits(typed).length === digits) ||
    ui.text('issue.ask.otp.invalid', { digits });
  return asDigits(await ui.prompts.secret(question, { ...enter, validate }));
}

/** Full-width digits, as Japanese input methods type them, as ASCII. */
function asDigits(typed: string): string {
  return typed.normalize('NFKC').trim();
}

function isOtpGiven({ deps, options, given }: SecretContext): boolean {
  return [options.otp, deps.env['CERT_TOOL_OTP'] || undefined, options.otpCommand, given.otp].some(
    (source) => source !== undefined,
  );
}

function demoDefault(deps: Deps, value: string | undefined): { default?: string; hint?: string } {
  return value === undefined ? {} : { default: value, hint: deps.ui.text('issue.ask.demo-default') };
}

/** The practice bank's code of this moment; undefined for a login ID that it does not know. */
async function demoCodeOf(deps: Deps, loginId: string): Promise<string | undefined> {
  const { users } = await deps.practiceBank.info();
  return users.find((user) => user.loginId === loginId)?.otp.code;
}

function showRefusal(
  deps: Deps,
  name: 'credentials-refused' | 'otp-refused' | 'confirmation-refused',
  retry: Retry,
): void {
  const { ui } = deps;
  const { message } = new CertToolError(name).entry;
  ui.warn(`${message[ui.language]} ${ui.text('error.tries-left', { count: retry.attemptsLeft })}`);
}
