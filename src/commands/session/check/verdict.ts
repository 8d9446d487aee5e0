import { type ClockDifference, corrected, isNotable } from '../../../core/clock-difference.ts';
import { CertToolError } from '../../../core/error.ts';
import { rfc3339 } from '../../../core/rfc3339.ts';
import { attentionOf, type JudgedHolding } from '../../../holdings/holdings.ts';
import type { Deps } from '../../deps.ts';
import { bankJson } from '../../show/bank-names.ts';
import { certificateJson } from '../../show/certificate-json.ts';
import { originJson } from '../../show/origin-json.ts';
import type { Checked } from './found.ts';
import type { Reason } from './reasons.ts';

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
export interface Verdict {
  /** Something is to be seen to. */
  readonly due: boolean;
  /** What it ends with; undefined where all is well. */
  readonly problem: CertToolError | undefined;
  attention(holding: JudgedHolding): Reason[];
}

/** What was found, judged. */
export function verdictOn(deps: Deps, checked: Checked): Verdict {
  const { holdings, damaged, entries, unreadable } = checked;
  const attention = attentionWords(deps, checked);
  const due =
    holdings.some((each) => attention(each).length > 0) ||
    damaged.length + entries.length + unreadable.length > 0;
  const none = !due && !holdings.some(({ subject, state }) => subject !== undefined && state !== 'archived');
  if (due) return { due, attention, problem: new CertToolError('attention') };
  return { due, attention, problem: none ? new CertToolError('certificate-not-found') : undefined };
}

/** The document of `list --check`, which `report` reads: a promise to scripts (docs/commands.md). */
export function checkDocument(deps: Deps, checked: Checked, { problem, attention }: Verdict) {
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

function clockJson({ differenceMs, measuredAt }: ClockDifference) {
  return { differenceSeconds: Math.round(differenceMs / 1000), measuredAt: rfc3339(measuredAt) };
}
