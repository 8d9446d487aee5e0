import type { TableColumn } from '../core/ports/ui.ts';
import { printable } from './printable.ts';
import { cutToWidth, padToWidth, widthOf } from './width.ts';
import { widestPiece, wrap } from './wrap.ts';

const GAP = '  ';

/** A cell that may be shortened keeps so many columns. */
const SHORTEST = 20;

/** Where nothing limits a table, a longer text moves what follows it instead of every row. */
const LONGEST_PADDED = 100;

/**
 * Rows under their titles, columns aligned by what they take on a terminal. One string a line; none at all when a line
 * would take more than `widest` columns, however far the texts that may be shortened are.
 */
export function table(columns: readonly TableColumn[], widest = Number.POSITIVE_INFINITY): string[] {
  const measured = columns.map(measuredOf);
  const widths = fitted(measured, widest);
  if (!widths) return [];
  // Nothing stands behind the last column.
  const padTo = (at: number) => (at === measured.length - 1 ? 0 : (widths[at] ?? 0));
  const heads = measured.map(({ title }, at) => title + paddingOf(widthOf(title), padTo(at)));
  const lines: string[] = [];
  for (const [at, column] of measured.entries()) {
    const cutTo = Number.isFinite(widest) ? (widths[at] ?? 0) : Number.POSITIVE_INFINITY;
    addCells(lines, column, cutTo, padTo(at));
  }
  return [heads.join(GAP), ...lines];
}

interface Measured extends TableColumn {
  /** In columns of a terminal, one for each text. */
  readonly widths: readonly number[];
}

/** Many rows of a column say the same. */
function measuredOf(column: TableColumn): Measured {
  const texts: string[] = [];
  const widths: number[] = [];
  let before: string | undefined;
  let shown = '';
  let width = 0;
  for (const text of column.texts) {
    if (text !== before) {
      before = text;
      shown = printable(text);
      width = widthOf(shown);
    }
    texts.push(shown);
    widths.push(width);
  }
  return { ...column, texts, widths };
}

/** Adds a column to the lines of a table as it is shown. @param cutTo for those texts that may be shortened */
function addCells(lines: string[], column: Measured, cutTo: number, padTo: number): void {
  const { texts, widths, style, mayBeCut } = column;
  const isFirst = lines.length === 0;
  for (let row = 0; row < texts.length; row += 1) {
    const text = texts[row] ?? '';
    const own = widths[row] ?? 0;
    const isCut = own > cutTo && mayBeCut?.(row);
    const shown = isCut ? padToWidth(cutToWidth(text, cutTo), padTo) : text + paddingOf(own, padTo);
    const cell = style ? style(shown, row) : shown;
    if (isFirst) lines.push(cell);
    else lines[row] += GAP + cell;
  }
}

/** @param own what a text takes */
function paddingOf(own: number, width: number): string {
  return own < width ? ' '.repeat(width - own) : '';
}

/** The widths of the columns; undefined where they cannot be had. */
function fitted(columns: readonly Measured[], widest: number): number[] | undefined {
  const isLimited = Number.isFinite(widest);
  const counted = (width: number) => (isLimited || width <= LONGEST_PADDED ? width : 0);
  const widthsOf = (count: (width: number, row: number, column: Measured) => number) =>
    columns.map((column) =>
      column.widths.reduce(
        (most, width, row) => Math.max(most, count(width, row, column)),
        widthOf(column.title),
      ),
    );
  const widths = widthsOf(counted);
  if (!isLimited) return widths;
  const least = widthsOf((width, row, { mayBeCut }) => (mayBeCut?.(row) ? Math.min(width, SHORTEST) : width));
  let over = widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1)) - widest;
  for (const [column, width] of widths.entries()) {
    const cut = Math.max(0, Math.min(over, width - (least[column] ?? width)));
    widths[column] = width - cut;
    over -= cut;
  }
  return over > 0 ? undefined : widths;
}

/**
 * Labelled values, for a result screen or a narrow terminal. One string a line, of at most `widest` columns: a longer
 * value goes on below itself, or stands below its label where there is little room beside it, or too little for a word.
 */
export function fields(
  pairs: readonly (readonly [label: string, value: string])[],
  widest = Number.POSITIVE_INFINITY,
): string[] {
  const width = Math.max(0, ...pairs.map(([label]) => widthOf(label)));
  const beside = widest - width - GAP.length;
  return pairs.flatMap(([label, text]) => {
    const value = printable(text);
    const title = padToWidth(label, width) + GAP;
    if (widthOf(value) <= beside) return [title + value];
    const widestWord = widestPiece(value);
    if (widestWord > beside || beside < widest / 2) {
      const indent = widestWord > widest - GAP.length ? '' : GAP;
      return [label, ...wrap(value, widest - indent.length).map((line) => indent + line)];
    }
    const margin = ' '.repeat(width + GAP.length);
    return wrap(value, beside).map((line, index) => (index === 0 ? title : margin) + line);
  });
}
