import type { Deps } from '../deps.ts';

/** Below it: a block of lines for each row of a table. */
export const TABLE_COLUMNS = 70;

/** Shows rows on a narrow terminal: a block of labelled lines for each, an empty line between them. */
export function showBlocks(
  { ui }: Deps,
  rows: readonly (readonly (readonly [title: string, text: string])[])[],
  show: (line: string) => void = ui.result,
): void {
  for (const [index, row] of rows.entries()) {
    if (index > 0) show('');
    for (const line of ui.fields(row)) show(line);
  }
}
