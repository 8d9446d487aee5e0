import type { Deps } from './deps.ts';

/** Below it: a block of lines for each row of a table. */
export const TABLE_COLUMNS = 70;

/** Shows rows on a narrow terminal: a block of labelled lines for each, an empty line between them. */
export function showBlocks(
  { ui }: Deps,
  rows: readonly (readonly (readonly [title: string, text: string])[])[],
): void {
  for (const [index, row] of rows.entries()) {
    if (index > 0) ui.result('');
    for (const line of ui.fields(row)) ui.result(line);
  }
}
