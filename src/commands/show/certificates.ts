import type { KeyState } from '../../core/certificate.ts';
import { formatDate, formatMoment } from '../../core/japan-time.ts';
import { daysLeft, type LocalState } from '../../core/renewal.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import type { MessageKey } from '../../ui/messages/index.ts';
import type { Deps } from '../deps.ts';
import { areOfSeveralBanks, type Banks, bankText } from './bank-names.ts';
import { type Column, column, type Layout, type Show, showRows } from './columns.ts';

const STATE_STYLES = {
  issued: 'good',
  renewable: 'attention',
  expired: 'bad',
  'not-yet-valid': 'attention',
} as const satisfies Record<LocalState, string>;

export interface TableOptions {
  /** Names the banks where there are several. */
  readonly banks?: Banks;
  /** Tells what the trials of the keys have shown. */
  readonly isChecked?: boolean;
  /** Names the banks even of certificates that are of one, for others are here too. */
  readonly namesBanks?: boolean;
  /** The result without it. */
  readonly show?: Show;
}

/** Shows certificates in columns, fewer of them or blocks of lines where the terminal is narrow. */
export function showCertificates(
  deps: Deps,
  holdings: readonly JudgedHolding[],
  { banks, isChecked = false, namesBanks = false, show = deps.ui.result }: TableOptions = {},
): void {
  const now = deps.now();
  const several = banks && (namesBanks || areOfSeveralBanks(holdings)) ? banks : undefined;
  const rowsFor = (layout: Layout) =>
    holdings.map((each) => columnsOf(deps, each, { layout, now, isChecked, banks: several }));
  showRows(deps, rowsFor, 'with-serial-numbers', show);
}

interface RowOptions {
  readonly layout: Layout;
  readonly now: Date;
  readonly isChecked: boolean;
  readonly banks: Banks | undefined;
}

function columnsOf(
  deps: Deps,
  holding: JudgedHolding,
  { layout, now, isChecked, banks }: RowOptions,
): Column[] {
  const { ui } = deps;
  const { certificate, subject, state, superseded } = holding;
  const date = (layout === 'with-times' ? formatMoment : formatDate)(certificate.notAfter, ui.language);
  const mark = isChecked && superseded ? ui.text('list.superseded') : '';
  return [
    column(ui.text('column.login-id'), subject?.loginId ?? certificate.commonName),
    column(ui.text('column.sequence'), subject?.sequence ?? '-'),
    column(ui.text('column.state'), ui.text(`state.${state}`) + mark, (text) =>
      ui.style(STATE_STYLES[state], text),
    ),
    column(ui.text('column.expiry'), date),
    column(ui.text('column.days-left'), String(daysLeft(certificate.notAfter, now))),
    column(ui.text('column.key'), ui.text(KEY_TEXTS[holding.key])),
    ...(banks ? [column(ui.text('column.bank'), bankText(deps, banks, holding))] : []),
    ...(layout !== 'short' ? [column(ui.text('column.serial-number'), certificate.serialNumber)] : []),
  ];
}

const KEY_TEXTS = {
  missing: 'key.missing',
  untried: 'key.present',
  works: 'key.usable',
  unusable: 'key.unusable',
} as const satisfies Record<KeyState, MessageKey>;
