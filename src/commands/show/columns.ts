import type { TableColumn } from '../../core/ports/ui.ts';
import { shortened } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { type Place, showAt, showBlocks, TABLE_COLUMNS } from './blocks.ts';

/** From it on a table has room for times and serial numbers. */
const WIDE_COLUMNS = 110;

/** What rows tell; the roomier the terminal, the more. */
export type Layout = 'with-times' | 'with-serial-numbers' | 'short';

/** What a column tells of each row. */
export interface Column<Row> {
  readonly title: string;
  text(row: Row): string;
  /** Styles the padded text; it must not change its width. */
  style?(text: string, row: Row): string;
  /** Whether the text is rather shortened than the table left out: what others named as they liked. */
  mayBeCut?(row: Row): boolean;
  /** Left out of a table that is too wide with it. */
  readonly mayGo?: boolean;
}

/** Rows, and what is told of them. */
export interface Shown<Row> {
  readonly rows: readonly Row[];
  columnsFor(layout: Layout): readonly Column<Row>[];
  /** The layout of the blocks. */
  readonly inBlocks: Layout;
  readonly place: Place;
}

/**
 * Shows rows as the roomiest table that fits the terminal, otherwise as blocks of labelled lines.
 * @returns whether no column was left out
 */
export function showRows<Row>(deps: Deps, shown: Shown<Row>): boolean {
  const { rows, columnsFor, inBlocks, place } = shown;
  const { columns } = showAt(deps, place);
  const layouts: Layout[][] = [
    ...(columns >= WIDE_COLUMNS ? [['with-times', 'with-serial-numbers'] as Layout[]] : []),
    ...(columns >= TABLE_COLUMNS ? [['short'] as Layout[]] : []),
  ];
  // A long login ID or state can make a table too wide; a long name of somebody else's is rather shortened.
  for (const mayCut of [false, true]) {
    for (const { table, isWhole } of tablesOf(shown, layouts)) {
      const uncut = table.map(({ mayBeCut: _, ...column }) => column);
      if (showTable(deps, mayCut ? table : uncut, place)) return isWhole;
    }
  }
  const told = columnsFor(inBlocks);
  showBlocks(
    deps,
    rows.map((row) => told.map((column) => inBlock(column, row))),
    place,
  );
  return true;
}

/** The same of plain texts, which look alike on every terminal that is wide enough for them. */
export function showCells(deps: Deps, titles: readonly string[], rows: readonly (readonly string[])[]): void {
  const columns = titles.map((title, at) => ({ title, text: (row: readonly string[]) => row[at] ?? '' }));
  showRows(deps, { rows, columnsFor: () => columns, inBlocks: 'short', place: 'result' });
}

interface Table {
  readonly table: readonly TableColumn[];
  readonly isWhole: boolean;
}

/** With all columns first: what may go is rather kept than the times of day. Each is made when the one before does not fit. */
function* tablesOf<Row>({ rows, columnsFor }: Shown<Row>, layouts: readonly Layout[][]): Generator<Table> {
  for (const alike of layouts) {
    for (const isWhole of [true, false]) {
      for (const layout of alike) {
        const columns = columnsFor(layout).filter(({ mayGo }) => isWhole || !mayGo);
        yield { table: columns.map((column) => ofRows(column, rows)), isWhole };
      }
    }
  }
}

function ofRows<Row>({ title, text, style, mayBeCut }: Column<Row>, rows: readonly Row[]): TableColumn {
  const at = (index: number) => rows[index] as Row;
  return {
    title,
    texts: rows.map(text),
    ...(style && { style: (padded: string, index: number) => style(padded, at(index)) }),
    ...(mayBeCut && { mayBeCut: (index: number) => mayBeCut(at(index)) }),
  };
}

/** A block has room for all but what nobody would read. */
const LONGEST_IN_BLOCK = 200;

function inBlock<Row>({ title, text, mayBeCut }: Column<Row>, row: Row): [string, string] {
  return [title, mayBeCut?.(row) ? shortened(text(row), LONGEST_IN_BLOCK) : text(row)];
}

/** False, and nothing is shown, when the table is wider than the terminal. */
function showTable(deps: Deps, table: readonly TableColumn[], place: Place): boolean {
  const { ui } = deps;
  const { show, columns } = showAt(deps, place);
  const [head, ...lines] = ui.table(table, columns);
  if (head === undefined) return false;
  if (lines.length === 0) return true;
  show(ui.style('strong', head));
  show(lines.join('\n'));
  return true;
}
