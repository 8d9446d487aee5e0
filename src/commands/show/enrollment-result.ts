import type { ErrorName } from '../../core/catalogue/index.ts';
import { attributeValues } from '../../core/distinguished-name.ts';
import { CertToolError } from '../../core/error.ts';
import { formatDate, formatMoment } from '../../core/japan-time.ts';
import { lastWorkingDay, lastWorkingDayText } from '../../core/last-working-day.ts';
import { daysLeft } from '../../core/renewal.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { EnrollmentResult, Warning } from '../../enrollment/ports.ts';
import type { Holding } from '../../holdings/holding.ts';
import type { Deps } from '../deps.ts';
import { showBrowsersToClose } from './browsers.ts';
import { certificateJson } from './certificate-json.ts';
import { daysLeftText } from './days-left.ts';
import { showNotices } from './notices.ts';
import { showWarnings, warningJson } from './warnings.ts';

/** What the flow ended with, and what its certificate is worth. */
type ShownResult = EnrollmentResult & { readonly holding?: Holding };

/**
 * The `--json` document of `issue` and `renew`: a promise to scripts (docs/commands.md).
 * @param besides what of several at once each one's result is to tell besides; what one alone was warned of the
 * document has of itself
 */
export function enrollmentDocument(deps: Deps, result: ShownResult, besides?: readonly CertToolError[]) {
  const { outcome, resumed, holding } = result;
  const warnings = besides ? [...result.warnings.map(asError), ...besides] : [];
  return {
    ok: true,
    outcome,
    resumed,
    ...(holding ? { certificate: certificateJson(holding, deps.now()) } : {}),
    warnings: warnings.map((warning) => warningJson(deps, warning)),
    ...(result.acquireBy ? { acquireBy: rfc3339(result.acquireBy) } : {}),
    ...(result.notices ? { notices: result.notices } : {}),
  };
}

/** The result screen. */
export async function showEnrollmentResult(deps: Deps, loginId: string, result: ShownResult): Promise<void> {
  const { ui } = deps;
  ui.result(ui.style('good', headline(deps, loginId, result)));
  if (result.resumed) ui.result(ui.text('enrolled.resumed'));
  const { holding, acquireBy } = result;
  if (acquireBy) {
    const when = formatMoment(acquireBy, ui.language);
    ui.result(ui.text('users.acquire-by', { loginId, when }));
  }
  if (holding) {
    ui.result('');
    for (const line of ui.fields(fieldsOf(deps, holding), ui.columns - 2)) ui.result(`  ${line}`);
    ui.result('');
  }
  if (holding && result.outcome === 'already-valid') ui.result(renewalLine(deps, holding));
  showNotices(deps, result.notices ?? []);
  if (isDone(result)) {
    await showBrowsersToClose(deps);
    if (result.previous) ui.result(ui.text('enrolled.other-programs'));
  }
  const errors = result.warnings.map(asError);
  showWarnings(
    deps,
    errors.filter(({ errorName }) => !TOLD_BEFORE_LOGIN.includes(errorName)),
  );
}

function asError(warning: Warning): CertToolError {
  return typeof warning === 'string' ? new CertToolError(warning) : warning;
}

function isDone({ outcome }: EnrollmentResult): boolean {
  return outcome === 'issued' || outcome === 'renewed';
}

/** Of these was warned when it was still of use. */
const TOLD_BEFORE_LOGIN: readonly ErrorName[] = ['browser-open', 'full-width-password'];

const HEADLINES = {
  issued: 'enrolled.issued',
  renewed: 'enrolled.renewed',
  'dry-run': 'enrolled.dry-run',
} as const;

function headline(deps: Deps, loginId: string, { outcome }: EnrollmentResult): string {
  const { ui } = deps;
  if (outcome === 'already-valid') return ui.text('enrolled.already-valid', { loginId });
  return ui.text(HEADLINES[outcome]);
}

function fieldsOf(deps: Deps, { certificate }: Holding): [string, string][] {
  const { ui } = deps;
  const part = (attribute: string) => attributeValues(certificate.subject, attribute).join(', ');
  const rows: [string, string][] = [
    [ui.text('enrolled.field.organization'), part('O')],
    [ui.text('enrolled.field.organizational-unit'), part('OU')],
    [ui.text('enrolled.field.common-name'), certificate.commonName],
    [ui.text('enrolled.field.serial-number'), certificate.serialNumber],
    [ui.text('enrolled.field.expiry'), formatMoment(certificate.notAfter, ui.language)],
    [ui.text('enrolled.field.last-working-day'), lastDayOf(deps, certificate)],
    [ui.text('enrolled.field.days-left'), daysLeftText(deps, certificate, deps.now(), 'enrolled.days')],
    ...(certificate.location
      ? [[ui.text('enrolled.field.location'), certificate.location] as [string, string]]
      : []),
  ];
  // Not every bank writes an organization, or a unit; not every certificate has an end.
  return rows.filter(([, value]) => value !== '');
}

/** Empty where there is none. */
function lastDayOf({ ui }: Deps, certificate: Holding['certificate']): string {
  if (!lastWorkingDay(certificate)) return '';
  return ui.text('enrolled.last-working-day', { day: lastWorkingDayText(certificate, ui.language) });
}

function renewalLine(deps: Deps, { certificate, state, renewal }: Holding): string {
  const { ui } = deps;
  if (state === 'renewable') {
    const days = daysLeft(certificate.notAfter, deps.now());
    const lastDay = lastWorkingDayText(certificate, ui.language);
    return ui.style('attention', ui.text('enrolled.renew-due', { days, lastDay }));
  }
  return ui.text('enrolled.renew-from', { date: formatDate(renewal.from, ui.language) });
}
