import { formatMoment } from '../../core/japan-time.ts';
import type { DailyTask, SchedulerUnit } from '../../core/ports/scheduler.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Deps } from '../deps.ts';
import { refuseCached } from '../session/lasting-program.ts';
import { keepInstalled } from '../session/reminder-record.ts';
import { checkPlaces, placesOf, type TellingPlaces } from './places.ts';
import type { InstallOptions } from './spec.ts';

/** @throws CertToolError `invalid-option`, `unusable-path` */
export function checkUsage(_deps: Deps, _args: readonly string[], options: InstallOptions): void {
  placesOf(options);
}

/** `cert-tool remind install`: the daily check, for this user. A rehearsal refuses the same paths. Returns the exit code. */
export async function run(deps: Deps, _args: readonly string[], options: InstallOptions): Promise<number> {
  const places = placesOf(options);
  const scheduler = await deps.scheduler();
  const task = taskOf(deps, places);
  await checkPlaces(deps, places);
  if (options.dryRun) return show(deps, await scheduler.units(task));
  refuseCached(deps, 'reminder');
  const units = await scheduler.install(task);
  await keepInstalled(deps, { installedAt: deps.pcTime(), files: filesOf(task) }).catch(async (error) => {
    await scheduler.remove();
    throw error;
  });
  const { nextRun } = (await scheduler.find()) ?? {};
  end(deps, units, nextRun);
  if (scheduler.oddity) deps.ui.warn(deps.ui.text('remind.window-shows'));
  return 0;
}

/** What the scheduler starts every day: as this run was told to work, and never with a question. */
function taskOf({ self, settings }: Deps, { exec, heartbeat, ics }: TellingPlaces): DailyTask {
  const words = [
    ...['remind', 'run', '--scheduled', '--no-input'],
    ...(exec === undefined ? [] : [`--exec=${exec}`]),
    ...(heartbeat === undefined ? [] : [`--heartbeat=${heartbeat}`]),
    ...(ics === undefined ? [] : [`--ics=${ics}`]),
  ];
  const { program, args, variables } = self.line(words);
  const { CERT_TOOL_HOME: home, ...others } = variables;
  // Not every scheduler has variables.
  const all = home === undefined ? args : [...args, `--home=${home}`];
  return { line: { program, args: all, variables: others }, language: settings.language };
}

/** What has to be there for the task to run. */
function filesOf({ line }: DailyTask): string[] {
  const words = line.args.indexOf('remind');
  return [line.program, ...line.args.slice(0, words)];
}

function show({ ui }: Deps, units: readonly SchedulerUnit[]): number {
  ui.document({ ok: true, outcome: 'dry-run', units });
  for (const { place, text } of units) {
    ui.say(ui.text('remind.would-write', { place }));
    ui.result(text.replaceAll('\r\n', '\n').trimEnd(), 'to-copy');
  }
  return 0;
}

function end({ ui }: Deps, units: readonly string[], nextRun: Date | undefined): void {
  ui.document({ ok: true, outcome: 'installed', units, nextRun: nextRun ? rfc3339(nextRun) : null });
  ui.result(ui.style('good', ui.text('remind.installed')));
  for (const place of units) ui.result(`  ${place}`);
  if (nextRun) ui.result(ui.text('remind.next', { time: formatMoment(nextRun, ui.language) }));
  ui.info(ui.text('remind.try'));
}
