import { putRight } from '../ask/login-id.ts';
import type { Deps } from '../deps.ts';

/** `cert-tool sandbox unlock <login-id>`: what an administrator does for a locked user at a real bank. */
export async function run(deps: Deps, [name = '']: readonly string[]): Promise<number> {
  const { ui } = deps;
  const loginId = putRight(deps, name);
  await deps.practiceBank.unlock(loginId);
  ui.document({ ok: true, loginId });
  ui.result(ui.text('sandbox.unlocked', { loginId }));
  return 0;
}
