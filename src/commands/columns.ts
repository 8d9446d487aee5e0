import type { Cell } from '../core/ports/ui.ts';
import { showBlocks, TABLE_COLUMNS } from './blocks.ts';
import type { Deps } from './deps.ts';

/** From it on a table has room for times and serial numbers. */
export const WIDE_COLUMNS = 110;

/** A column of one row. */
export interface Column {
  readonly title: string;
  readonly cell: Cell;
}

export type Show = (line: string) => void;

export function column(title: string, text: string, style?: (text: string) => string): Column {
  return { title, cell: style ? { text, style } : { text } };
}

/** Shows rows in columns. False, and nothing is shown, when the table is wider than it may be. */
export function showTable(
  { ui }: Deps,
  rows: readonly (readonly Column[])[],
  show: Show,
  widest: number,
): boolean {
  const titles = rows[0]?.map(({ title }) => title) ?? [];
  const cells = rows.map((row) => row.map(({ cell }) => cell));
  const [head = '', ...lines] = ui.table(titles, cells);
  // Without styles, which take no columns.
  const plain = ui.table(
    titles,
    cells.map((row) => row.map(({ text }) => ({ text }))),
  );
  if (plain.some((line) => ui.widthOf(line) > widest)) return false;
  if (rows.length > 0) show(ui.style('strong', head));
  if (lines.length > 0) show(lines.join('\n'));
  return true;
}

/** Shows rows as blocks of labelled lines, for a narrow terminal. */
export function showAsBlocks(deps: Deps, rows: readonly (readonly Column[])[], show: Show): void {
  showBlocks(
    deps,
    rows.map((row) => row.map(({ title, cell }) => [title, cell.text])),
    show,
  );
}

export function hasRoomForTable({ ui }: Deps): boolean {
  return ui.columns >= TABLE_COLUMNS;
}
