import { CertToolError } from '../core/error.ts';
import { missing, type SecretContext } from './secret-context.ts';

/**
 * The login ID: argument, option, variable, credentials, question; with the practice bank its demo user where nobody
 * can be asked.
 * @throws CertToolError `missing-input`, `invalid-option`
 */
export async function chosenLoginId(context: SecretContext, argument: string | undefined): Promise<string> {
  const { deps, options, given, demo } = context;
  const found = argument ?? options.loginId ?? (deps.env['CERT_TOOL_LOGIN_ID'] || given.loginId);
  if (found !== undefined) return checkedLoginId(found);
  const { ui } = deps;
  if (!ui.interactive) {
    if (!demo) {
      throw missing({ ja: 'ログインID', en: 'login ID' }, '[login-id]', 'CERT_TOOL_LOGIN_ID');
    }
    ui.info(ui.text('issue.demo-user', { loginId: demo.demoUser() }));
    return demo.demoUser();
  }
  const typed = await context.ask(() =>
    ui.prompts.text(ui.text('issue.ask.login-id'), {
      ...(demo ? { default: demo.demoUser() } : {}),
      validate: (answer) => isLoginId(answer.trim()) || ui.text('issue.ask.login-id.invalid'),
    }),
  );
  return typed.trim();
}

/** As docs/bank-api.yaml has it (`LoginId`), and nothing that a terminal would not show. */
export function isLoginId(text: string): boolean {
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
