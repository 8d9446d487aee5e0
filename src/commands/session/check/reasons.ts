import { nameOf } from '../../../core/certificate-name.ts';
import type { CertToolError } from '../../../core/error.ts';
import { formatDate } from '../../../core/japan-time.ts';
import { lastWorkingDayText } from '../../../core/last-working-day.ts';
import type { DamagedCertificate } from '../../../core/ports/store.ts';
import type { Entry } from '../../../enrollment/journal.ts';
import type { Attention, JudgedHolding } from '../../../holdings/holdings.ts';
import type { Deps } from '../../deps.ts';

/** Why something is to be looked at: a promise to scripts (docs/commands.md). */
export type Reason = Attention | 'damaged' | 'unfinished' | 'unreadable';

/** All that makes `list --check` end with 11. */
export interface Concerns {
  readonly holdings: readonly JudgedHolding[];
  readonly damaged: readonly DamagedCertificate[];
  readonly entries: readonly Entry[];
  /** Why some entries of the journal cannot be understood. */
  readonly unreadable: readonly CertToolError[];
  attention(holding: JudgedHolding): readonly Reason[];
}

/** Says of each certificate, file and request why it is to be looked at: a line each. */
export function showReasons(deps: Deps, concerns: Concerns): void {
  const { ui } = deps;
  for (const line of ui.fields(reasonRows(deps, concerns), ui.columns - 2)) ui.result(`  ${line}`);
}

/** The same as rows: what it is, and why. */
export function reasonRows(deps: Deps, concerns: Concerns): [name: string, why: string][] {
  const { ui } = deps;
  const { holdings, damaged, entries, unreadable, attention } = concerns;
  const listed = new Set(holdings.map(({ certificate }) => certificate.thumbprint));
  const rows: [string, string][] = [
    ...holdings.map((each): [string, string] => [
      nameOf(each.certificate),
      wordsOf(deps, each, attention(each)),
    ]),
    ...damaged
      .filter(({ thumbprint }) => !listed.has(thumbprint))
      .map(({ thumbprint }): [string, string] => [thumbprint, ui.text('reason.damaged')]),
    ...entries.map(({ loginId }): [string, string] => [loginId, ui.text('reason.unfinished')]),
    ...unreadable.map(({ details }): [string, string] => [
      String(details.params?.['file'] ?? ''),
      ui.text('reason.unreadable'),
    ]),
  ];
  return rows.filter(([, words]) => words !== '');
}

function wordsOf({ ui }: Deps, { certificate, key }: JudgedHolding, reasons: readonly Reason[]): string {
  const { notBefore, notAfter } = certificate;
  const expiry = formatDate(notAfter, ui.language);
  const lastDay = lastWorkingDayText(certificate, ui.language);
  const params = { expiry, lastDay, start: formatDate(notBefore, ui.language) };
  const words = reasons.map((reason) =>
    ui.text(
      reason === 'key-unusable' && key === 'missing' ? 'reason.key-missing' : `reason.${reason}`,
      params,
    ),
  );
  return words.join(ui.language === 'ja' ? '、' : ', ');
}
