import { type ClockDifference, corrected, differenceText, isNotable } from '../../core/clock-difference.ts';
import { CertToolError, exitCodeOf } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { DamagedCertificate } from '../../core/ports/store.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Entry } from '../../enrollment/journal.ts';
import { attentionOf, type Due, type JudgedHolding } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import { type Banks, bankJson } from '../show/bank-names.ts';
import { certificateJson } from '../show/certificate-json.ts';
import { showCertificates } from '../show/certificates.ts';
import { completingCommand } from '../show/completing-command.ts';
import { originJson } from '../show/origin-json.ts';
import { showDamaged, showWarnings, warn } from '../show/warnings.ts';
import { type Reason, showReasons } from './reasons.ts';

/** What a listing has found here. */
export interface Listed {
  /** All that are here, in the order that was asked for. */
  readonly holdings: readonly JudgedHolding[];
  /** Those of them that are to be seen; all of ours are judged. */
  readonly shown: readonly JudgedHolding[];
  readonly entries: readonly Entry[];
  /** Why some entries of the journal cannot be understood. */
  readonly unreadable: readonly CertToolError[];
  readonly banks: Banks;
  /** The same certificates at another time. */
  judgedAt(now: Date): readonly JudgedHolding[];
}

export interface Checked extends Listed {
  readonly store: string;
  readonly damaged: readonly DamagedCertificate[];
  /** By the bank's last answer, which may be long ago. */
  readonly clock: ClockDifference | undefined;
  readonly due: Due;
}

/** By this PC's clock, and by the bank's time as far as it is known: what either of them calls for. And damaged files. */
function attentionWords(deps: Deps, { judgedAt, clock, due, damaged }: Checked) {
  const now = deps.now();
  const atBank = clock && isNotable(clock) ? corrected(now, clock) : undefined;
  const otherwise = atBank && new Map(judgedAt(atBank).map((each) => [each.certificate, each]));
  const broken = new Set(damaged.map(({ thumbprint }) => thumbprint));
  return (holding: JudgedHolding): Reason[] => {
    const words = attentionOf(holding, now, due);
    const other = otherwise?.get(holding.certificate);
    const atOtherTime = other && atBank ? attentionOf(other, atBank, due) : [];
    const files: Reason[] = broken.has(holding.certificate.thumbprint) ? ['damaged'] : [];
    return [...new Set([...words, ...atOtherTime, ...files])];
  };
}

/** Shows what `list --check` found. Returns the exit code. */
export function check(deps: Deps, checked: Checked): number {
  const { ui } = deps;
  const { store, holdings, shown, damaged, entries, unreadable, banks } = checked;
  const now = deps.now();
  const attention = attentionWords(deps, checked);
  const due =
    holdings.some((each) => attention(each).length > 0) ||
    damaged.length + entries.length + unreadable.length > 0;
  const none = !due && !holdings.some(({ subject, state }) => subject !== undefined && state !== 'archived');
  const problem = due
    ? new CertToolError('attention')
    : none
      ? new CertToolError('certificate-not-found')
      : undefined;
  ui.document({
    ok: problem === undefined,
    ...originJson(deps),
    ...(problem ? { error: deps.errorJson(problem) } : {}),
    store,
    certificates: shown.map((each) => ({
      ...certificateJson(each, now, keyUsable(each)),
      ...bankJson(banks, each),
      attention: attention(each),
    })),
    damaged: damaged.map(({ thumbprint, location }) => ({ thumbprint, location, attention: ['damaged'] })),
    ...(checked.clock ? { clock: clockJson(checked.clock) } : {}),
    unfinished: entries.map(({ loginId, startedAt }) => ({ loginId, startedAt, attention: ['unfinished'] })),
    unreadable: unreadable.map(({ errorName, details }) => ({
      file: details.params?.['file'],
      name: errorName,
      attention: ['unreadable'],
    })),
  });
  showCertificates(deps, shown, { banks, isChecked: true });
  for (const refusal of refusalsIn(shown)) warn(deps, refusal);
  showDamaged(deps, damaged);
  showUnfinished(deps, checked);
  showClock(deps, checked);
  ui.result(problem ? deps.describe(problem) : ui.text('list.check.ok'));
  if (due) showReasons(deps, { holdings, damaged, entries, unreadable, attention });
  return problem ? exitCodeOf(problem) : 0;
}

/** Only of what was tried. */
function keyUsable({ subject, key }: JudgedHolding): boolean | undefined {
  return subject === undefined || key === 'untried' ? undefined : key === 'works';
}

/** Each once: a store that cannot sign says so of every certificate. */
function refusalsIn(holdings: readonly JudgedHolding[]): CertToolError[] {
  const refusals = holdings.map(({ refusal }) => refusal).filter((refusal) => refusal !== undefined);
  return [...new Map(refusals.map((refusal) => [refusal.message, refusal])).values()];
}

export function showUnfinished(deps: Deps, { entries, unreadable, banks }: Listed): void {
  showWarnings(deps, unreadable);
  for (const entry of entries) {
    const command = completingCommand(deps, entry, banks.set);
    deps.ui.warn(deps.ui.text('list.unfinished', { loginId: entry.loginId, command }));
  }
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

function clockJson({ differenceMs, measuredAt }: ClockDifference) {
  return { differenceSeconds: Math.round(differenceMs / 1000), measuredAt: rfc3339(measuredAt) };
}
