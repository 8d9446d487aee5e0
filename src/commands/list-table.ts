import { bankSubjectOf } from '../core/certificate.ts';
import { formatDate, formatMoment } from '../core/japan-time.ts';
import { daysLeft, type LocalState, stateAt } from '../core/renewal.ts';
import { type Column, column, type Layout, type Show, showRows } from './columns.ts';
import type { Deps } from './deps.ts';
import type { CheckedCertificate } from './list-check.ts';

const STATE_STYLES = {
  issued: 'good',
  renewable: 'attention',
  expired: 'bad',
  'not-yet-valid': 'attention',
} as const satisfies Record<LocalState, string>;

/**
 * Shows certificates in columns, fewer of them or blocks of lines where the terminal is narrow.
 * @param show the result without it
 */
export function showCertificates(
  deps: Deps,
  certificates: readonly CheckedCertificate[],
  show: Show = deps.ui.result,
): void {
  const now = deps.now();
  const rowsFor = (layout: Layout) => certificates.map((each) => columnsOf(deps, each, layout, now));
  showRows(deps, rowsFor, 'with-serial-numbers', show);
}

function columnsOf(deps: Deps, checked: CheckedCertificate, layout: Layout, now: Date): Column[] {
  const { ui } = deps;
  const { certificate } = checked;
  const state = stateAt(certificate, now);
  const subject = bankSubjectOf(certificate);
  const date = (layout === 'with-times' ? formatMoment : formatDate)(certificate.notAfter, ui.language);
  const mark = checked.superseded ? ui.text('list.superseded') : '';
  return [
    column(ui.text('list.column.login-id'), subject?.loginId ?? certificate.commonName),
    column(ui.text('list.column.sequence'), subject?.sequence ?? '-'),
    column(ui.text('list.column.state'), ui.text(`state.${state}`) + mark, (text) =>
      ui.style(STATE_STYLES[state], text),
    ),
    column(ui.text('list.column.expiry'), date),
    column(ui.text('list.column.days-left'), String(daysLeft(certificate.notAfter, now))),
    column(ui.text('list.column.key'), keyText(deps, checked)),
    ...(layout !== 'short' ? [column(ui.text('list.column.serial-number'), certificate.serialNumber)] : []),
  ];
}

function keyText(deps: Deps, { certificate, keyUsable }: CheckedCertificate): string {
  if (!certificate.hasPrivateKey) return deps.ui.text('list.key.missing');
  if (keyUsable === undefined) return deps.ui.text('list.key.present');
  return deps.ui.text(keyUsable ? 'list.key.usable' : 'list.key.unusable');
}
