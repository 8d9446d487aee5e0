import { type ClockDifference, corrected, differenceText, isNotable } from '../../core/clock-difference.ts';
import { CertToolError, exitCodeOf } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Entry } from '../../enrollment/journal.ts';
import { attentionOf, type JudgedHolding } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import { tellEventLog } from '../session/event-log.ts';
import { bankJson } from '../show/bank-names.ts';
import { certificateJson } from '../show/certificate-json.ts';
import { showCertificates } from '../show/certificates.ts';
import { completingCommand } from '../show/completing-command.ts';
import { originJson } from '../show/origin-json.ts';
import { showDamaged, showWarnings, warn } from '../show/warnings.ts';
import { checkEvents } from './events.ts';
import type { Checked, Listed } from './found.ts';
import { metricsOf } from './metrics.ts';
import { type Reason, showReasons } from './reasons.ts';

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

/** What a check amounts to. */
interface Verdict {
  /** Something is to be seen to. */
  readonly due: boolean;
  /** What it ends with; undefined where all is well. */
  readonly problem: CertToolError | undefined;
  attention(holding: JudgedHolding): Reason[];
}

function verdictOn(deps: Deps, checked: Checked): Verdict {
  const { holdings, damaged, entries, unreadable } = checked;
  const attention = attentionWords(deps, checked);
  const due =
    holdings.some((each) => attention(each).length > 0) ||
    damaged.length + entries.length + unreadable.length > 0;
  const none = !due && !holdings.some(({ subject, state }) => subject !== undefined && state !== 'archived');
  if (due) return { due, attention, problem: new CertToolError('attention') };
  return { due, attention, problem: none ? new CertToolError('certificate-not-found') : undefined };
}

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

function checkDocument(deps: Deps, checked: Checked, { problem, attention }: Verdict) {
  const { store, shown, damaged, entries, unreadable, banks } = checked;
  const now = deps.now();
  return {
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
    unfinished: entries.map(({ loginId, startedAt, bankId }) => ({
      ...{ loginId, startedAt },
      ...bankJson(banks, { bankIds: [bankId] }),
      attention: ['unfinished'],
    })),
    unreadable: unreadable.map(({ errorName, details }) => ({
      file: details.params?.['file'],
      name: errorName,
      attention: ['unreadable'],
    })),
  };
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

function clockJson({ differenceMs, measuredAt }: ClockDifference) {
  return { differenceSeconds: Math.round(differenceMs / 1000), measuredAt: rfc3339(measuredAt) };
}
