import { formatMoment } from '../../core/japan-time.ts';
import type { Deps } from '../deps.ts';
import { showCells } from '../show/columns.ts';

/** `cert-tool sandbox log`: the practice bank's audit log, oldest first. */
export async function run(deps: Deps): Promise<number> {
  const { ui } = deps;
  const entries = await deps.practiceBank.log();
  ui.document({ ok: true, entries });
  const titles = (['time', 'login-id', 'act', 'detail', 'request-id'] as const).map((column) =>
    ui.text(`sandbox.column.${column}`),
  );
  const rows = entries.map(({ time, loginId, act, detail, requestId = '' }) =>
    [
      formatMoment(new Date(time), ui.language),
      loginId,
      ui.text(`sandbox.act.${act}`),
      detailWords(deps, detail),
      requestId,
    ].map((text) => text || '-'),
  );
  showCells(deps, titles, rows);
  return 0;
}

/** The bank's own words, but for those that count something. */
function detailWords({ ui }: Deps, detail: string): string {
  const [, count] = /^(\d+) left$/.exec(detail) ?? [];
  return count === undefined ? detail : ui.text('sandbox.tries-left', { count });
}
