import type { Cell } from '../../core/ports/ui.ts';
import type { Deps } from '../deps.ts';
import { showBlocks, TABLE_COLUMNS } from './blocks.ts';

/** From it on a table has room for times and serial numbers. */
const WIDE_COLUMNS = 110;

/** What rows tell; the roomier the terminal, the more. */
export type Layout = 'with-times' | 'with-serial-numbers' | 'short';

/** A column of one row. */
export interface Column {
  readonly title: string;
  readonly cell: Cell;
}

export type Show = (line: string) => void;

export function column(title: string, text: string, style?: (text: string) => string): Column {
  return { title, cell: style ? { text, style } : { text } };
}

/**
 * Shows rows as the roomiest table that fits the terminal, otherwise as blocks of labelled lines.
 * @param rowsFor the rows of a layout @param inBlocks the layout of the blocks
 */
export function showRows(
  deps: Deps,
  rowsFor: (layout: Layout) => readonly (readonly Column[])[],
  inBlocks: Layout,
  show: Show,
): void {
  const { columns } = deps.ui;
  const layouts: Layout[] = columns >= WIDE_COLUMNS ? ['with-times', 'with-serial-numbers'] : [];
  if (columns >= TABLE_COLUMNS) layouts.push('short');
  // A long login ID or state can make a table too wide.
  if (layouts.some((layout) => showTable(deps, rowsFor(layout), show))) return;
  showBlocks(
    deps,
    rowsFor(inBlocks).map((row) => row.map(({ title, cell }) => [title, cell.text])),
    show,
  );
}

/** False, and nothing is shown, when the table is wider than the terminal. */
function showTable({ ui }: Deps, rows: readonly (readonly Column[])[], show: Show): boolean {
  const titles = rows[0]?.map(({ title }) => title) ?? [];
  const cells = rows.map((row) => row.map(({ cell }) => cell));
  const [head, ...lines] = ui.table(titles, cells, ui.columns);
  if (head === undefined) return false;
  if (rows.length > 0) show(ui.style('strong', head));
  if (lines.length > 0) show(lines.join('\n'));
  return true;
}
