import type { CertToolError } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import { notSetUp } from '../../core/not-set-up.ts';
import type { ScheduledTask } from '../../core/ports/scheduler.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { missingIn } from './places.ts';
import { type InstalledRecord, installedRecord, type LastRun, lastRun } from './record.ts';

/** How it stands: a promise to scripts (docs/commands.md). */
type State = 'not-installed' | 'program-gone' | 'inactive' | 'overdue' | 'failed' | 'never-ran' | 'well';

/** What is known of the reminder. */
interface Known {
  readonly task: ScheduledTask | undefined;
  readonly installed: InstalledRecord | undefined;
  /** Files that the task starts and that are not there. */
  readonly missing: readonly string[];
  /** By the scheduler, whatever a person has run meanwhile. */
  readonly last: LastRun | undefined;
  readonly now: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A weekend, and a day. */
const OVERDUE_DAYS = 3;

/**
 * `cert-tool remind status`: whether it is set up, when it really ran, and when it will. Returns the exit code.
 * @throws CertToolError `not-set-up` where somebody has to see to it
 */
export async function run(deps: Deps): Promise<number> {
  const { ui } = deps;
  const scheduler = await deps.scheduler();
  const [task, installed, last] = [await scheduler.find(), await installedRecord(deps), await lastRun(deps)];
  const missing = missingIn(deps, installed?.files ?? []);
  const known = { task, installed, missing, last, now: deps.pcTime() };
  const state = stateOf(known);
  const document = documentOf(state, known);
  if (state !== 'not-installed') show(deps, known);
  const why = problemOf(state, known);
  if (why) throw why.withBesides(document);
  ui.document({ ok: true, ...document });
  return 0;
}

function stateOf({ task, installed, missing, last, now }: Known): State {
  if (!task) return 'not-installed';
  if (missing.length > 0) return 'program-gone';
  if (task.isActive === false) return 'inactive';
  const known = [last?.time, installed?.installedAt].filter((each) => each !== undefined);
  const since = Math.max(...known.map((each) => each.getTime()));
  if (known.length > 0 && now.getTime() - since > OVERDUE_DAYS * DAY_MS) return 'overdue';
  if (!last) return 'never-ran';
  return last.outcome === 'failed' ? 'failed' : 'well';
}

function documentOf(state: State, { task, installed, missing, last }: Known): object {
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

function show({ ui }: Deps, { task, installed, last }: Known): void {
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

function problemOf(state: State, { missing, last }: Known): CertToolError | undefined {
  if (state === 'well' || state === 'never-ran') return undefined;
  if (state === 'failed')
    return notSetUp('reminder', reasons.failed(last?.error?.code ?? '-'), { remedy: TRY });
  if (state === 'program-gone') {
    return notSetUp('reminder', reasons.gone(missing.join(', ')), { remedy: AGAIN });
  }
  if (state === 'overdue') {
    return notSetUp('reminder', last ? reasons.overdue(last.time) : reasons.neverRan, { remedy: TRY });
  }
  if (state === 'inactive') return notSetUp('reminder', reasons.inactive, { remedy: AGAIN });
  return notSetUp('reminder', reasons.none, { remedy: INSTALL });
}

const reasons = {
  none: { ja: '毎日の確認は登録されていません。', en: 'no daily check is installed.' },
  inactive: {
    ja: '登録されていますが、スケジューラで無効になっています。',
    en: 'it is installed, but switched off in the scheduler.',
  },
  neverRan: {
    ja: `登録から ${OVERDUE_DAYS} 日を過ぎても、一度も実行されていません。`,
    en: `it was installed more than ${OVERDUE_DAYS} days ago and has never run.`,
  },
  gone: (files: string): Text => ({
    ja: `登録されているプログラム ${files} がなくなっています。`,
    en: `what it starts is gone: ${files}.`,
  }),
  overdue: (time: Date): Text => ({
    ja: `${formatMoment(time, 'ja')} のあと、実行されていません(PC の電源が入っていなかった場合を含みます)。`,
    en: `it has not run since ${formatMoment(time, 'en')} (the PC may have been off).`,
  }),
  failed: (code: string): Text => ({
    ja: `最後の実行は失敗しました(${code})。`,
    en: `its last run failed (${code}).`,
  }),
};

const AGAIN: Text = {
  ja: '「cert-tool remind install」をもう一度実行してください(前と同じオプションで)。',
  en: 'Run "cert-tool remind install" again, with the options of then.',
};
const INSTALL: Text = {
  ja: '必要であれば「cert-tool remind install」を実行してください。',
  en: 'Where one is wanted, run "cert-tool remind install".',
};
const TRY: Text = {
  ja: '「cert-tool remind run」で試してください。うまくいく場合は、次の予定の時刻のあとでもう一度確認してください。',
  en: 'Try "cert-tool remind run". Where that works, look again after the next time it is due.',
};
