import { CertToolError } from '../core/error.ts';
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
  const { deps, options, given, demo } = context;
  const found = argument ?? options.loginId ?? (deps.env['CERT_TOOL_LOGIN_ID'] || given.loginId);
  if (found !== undefined) return checkedLoginId(found);
  const { ui } = deps;
  const demoUser = as === 'administrator' ? demo?.demoAdministrator() : demo?.demoUser();
  if (!ui.interactive) {
    if (demoUser === undefined) {
      const option = as === 'administrator' ? '--login-id' : '[login-id]';
      throw missing({ ja: 'ログインID', en: 'login ID' }, option, 'CERT_TOOL_LOGIN_ID');
    }
    ui.info(ui.text('issue.demo-user', { loginId: demoUser }));
    return demoUser;
  }
  const typed = await context.ask(() =>
    ui.prompts.text(ui.text(as === 'administrator' ? 'revoke.ask.login-id' : 'issue.ask.login-id'), {
      ...(demoUser === undefined ? {} : { default: demoUser }),
      validate: (answer) => isLoginId(answer.trim()) || ui.text('issue.ask.login-id.invalid'),
    }),
  );
  return typed.trim();
}

/** As docs/bank-api.yaml has it (`LoginId`), and nothing that a terminal would not show. */
function isLoginId(text: string): boolean {
  return /^[^\s/\p{C}]{1,64}$/u.test(text);
}

function checkedLoginId(text: string): string {
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
