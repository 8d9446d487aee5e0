import { CertToolError } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { ClockState } from '../../sandbox/index.ts';
import type { Deps } from '../deps.ts';
import { showWarnings, warningJson } from '../show/warnings.ts';

/** Date and time with an offset (RFC 3339, 5.6); a leap second is none that a `Date` could hold. */
const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** `cert-tool sandbox clock [<RFC 3339 time> | now]`: shows or sets the practice bank's date. */
export async function run(deps: Deps, [typed]: readonly string[]): Promise<number> {
  const change = typed === undefined ? undefined : { to: typed === 'now' ? ('now' as const) : timeIn(typed) };
  showClock(deps, await deps.practiceBank.clock(change));
  return 0;
}

/** @param state the date, and what it means for certificates that were issued at a later one */
export function showClock(deps: Deps, { clock, notBegun }: ClockState): void {
  const { ui } = deps;
  const warnings = notBegun > 0 ? [new CertToolError('issued-later', { params: { count: notBegun } })] : [];
  ui.document({ ok: true, clock, warnings: warnings.map((warning) => warningJson(deps, warning)) });
  const shown = formatMoment(new Date(clock), ui.language);
  for (const line of ui.fields([[ui.text('sandbox.field.clock'), shown]])) ui.result(line);
  showWarnings(deps, warnings);
}

function timeIn(text: string): Date {
  const [, year, month, day] = RFC_3339.exec(text) ?? [];
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // JavaScript takes 30 February for 2 March.
  const isDate = !Number.isNaN(midnight.getTime()) && midnight.getUTCDate() === Number(day);
  if (isDate) return new Date(text.toUpperCase().replace(' ', 'T'));
  const detail = {
    ja: '日時は 2027-01-31T09:00:00+09:00 のような RFC 3339 の形式か now',
    en: 'the time must be RFC 3339, like 2027-01-31T09:00:00+09:00, or now',
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}
