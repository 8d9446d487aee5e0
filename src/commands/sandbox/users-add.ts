import { pipedStdin } from '../ask/piped-stdin.ts';
import type { Deps } from '../deps.ts';

/** `cert-tool sandbox users add <csv>`: adds users to the practice bank, all of the file or none. */
export async function run(deps: Deps, [file = '']: readonly string[]): Promise<number> {
  const { ui } = deps;
  const text = file === '-' ? await pipedStdin(deps, 'users add -') : (await deps.readPrivateFile(file)).text;
  const added = await deps.practiceBank.addUsers(file, text, (loginIds) =>
    ui.info(ui.text('ask.login-id.put-right', { loginId: loginIds.join(', ') })),
  );
  ui.document({ ok: true, added });
  ui.result(ui.text('sandbox.users.added', { count: added }));
  return 0;
}
