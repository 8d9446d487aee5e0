import { formatMoment } from '../../core/japan-time.ts';
import type { SandboxUserInfo } from '../../sandbox/index.ts';
import type { Deps } from '../deps.ts';
import { showCells } from '../show/columns.ts';

/** `cert-tool sandbox info`: where the practice bank is, its date, its users and their secrets. */
export async function run(deps: Deps): Promise<number> {
  const { ui } = deps;
  const info = await deps.practiceBank.info();
  ui.document({ ok: true, ...info });
  const rows: [string, string][] = [
    [ui.text('sandbox.field.bank'), info.bankUrl ?? ui.text('sandbox.not-running')],
    ...(info.portalUrl ? [[ui.text('sandbox.field.portal'), info.portalUrl] as [string, string]] : []),
    ...(info.estUrl ? [[ui.text('sandbox.field.est'), info.estUrl] as [string, string]] : []),
    [ui.text('sandbox.field.ca-file'), info.caFile],
    [ui.text('sandbox.field.clock'), formatMoment(new Date(info.clock), ui.language)],
  ];
  for (const line of ui.fields(rows)) ui.result(line);
  ui.result('');
  showUsers(deps, info.users);
  return 0;
}

function showUsers(deps: Deps, users: readonly SandboxUserInfo[]): void {
  const { ui } = deps;
  const titles = (['login-id', 'name', 'role', 'state', 'password', 'otp'] as const).map((column) =>
    ui.text(`sandbox.column.${column}`),
  );
  showCells(
    deps,
    titles,
    users.map((user) => cellsOf(deps, user)),
  );
}

function cellsOf(deps: Deps, user: SandboxUserInfo): string[] {
  const { ui } = deps;
  const otp =
    user.otp.method === 'none'
      ? ui.text('sandbox.otp.none')
      : (user.otp.code ?? ui.text('sandbox.otp.email'));
  return [
    user.loginId,
    user.name,
    ui.text(`role.${user.role}`),
    ui.text(`state.${user.state}`),
    user.password,
    otp,
  ];
}
