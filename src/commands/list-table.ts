import { bankSubjectOf } from '../core/certificate.ts';
import { formatDate, formatMoment } from '../core/japan-time.ts';
import type { Cell } from '../core/ports/ui.ts';
import { daysLeft, type LocalState, stateAt } from '../core/renewal.ts';
import type { Deps } from './deps.ts';
import type { CheckedCertificate } from './list-check.ts';

/** Below it: the date alone, and no serial number. */
const WIDE_COLUMNS = 110;
/** Below it: a block of lines for each certificate. */
const TABLE_COLUMNS = 70;

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

/** Shows certificates in columns, fewer of them or blocks of lines where the terminal is narrow. */
export function showCertificates(deps: Deps, certificates: readonly CheckedCertificate[]): void {
  const { ui } = deps;
  const rows = certificates.map((each) => columnsOf(deps, each));
  const [first] = rows;
  if (!first) return;
  if (ui.columns >= TABLE_COLUMNS) {
    const titles = first.map(({ title }) => title);
    const cells = rows.map((row) => row.map(({ cell }) => cell));
    for (const [index, line] of ui.table(titles, cells).entries()) {
      ui.result(index === 0 ? ui.style('strong', line) : line);
    }
    return;
  }
  for (const [index, row] of rows.entries()) {
    if (index > 0) ui.result('');
    for (const line of ui.fields(row.map(({ title, cell }) => [title, cell.text]))) ui.result(line);
  }
}

function columnsOf(deps: Deps, checked: CheckedCertificate): Column[] {
  const { ui } = deps;
  const { certificate } = checked;
  const now = deps.now();
  const state = stateAt(certificate, now);
  const subject = bankSubjectOf(certificate);
  const wide = ui.columns >= WIDE_COLUMNS;
  const narrow = ui.columns < TABLE_COLUMNS;
  const date = (wide ? formatMoment : formatDate)(certificate.notAfter, ui.language);
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
    ...(wide || narrow ? [column(ui.text('list.column.serial-number'), certificate.serialNumber)] : []),
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
