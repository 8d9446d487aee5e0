import type { ErrorName } from '../../core/catalogue/index.ts';
import { CertToolError } from '../../core/error.ts';
import { hasFullWidth } from '../../core/password.ts';
import { ANOTHER_CODE, type Retry, type SecretKind, type Secrets } from '../../enrollment/ports.ts';
import type { FreshCodes } from '../../rollout/fresh-codes.ts';
import type { ListedUser } from '../../rollout/user-list.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';
import { readCredentials } from './credentials.ts';
import { checkGivenOtp, isOtpGiven } from './given-otp.ts';
import { checkedPassword, givenConfirmation, givenPassword } from './given-password.ts';
import { askForOther, chosenLoginId, namedLoginId } from './login-id.ts';
import { obtainOtp } from './one-time-password.ts';
import { type SecretOptions, VARIABLES } from './options.ts';
import { OtherLoginId } from './other-login-id.ts';
import { askForPassword } from './password.ts';
import { missing, type SecretContext } from './secret-context.ts';
import { demoDefault, showRefusal } from './secret-question.ts';

export interface SecretSources {
  /** @param as whose act it is; an administrator's is never a demo user's who is none */
  loginId(argument: string | undefined, as?: 'administrator'): Promise<string>;
  /** Who was named by option, variable or file, put right; undefined where nobody was. */
  named(): string | undefined;
  /**
   * @param use left out for a login ID that was typed or given, which can be corrected when the bank refuses it: then
   * `password` throws `OtherLoginId`
   */
  secretsFor(loginId: string, use?: UseOfGiven): SecretsInHand;
}

export interface SecretsInHand extends Secrets {
  /** Whether the login ID is remembered on this PC once the bank has taken the login. */
  readonly remembers: boolean;
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
    named: () => namedLoginId(context),
    secretsFor: (loginId, use) =>
      secretsFor(isMeant(context, loginId, use) ? context : withoutGiven(context), {
        loginId,
        isCorrectable: use === undefined,
      }),
  };
}

/** What the users of a list share. */
export interface ListSecrets {
  readonly options: Pick<SecretOptions, 'otpCommand'>;
  readonly codes: FreshCodes;
  /** Makes way for a question about this user. */
  ask<T>(question: () => Promise<T>): Promise<T>;
}

/** The secrets of a user of a list: nothing that was given for the whole run is tried on anybody. */
export function secretsOfListed(
  deps: Deps,
  { loginId, password, otp, otpSecret }: ListedUser,
  { options, codes, ask }: ListSecrets,
): SecretsInHand {
  const context: SecretContext = {
    deps: { ...deps, env: {} },
    options,
    given: { loginId, ...(password && { password }), ...(otp && { otp }), ...(otpSecret && { otpSecret }) },
    demo: deps.settings.sandbox ? deps.practiceBank : undefined,
    codes,
    ask,
  };
  // A list has its login IDs in it: to offer them at questions would bury those of the people at this PC.
  return { ...secretsFor(context, { loginId, isCorrectable: false }), remembers: false };
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
    remembers: deps.settings.remember && context.options.remember !== false,
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
