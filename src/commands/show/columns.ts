import type { Cell } from '../../core/ports/ui.ts';
import { shortened } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { type Place, showAt, showBlocks, TABLE_COLUMNS } from './blocks.ts';

/** From it on a table has room for times and serial numbers. */
const WIDE_COLUMNS = 110;

/** What rows tell; the roomier the terminal, the more. */
export type Layout = 'with-times' | 'with-serial-numbers' | 'short';

/** A column of one row. */
export interface Column {
  readonly title: string;
  readonly cell: Cell;
  /** Left out of a table that is too wide with it. */
  readonly mayGo?: boolean;
}

export function column(title: string, text: string, style?: (text: string) => string): Column {
  return { title, cell: style ? { text, style } : { text } };
}

/**
 * Shows rows as the roomiest table that fits the terminal, otherwise as blocks of labelled lines.
 * @param rowsFor the rows of a layout @param inBlocks the layout of the blocks
 * @returns whether no column was left out
 */
export function showRows(
  deps: Deps,
  rowsFor: (layout: Layout) => readonly (readonly Column[])[],
  inBlocks: Layout,
  place: Place,
): boolean {
  const { columns } = showAt(deps, place);
  // What may go is rather kept than the times of day.
  const tables = [
    ...(columns >= WIDE_COLUMNS ? tablesOf(rowsFor('with-times'), rowsFor('with-serial-numbers')) : []),
    ...(columns >= TABLE_COLUMNS ? tablesOf(rowsFor('short')) : []),
  ];
  // A long login ID or state can make a table too wide; a long name of somebody else's is rather shortened.
  const shown =
    tables.find(({ rows }) => showTable(deps, uncut(rows), place)) ??
    tables.find(({ rows }) => showTable(deps, rows, place));
  if (shown) return shown.isWhole;
  showBlocks(
    deps,
    rowsFor(inBlocks).map((row) => row.map(inBlock)),
    place,
  );
  return true;
}

/** The same of plain texts, which look alike on every terminal that is wide enough for them. */
export function showCells(deps: Deps, titles: readonly string[], rows: readonly (readonly string[])[]): void {
  const columns = rows.map((row) => row.map((text, index) => column(titles[index] ?? '', text)));
  showRows(deps, () => columns, 'short', 'result');
}

interface Table {
  readonly rows: readonly (readonly Column[])[];
  readonly isWhole: boolean;
}

/** With all columns first. */
function tablesOf(...layouts: readonly (readonly (readonly Column[])[])[]): Table[] {
  return [
    ...layouts.map((rows) => ({ rows, isWhole: true })),
    ...layouts.map((rows) => ({ rows: rows.map(withoutWhatMayGo), isWhole: false })),
  ];
}

function withoutWhatMayGo(row: readonly Column[]): readonly Column[] {
  return row.filter(({ mayGo }) => !mayGo);
}

function uncut(rows: readonly (readonly Column[])[]): Column[][] {
  return rows.map((row) => row.map(({ title, cell }) => ({ title, cell: { ...cell, mayBeCut: false } })));
}

/** A block has room for all but what nobody would read. */
const LONGEST_IN_BLOCK = 200;

function inBlock({ title, cell }: Column): [string, string] {
  return [title, cell.mayBeCut ? shortened(cell.text, LONGEST_IN_BLOCK) : cell.text];
}

/** False, and nothing is shown, when the table is wider than the terminal. */
function showTable(deps: Deps, rows: readonly (readonly Column[])[], place: Place): boolean {
  const { ui } = deps;
  const { show, columns } = showAt(deps, place);
  const titles = rows[0]?.map(({ title }) => title) ?? [];
  const cells = rows.map((row) => row.map(({ cell }) => cell));
  const [head, ...lines] = ui.table(titles, cells, columns);
  if (head === undefined) return false;
  if (rows.length > 0) show(ui.style('strong', head));
  if (lines.length > 0) show(lines.join('\n'));
  return true;
}
