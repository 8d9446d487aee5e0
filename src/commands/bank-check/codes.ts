import type { TestUser } from '../../bank-check/users.ts';
import { isCode, tidyCode } from '../../core/one-time-password.ts';
import { freshCodes } from '../../rollout/fresh-codes.ts';
import { readToken, type Token } from '../../rollout/token.ts';
import type { Deps } from '../deps.ts';

/** One-time passwords of test users: by the secret of their token, or as somebody types them. */
export function codesOf(deps: Deps) {
  const { codesFolder: folder, pcTime: now, ui } = deps;
  const onWait = (seconds: number) => ui.info(ui.text('many.waiting', { seconds }));
  const ofOtherRuns = freshCodes({ folder, now, wait: (ms) => deps.wait(ms), onWait });
  const used = new Map<string, number>();
  return async (user: TestUser, { digits }: { readonly digits: number }): Promise<string | undefined> => {
    const token = user.otpSecret === undefined ? undefined : readToken(user.otpSecret);
    if (!token) return ui.interactive ? askedCode(deps, user.loginId, digits) : undefined;
    await untilUnused(deps, token, used.get(user.loginId));
    const code = await ofOtherRuns.codeOf(token);
    used.set(user.loginId, stepAt(token, now()));
    return code;
  };
}

/** A bank takes each code once (RFC 6238, 5.2): the next login of this run waits for the next code. */
async function untilUnused(deps: Deps, token: Token, used: number | undefined): Promise<void> {
  while (stepAt(token, deps.pcTime()) === used) {
    await deps.wait(token.periodMs - (deps.pcTime().getTime() % token.periodMs));
  }
}

function stepAt({ periodMs }: Token, time: Date): number {
  return Math.floor(time.getTime() / periodMs);
}

async function askedCode({ ui }: Deps, loginId: string, digits: number): Promise<string> {
  const validate = (typed: string) =>
    isCode(tidyCode(typed), digits) || ui.text('ask.otp.invalid', { digits });
  return tidyCode(await ui.prompts.secret(ui.text('bank-check.ask-otp', { loginId, digits }), { validate }));
}
