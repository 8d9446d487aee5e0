import type { CertToolError } from './error.ts';
import { formatMoment } from './japan-time.ts';
import { notSetUp } from './not-set-up.ts';
import type { ScheduledTask } from './ports/scheduler.ts';
import type { Text } from './text.ts';

/** How the daily reminder stands, by what is known of it. Pure: for `remind status`, and for `doctor`. */

/** How it stands: a promise to scripts (docs/commands.md). */
export type ReminderState =
  | 'not-installed'
  | 'program-gone'
  | 'inactive'
  | 'overdue'
  | 'failed'
  | 'never-ran'
  | 'well';

export interface InstalledRecord {
  readonly installedAt: Date;
  /** What is started: the program, and the script where Node runs one. */
  readonly files: readonly string[];
}

export interface LastRun {
  readonly time: Date;
  /** Of cert-tool, where it is known. */
  readonly version?: string;
  readonly outcome: 'well' | 'due' | 'failed';
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly name: string };
}

/** What is known of the reminder. */
export interface ReminderFacts {
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

export function reminderState({ task, installed, missing, last, now }: ReminderFacts): ReminderState {
  if (!task) return 'not-installed';
  if (missing.length > 0) return 'program-gone';
  if (task.isActive === false) return 'inactive';
  const known = [last?.time, installed?.installedAt].filter((each) => each !== undefined);
  const since = Math.max(...known.map((each) => each.getTime()));
  if (known.length > 0 && now.getTime() - since > OVERDUE_DAYS * DAY_MS) return 'overdue';
  if (!last) return 'never-ran';
  return last.outcome === 'failed' ? 'failed' : 'well';
}

/** Why somebody has to see to it; where none is installed, too. Undefined where it runs. */
export function reminderProblem(
  state: ReminderState,
  { missing, last }: Pick<ReminderFacts, 'missing' | 'last'>,
): CertToolError | undefined {
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
