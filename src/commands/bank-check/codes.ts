import type { TestUser } from '../../bank-check/users.ts';
import { isCode, tidyCode } from '../../core/one-time-password.ts';
import { readToken, type Token } from '../../rollout/token.ts';
import type { Deps } from '../deps.ts';

/** One-time passwords of test users: by the secret of their token, or as somebody types them. */
export function codesOf(deps: Deps) {
  const used = new Map<string, number>();
  return async (user: TestUser, { digits }: { digits: number }): Promise<string | undefined> => {
    const token = user.otpSecret === undefined ? undefined : readToken(user.otpSecret);
    if (token) return freshCode(deps, user.loginId, token, used);
    return deps.ui.interactive ? askedCode(deps, user.loginId, digits) : undefined;
  };
}

/** A bank takes each code once (RFC 6238, 5.2): the next login waits for the next code. */
async function freshCode(
  deps: Deps,
  loginId: string,
  token: Token,
  used: Map<string, number>,
): Promise<string> {
  for (;;) {
    const ms = deps.pcTime().getTime();
    const step = Math.floor(ms / token.periodMs);
    if (used.get(loginId) !== step) {
      used.set(loginId, step);
      return token.codeAt(ms);
    }
    await deps.wait(token.periodMs - (ms % token.periodMs));
  }
}

async function askedCode({ ui }: Deps, loginId: string, digits: number): Promise<string> {
  const validate = (typed: string) =>
    isCode(tidyCode(typed), digits) || ui.text('ask.otp.invalid', { digits });
  return tidyCode(await ui.prompts.secret(ui.text('bank-check.ask-otp', { loginId, digits }), { validate }));
}
