import { bankSubjectOf } from '../core/certificate.ts';
import { formatDate, formatMoment } from '../core/japan-time.ts';
import type { Cell } from '../core/ports/ui.ts';
import { daysLeft, type LocalState, stateAt } from '../core/renewal.ts';
import { showBlocks, TABLE_COLUMNS } from './blocks.ts';
import type { Deps } from './deps.ts';
import type { CheckedCertificate } from './list-check.ts';

/** Below it: the date alone, and no serial number. */
const WIDE_COLUMNS = 110;

const STATE_STYLES = {
  issued: 'good',
  renewable: 'attention',
  expired: 'bad',
  'not-yet-valid': 'attention',
} as const satisfies Record<LocalState, string>;

interface Column {
  readonly title: string;
  readonly cell: Cell;
}

type Show = (line: string) => void;
type Layout = 'wide' | 'table' | 'blocks';

/**
 * Shows certificates in columns, fewer of them or blocks of lines where the terminal is narrow.
 * @param show the result without it
 */
export function showCertificates(
  deps: Deps,
  certificates: readonly CheckedCertificate[],
  show: Show = deps.ui.result,
): void {
  const { ui } = deps;
  const shownAsTable = ui.columns >= TABLE_COLUMNS && showTable(deps, certificates, show);
  if (shownAsTable) return;
  const now = deps.now();
  const rows = certificates.map((each) => columnsOf(deps, each, 'blocks', now));
  showBlocks(
    deps,
    rows.map((row) => row.map(({ title, cell }) => [title, cell.text])),
    show,
  );
}

/** False, and nothing is shown, when a long login ID makes the table too wide for the terminal. */
function showTable(deps: Deps, certificates: readonly CheckedCertificate[], show: Show): boolean {
  const { ui } = deps;
  const layout = ui.columns >= WIDE_COLUMNS ? 'wide' : 'table';
  const now = deps.now();
  const rows = certificates.map((each) => columnsOf(deps, each, layout, now));
  const titles = rows[0]?.map(({ title }) => title) ?? [];
  const [head = '', ...lines] = ui.table(
    titles,
    rows.map((row) => row.map(({ cell }) => cell)),
  );
  if (layout === 'table' && ui.widthOf(head) > ui.columns) return false;
  if (rows.length > 0) show(ui.style('strong', head));
  if (lines.length > 0) show(lines.join('\n'));
  return true;
}

function columnsOf(deps: Deps, checked: CheckedCertificate, layout: Layout, now: Date): Column[] {
  const { ui } = deps;
  const { certificate } = checked;
  const state = stateAt(certificate, now);
  const subject = bankSubjectOf(certificate);
  const date = (layout === 'wide' ? formatMoment : formatDate)(certificate.notAfter, ui.language);
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
    ...(layout !== 'table' ? [column(ui.text('list.column.serial-number'), certificate.serialNumber)] : []),
  ];
}

function keyText(deps: Deps, { certificate, keyUsable }: CheckedCertificate): string {
  if (!certificate.hasPrivateKey) return deps.ui.text('list.key.missing');
  if (keyUsable === undefined) return deps.ui.text('list.key.present');
  return deps.ui.text(keyUsable ? 'list.key.usable' : 'list.key.unusable');
}

function column(title: string, text: string, style?: (text: string) => string): Column {
  return { title, cell: style ? { text, style } : { text } };
}
