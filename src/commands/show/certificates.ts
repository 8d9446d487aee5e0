import type { KeyState } from '../../core/certificate.ts';
import { nameOf } from '../../core/certificate-name.ts';
import { formatDate, formatMoment } from '../../core/japan-time.ts';
import { lastWorkingDayText } from '../../core/last-working-day.ts';
import type { HoldingState } from '../../holdings/holding.ts';
import type { JudgedHolding } from '../../holdings/holdings.ts';
import type { MessageKey } from '../../ui/messages/index.ts';
import type { Deps } from '../deps.ts';
import { areOfSeveralBanks, type Banks, bankText } from './bank-names.ts';
import type { Place } from './blocks.ts';
import { type Column, column, type Layout, showRows } from './columns.ts';
import { daysLeftText } from './days-left.ts';

const STATE_STYLES = {
  issued: 'good',
  renewable: 'attention',
  expired: 'bad',
  'not-yet-valid': 'attention',
  archived: 'faint',
} as const satisfies Record<HoldingState, string>;

export interface TableOptions {
  /** Names the banks where there are several. */
  readonly banks?: Banks;
  /** Tells what the trials of the keys have shown. */
  readonly isChecked?: boolean;
  /** Names the banks even of certificates that are of one, for others are here too. */
  readonly namesBanks?: boolean;
  /** Without it the result. */
  readonly place?: Place;
}

/**
 * Shows certificates in columns, fewer of them or blocks of lines where the terminal is narrow.
 * @returns whether the last working days are among them
 */
export function showCertificates(
  deps: Deps,
  holdings: readonly JudgedHolding[],
  { banks, isChecked = false, namesBanks = false, place = 'result' }: TableOptions = {},
): boolean {
  const now = deps.now();
  const isNamed = namesBanks || banks?.profiles !== undefined || areOfSeveralBanks(holdings);
  const rowsFor = (layout: Layout) =>
    holdings.map((each) =>
      columnsOf(deps, each, { layout, now, isChecked, banks: isNamed ? banks : undefined }),
    );
  return showRows(deps, rowsFor, 'with-serial-numbers', place);
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
    nameColumn(deps, holding),
    column(ui.text('column.sequence'), subject?.sequence || '-'),
    column(ui.text('column.state'), ui.text(`state.${state}`) + mark, (text) =>
      ui.style(STATE_STYLES[state], text),
    ),
    column(ui.text('column.expiry'), date),
    {
      ...column(ui.text('column.last-working-day'), lastWorkingDayText(certificate, ui.language)),
      mayGo: true,
    },
    column(ui.text('column.days-left'), daysLeftText(deps, certificate, now)),
    column(ui.text('column.key'), ui.text(KEY_TEXTS[holding.key])),
    ...(banks ? [column(ui.text('column.bank'), bankText(deps, banks, holding))] : []),
    ...(layout !== 'short' ? [column(ui.text('column.serial-number'), certificate.serialNumber)] : []),
  ];
}

/** What others called theirs may be of any length; a login ID is to be typed as it is. */
function nameColumn({ ui }: Deps, { certificate, subject }: JudgedHolding): Column {
  const title = ui.text('column.login-id');
  return subject
    ? column(title, subject.loginId)
    : { title, cell: { text: nameOf(certificate), mayBeCut: true } };
}

const KEY_TEXTS = {
  missing: 'key.missing',
  untried: 'key.present',
  works: 'key.usable',
  unusable: 'key.unusable',
} as const satisfies Record<KeyState, MessageKey>;
