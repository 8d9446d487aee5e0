import type { Cell } from '../core/ports/ui.ts';
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
 * would take more than `widest` columns, however far the cells that may be shortened are.
 */
export function table(
  titles: readonly string[],
  rows: readonly (readonly Cell[])[],
  widest = Number.POSITIVE_INFINITY,
): string[] {
  const safe = rows.map((row) => row.map((cell) => ({ ...cell, text: printable(cell.text) })));
  const widths = fitted(titles, safe, widest);
  if (!widths) return [];
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ text, style, mayBeCut }, column) => {
        const width = widths[column] ?? 0;
        const shown = mayBeCut && Number.isFinite(widest) ? cutToWidth(text, width) : text;
        const padded = column === cells.length - 1 ? shown : padToWidth(shown, width);
        return style ? style(padded) : padded;
      })
      .join(GAP);
  return [line(titles.map((text) => ({ text }))), ...safe.map(line)];
}

/** The widths of the columns; undefined where they cannot be had. */
function fitted(
  titles: readonly string[],
  rows: readonly (readonly Cell[])[],
  widest: number,
): number[] | undefined {
  const widthsOf = (counted: (cell: Cell) => number) =>
    titles.map((title, column) =>
      rows.reduce((width, row) => {
        const cell = row[column];
        return cell ? Math.max(width, counted(cell)) : width;
      }, widthOf(title)),
    );
  if (!Number.isFinite(widest)) {
    return widthsOf(({ text }) => (widthOf(text) > LONGEST_PADDED ? 0 : widthOf(text)));
  }
  const widths = widthsOf(({ text }) => widthOf(text));
  const least = widthsOf(({ text, mayBeCut }) =>
    Math.min(widthOf(text), mayBeCut ? SHORTEST : widthOf(text)),
  );
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
