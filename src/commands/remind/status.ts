import { formatMoment } from '../../core/japan-time.ts';
import {
  type ReminderFacts,
  type ReminderState,
  reminderProblem,
  reminderState,
} from '../../core/reminder-state.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Deps } from '../deps.ts';
import { reminderFacts } from '../session/reminder-record.ts';

/**
 * `cert-tool remind status`: whether it is set up, when it really ran, and when it will. Returns the exit code.
 * @throws CertToolError `not-set-up` where somebody has to see to it
 */
export async function run(deps: Deps): Promise<number> {
  const { ui } = deps;
  const known = await reminderFacts(deps);
  const state = reminderState(known);
  const document = documentOf(state, known);
  if (state !== 'not-installed') show(deps, known);
  const why = reminderProblem(state, known);
  if (why) throw why.withBesides(document);
  ui.document({ ok: true, ...document });
  return 0;
}

function documentOf(state: ReminderState, { task, installed, missing, last }: ReminderFacts): object {
  return {
    state,
    units: task?.places ?? [],
    active: task?.isActive ?? null,
    deployed: task?.isDeployed ?? false,
    installedAt: installed ? rfc3339(installed.installedAt) : null,
    missing,
    lastRun: last ? { ...last, time: rfc3339(last.time) } : null,
    nextRun: task?.nextRun ? rfc3339(task.nextRun) : null,
  };
}

function show({ ui }: Deps, { task, installed, last }: ReminderFacts): void {
  const unknown = ui.text('remind.unknown');
  const at = (moment: Date | undefined) => (moment ? formatMoment(moment, ui.language) : unknown);
  const rows: [string, string][] = [
    [ui.text('remind.units'), task?.places.join(', ') ?? '-'],
    [ui.text('remind.installed-at'), at(installed?.installedAt)],
    [
      ui.text('remind.last-run'),
      last ? `${at(last.time)} ${ui.text(`remind.outcome.${last.outcome}`)}` : ui.text('remind.never'),
    ],
    [ui.text('remind.next-run'), at(task?.nextRun)],
  ];
  for (const line of ui.fields(rows)) ui.result(line);
}
