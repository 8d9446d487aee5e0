import type { Cell } from '../core/ports/ui.ts';
import { printable } from './printable.ts';
import { padToWidth, widthOf } from './width.ts';

const GAP = '  ';

/**
 * Rows under their titles, columns aligned by what they take on a terminal. One string a line; none at all when a line
 * would take more than `widest` columns.
 */
export function table(
  titles: readonly string[],
  rows: readonly (readonly Cell[])[],
  widest = Number.POSITIVE_INFINITY,
): string[] {
  const safe = rows.map((row) => row.map((cell) => ({ ...cell, text: printable(cell.text) })));
  const widths = titles.map((title, column) =>
    safe.reduce((widest, row) => Math.max(widest, widthOf(row[column]?.text ?? '')), widthOf(title)),
  );
  const total = widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
  if (total > widest) return [];
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ text, style }, column) => {
        const padded = column === cells.length - 1 ? text : padToWidth(text, widths[column] ?? 0);
        return style ? style(padded) : padded;
      })
      .join(GAP);
  return [line(titles.map((text) => ({ text }))), ...safe.map(line)];
}

/** Labelled values, one a line, for a result screen or a narrow terminal. */
export function fields(pairs: readonly (readonly [label: string, value: string])[]): string[] {
  const width = Math.max(0, ...pairs.map(([label]) => widthOf(label)));
  return pairs.map(([label, value]) => `${padToWidth(label, width)}${GAP}${printable(value)}`);
}
