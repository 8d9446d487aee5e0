import type { TableColumn } from '../core/ports/ui.ts';
import { isPlain, printable } from './printable.ts';
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
  const cells = measured.map((column, at) => {
    const cutTo = Number.isFinite(widest) ? (widths[at] ?? 0) : Number.POSITIVE_INFINITY;
    return cellsOf(column, cutTo, padTo(at));
  });
  const lines = [heads.join(GAP)];
  const count = measured[0]?.texts.length ?? 0;
  // Row by row: what is added to thousands of lines column by column stays in memory until the last one.
  for (let row = 0; row < count; row += 1) lines.push(cells.map((cell) => cell(row)).join(GAP));
  return lines;
}

interface Measured extends TableColumn {
  /** In columns of a terminal, one for each text; undefined where each takes as many as it is long. */
  readonly widths: readonly number[] | undefined;
}

/** Most columns are plain, which is seen of all their texts at once; of the others many rows say the same. */
function measuredOf(column: TableColumn): Measured {
  if (isPlain(column.texts.join(''))) return { ...column, widths: undefined };
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

function widthAt({ texts, widths }: Measured, row: number): number {
  return (widths ? widths[row] : texts[row]?.length) ?? 0;
}

/** A column's cells as they are shown, by their row. @param cutTo for those texts that may be shortened */
function cellsOf(column: Measured, cutTo: number, padTo: number): (row: number) => string {
  const { texts, style, mayBeCut } = column;
  return (row) => {
    const text = texts[row] ?? '';
    const own = widthAt(column, row);
    const isCut = own > cutTo && mayBeCut?.(row);
    const shown = isCut ? padToWidth(cutToWidth(text, cutTo), padTo) : text + paddingOf(own, padTo);
    return style ? style(shown, row) : shown;
  };
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
      column.texts.reduce(
        (most, _, row) => Math.max(most, count(widthAt(column, row), row, column)),
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
