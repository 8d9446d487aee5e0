import { CertToolError, toCertToolError } from '../../core/error.ts';
import { isLoginId, normalizeLoginId } from '../../core/login-id.ts';
import type { Deps } from '../deps.ts';
import { VARIABLES } from './options.ts';
import { missing, type SecretContext } from './secret-context.ts';

/**
 * The login ID: argument, option, variable, credentials, question; with the practice bank its demo user where nobody
 * can be asked.
 * @throws CertToolError `missing-input`, `invalid-option`
 */
export async function chosenLoginId(
  context: SecretContext,
  argument: string | undefined,
  as?: 'administrator',
): Promise<string> {
  const { deps, demo } = context;
  const found = argument ?? givenText(context);
  if (found !== undefined) return checkedLoginId(putRight(deps, found));
  const { ui } = deps;
  const demoUser = as === 'administrator' ? demo?.demoAdministrator() : demo?.demoUser();
  if (!ui.interactive) {
    if (demoUser === undefined) {
      const option = as === 'administrator' ? '--login-id' : '[login-id]';
      throw missing({ ja: 'ログインID', en: 'login ID' }, option, VARIABLES.loginId);
    }
    ui.info(ui.text('ask.demo-user', { loginId: demoUser }));
    return demoUser;
  }
  const question = ui.text(as === 'administrator' ? 'ask.own-login-id' : 'ask.login-id');
  const remembered = await rememberedLoginIds(deps);
  const typed = await context.ask(() => offerLoginIds(deps, question, demoUser, remembered));
  if (as === 'administrator') deps.hints.actor.loginId = typed;
  return typed;
}

/** Asks for the login ID once more after the bank refused it or its password; Enter keeps it. */
export function askForOther(deps: Deps, loginId: string): Promise<string> {
  return askForLoginId(deps, deps.ui.text('ask.login-id'), loginId);
}

/** The login ID that option, variable or file name; undefined where none does. */
export function namedLoginId(context: SecretContext): string | undefined {
  const text = givenText(context);
  return text === undefined ? undefined : normalizeLoginId(text);
}

/** A login ID, or another name of a certificate, as it was meant; tells when that is not as it was given. */
export function putRight({ ui }: Deps, given: string): string {
  const loginId = normalizeLoginId(given);
  if (loginId !== given) ui.info(ui.text('ask.login-id.put-right', { loginId }));
  return loginId;
}

/** Those that were used here at the bank of this run; none where that cannot be told. */
async function rememberedLoginIds({
  loginIds,
  knownIdentity,
  ui,
  describe,
}: Deps): Promise<readonly string[]> {
  try {
    const bank = await knownIdentity();
    return bank ? await loginIds.of(bank.bankId) : [];
  } catch (error) {
    ui.detail(describe(toCertToolError(error)));
    return [];
  }
}

/** More would not help anybody to find one. */
const MOST_OFFERED = 20;

/** Asks for the login ID; the ones that were used here are offered, one of several has to be chosen. */
async function offerLoginIds(
  deps: Deps,
  question: string,
  demoUser: string | undefined,
  remembered: readonly string[],
): Promise<string> {
  const { ui } = deps;
  const offered = remembered.slice(0, MOST_OFFERED);
  const [only, ...others] = offered;
  if (demoUser !== undefined || others.length === 0) {
    if (only !== undefined) ui.say(ui.text('ask.login-id.remembered', { loginIds: offered.join(', ') }));
    return askForLoginId(deps, question, demoUser ?? only);
  }
  const chosen = await ui.prompts.choose<string | undefined>(question, [
    ...offered.map((loginId) => ({ name: loginId, value: loginId })),
    { name: ui.text('ask.login-id.other'), value: undefined },
  ]);
  return chosen ?? askForLoginId(deps, question, undefined);
}

function givenText({ deps, options, given }: SecretContext): string | undefined {
  return options.loginId ?? (deps.env[VARIABLES.loginId] || given.loginId);
}

async function askForLoginId(deps: Deps, question: string, byEnter: string | undefined): Promise<string> {
  const { ui } = deps;
  const typed = await ui.prompts.text(question, {
    ...(byEnter === undefined ? {} : { default: byEnter }),
    validate: (answer) => isLoginId(normalizeLoginId(answer)) || ui.text('ask.login-id.invalid'),
  });
  return putRight(deps, typed);
}

/** @throws CertToolError `invalid-option` for what is no login ID */
export function checkedLoginId(text: string): string {
  if (isLoginId(text)) return text;
  throw new CertToolError('invalid-option', {
    params: {
      detail: {
        ja: 'ログインID(空白と「/」のない 1〜64 文字)',
        en: 'the login ID (1 to 64 characters without blanks and "/")',
      },
    },
  });
}
