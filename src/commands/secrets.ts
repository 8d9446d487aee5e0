import { CertToolError } from '../core/error.ts';
import type { OtpChallenge } from '../core/ports/bank.ts';
import type { Text } from '../core/text.ts';
import type { Retry, Secrets } from '../enrollment/ports.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import type { Deps } from './deps.ts';

/** The options by which login ID and secrets come in, on every command that logs in. */
export interface SecretOptions {
  readonly loginId?: string;
  readonly passwordStdin?: boolean;
  readonly otp?: string;
  readonly otpCommand?: string;
  readonly credentials?: string;
}

export interface SecretSources {
  loginId(argument: string | undefined): Promise<string>;
  secretsFor(loginId: string): Secrets;
}

/**
 * Where login ID, login password and one-time password come from: what was given first, a person at the terminal
 * last, and with the practice bank its demo user where neither is there.
 */
export async function openSecrets(
  deps: Deps,
  options: SecretOptions,
  beforeQuestion: () => void,
): Promise<SecretSources> {
  const { ui, env } = deps;
  const given = await readCredentials(deps, options);
  const demo = deps.settings.sandbox ? deps.practiceBank : undefined;
  const ask = <T>(question: () => Promise<T>): Promise<T> => {
    beforeQuestion();
    return question();
  };

  async function loginId(argument: string | undefined): Promise<string> {
    const found = argument ?? options.loginId ?? (env['CERT_TOOL_LOGIN_ID'] || given.loginId);
    if (found !== undefined) return checkedLoginId(found);
    if (!ui.interactive) {
      if (!demo) throw missing(LOGIN_ID, '[login-id]', 'CERT_TOOL_LOGIN_ID');
      ui.info(ui.text('issue.demo-user', { loginId: demo.demoUser() }));
      return demo.demoUser();
    }
    const typed = await ask(() =>
      ui.prompts.text(ui.text('issue.ask.login-id'), {
        ...(demo ? { default: demo.demoUser() } : {}),
        validate: (answer) => isLoginId(answer.trim()) || ui.text('issue.ask.login-id.invalid'),
      }),
    );
    return typed.trim();
  }

  function secretsFor(login: string): Secrets {
    const demoPassword = demo?.demoPassword(login);
    const password = env['CERT_TOOL_PASSWORD'] || undefined;
    const known = given.passwordFromStdin ?? password ?? given.password;
    return {
      available: known !== undefined || ui.interactive || demoPassword !== undefined,
      canRetry: (secret) =>
        ui.interactive && (secret === 'password' ? known === undefined : !givenOtp(deps, options, given)),
      password: async (retry) => hidden(deps, await askPassword(known, demoPassword, retry)),
      otp: async (challenge, retry) => hidden(deps, await obtainOtp(login, challenge, retry)),
    };
  }

  async function askPassword(known: string | undefined, demoPassword: string | undefined, retry?: Retry) {
    if (known !== undefined) return known;
    if (!ui.interactive) {
      if (demoPassword !== undefined) return demoPassword;
      throw missing(PASSWORD, '--password-stdin', 'CERT_TOOL_PASSWORD');
    }
    return ask(() => {
      if (retry) showRefusal(deps, 'credentials-refused', retry);
      return ui.prompts.secret(ui.text('issue.ask.password'), demoDefault(deps, demoPassword));
    });
  }

  /** A new code by e-mail was asked for, and has been sent when the question comes again. */
  let resending = false;

  async function obtainOtp(login: string, challenge: OtpChallenge, retry?: Retry): Promise<string> {
    const direct = options.otp ?? (env['CERT_TOOL_OTP'] || undefined);
    if (direct !== undefined) return direct;
    if (options.otpCommand !== undefined) return deps.runOtpCommand(options.otpCommand, login);
    if (given.otp !== undefined) return given.otp;
    const demoCode = demo ? await demoCodeOf(deps, login) : undefined;
    if (!ui.interactive) {
      if (demoCode !== undefined) return demoCode;
      throw missing(OTP, '--otp, --otp-command', 'CERT_TOOL_OTP');
    }
    return ask(async () => {
      if (retry) showRefusal(deps, 'otp-refused', retry);
      if (resending) ui.info(ui.text('issue.otp-resent'));
      const byEmail = challenge.method === 'email';
      const question = ui.text(byEmail ? 'issue.ask.otp-email' : 'issue.ask.otp', {
        digits: challenge.digits,
      });
      const resend = { default: '', hint: ui.text('issue.ask.otp-resend') };
      const enter = byEmail && demoCode === undefined ? resend : demoDefault(deps, demoCode);
      const code = (await ui.prompts.secret(question, enter)).trim();
      resending = code === '';
      return code;
    });
  }

  return { loginId, secretsFor };
}

function givenOtp(deps: Deps, options: SecretOptions, given: Credentials): boolean {
  return [options.otp, deps.env['CERT_TOOL_OTP'] || undefined, options.otpCommand, given.otp].some(
    (source) => source !== undefined,
  );
}

function hidden(deps: Deps, secret: string): string {
  if (secret !== '') deps.ui.hide(secret);
  return secret;
}

function demoDefault(deps: Deps, value: string | undefined): { default?: string; hint?: string } {
  return value === undefined ? {} : { default: value, hint: deps.ui.text('issue.ask.demo-default') };
}

/** The practice bank's code of this moment; undefined for a login ID that it does not know. */
async function demoCodeOf(deps: Deps, loginId: string): Promise<string | undefined> {
  const { users } = await deps.practiceBank.info();
  return users.find((user) => user.loginId === loginId)?.otp.code;
}

function showRefusal(deps: Deps, name: 'credentials-refused' | 'otp-refused', retry: Retry): void {
  const { ui } = deps;
  const { message } = new CertToolError(name).entry;
  ui.warn(`${message[ui.language]} ${ui.text('issue.tries-left', { count: retry.attemptsLeft })}`);
}

/** As the bank's CN shape allows: no blank, no control or format character, at most 64 characters (X.520). */
export function isLoginId(text: string): boolean {
  return /^[^\s\p{C}]{1,64}$/u.test(text);
}

function checkedLoginId(text: string): string {
  if (isLoginId(text)) return text;
  throw new CertToolError('invalid-option', {
    params: {
      detail: {
        ja: 'ログインID(空白のない 1〜64 文字)',
        en: 'the login ID (1 to 64 characters without blanks)',
      },
    },
  });
}

const LOGIN_ID: Text = { ja: 'ログインID', en: 'login ID' };
const PASSWORD: Text = { ja: 'ログインパスワード', en: 'login password' };
const OTP: Text = { ja: 'ワンタイムパスワード', en: 'one-time password' };

function missing(what: Text, option: string, variable: string): CertToolError {
  return new CertToolError('missing-input', { params: { what, option, variable } });
}
