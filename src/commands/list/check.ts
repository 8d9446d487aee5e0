import { differenceText, isNotable } from '../../core/clock-difference.ts';
import { type CertToolError, exitCodeOf } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { Entry } from '../../enrollment/journal.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import { checkEvents } from '../session/check/events.ts';
import type { Checked, Listed } from '../session/check/found.ts';
import { showReasons } from '../session/check/reasons.ts';
import { checkDocument, verdictOn } from '../session/check/verdict.ts';
import { tellEventLog } from '../session/event-log.ts';
import { showCertificates } from '../show/certificates.ts';
import { completingCommand } from '../show/completing-command.ts';
import { showDamaged, showWarnings, warn } from '../show/warnings.ts';
import { metricsOf } from './metrics.ts';

/** Shows what `list --check` found. Returns the exit code. */
export async function check(deps: Deps, checked: Checked, format: 'prometheus' | undefined): Promise<number> {
  const { ui } = deps;
  const { shown, damaged } = checked;
  const verdict = verdictOn(deps, checked);
  const { due, problem, attention } = verdict;
  ui.document(checkDocument(deps, checked, verdict));
  await tellEventLog(deps, checkEvents(checked, attention, problem));
  if (format) ui.result(metricsOf(deps, checked, attention, !problem).trimEnd(), 'to-copy');
  else showCertificates(deps, shown, { banks: checked.banks, isChecked: true });
  for (const refusal of refusalsIn(shown)) warn(deps, refusal);
  showDamaged(deps, damaged);
  showUnfinished(deps, checked);
  showClock(deps, checked);
  if (!format) {
    ui.result(problem ? deps.describe(problem) : ui.text('list.check.ok'));
    if (due) showReasons(deps, { ...checked, attention });
  }
  return problem ? exitCodeOf(problem) : 0;
}

/** Each once: a store that cannot sign says so of every certificate. */
function refusalsIn(holdings: readonly JudgedHolding[]): CertToolError[] {
  const refusals = holdings.map(({ refusal }) => refusal).filter((refusal) => refusal !== undefined);
  return [...new Map(refusals.map((refusal) => [refusal.message, refusal])).values()];
}

export function showUnfinished(deps: Deps, { entries, unreadable, banks }: Listed): void {
  showWarnings(deps, unreadable);
  for (const entry of entries) {
    const command = commandFor(deps, entry, banks);
    deps.ui.warn(deps.ui.text('list.unfinished', { loginId: entry.loginId, command }));
  }
}

function commandFor(deps: Deps, entry: Entry, { all, set, profiles }: Listed['banks']): string {
  const profile = profiles?.get(entry.bankId);
  if (profile === undefined) return completingCommand(deps, entry, set);
  const hints = { ...deps.hints, bank: ['--profile', profile] };
  const bank = all.find(({ bankId }) => bankId === entry.bankId);
  return completingCommand({ ...deps, hints }, entry, bank);
}

/** What the clock of this PC may make look wrong. */
export function showClock({ ui }: Deps, { shown, clock }: Listed & Partial<Checked>): void {
  if (clock && isNotable(clock)) {
    const measuredAt = formatMoment(clock.measuredAt, ui.language);
    ui.warn(ui.text('list.clock', { difference: differenceText(clock), measuredAt }));
  }
  if (shown.some(({ subject, state }) => subject && state === 'not-yet-valid')) {
    ui.warn(ui.text('list.not-yet-valid'));
  }
}
