import type { Deps } from '../deps.ts';

/** Below it: a block of lines for each row of a table. */
export const TABLE_COLUMNS = 70;

/** Where rows are shown: as the result, or beside it, as what a question is about. */
export type Place = 'result' | 'notes';

/** Lines go there, as wide as its terminal. */
export function showAt({ ui }: Deps, place: Place) {
  return place === 'result'
    ? { show: ui.result, columns: ui.columns }
    : { show: ui.say, columns: ui.noteColumns };
}

/** Shows rows on a narrow terminal: a block of labelled lines for each, an empty line between them. */
export function showBlocks(
  deps: Deps,
  rows: readonly (readonly (readonly [title: string, text: string])[])[],
  place: Place = 'result',
): void {
  const { show, columns } = showAt(deps, place);
  for (const [index, row] of rows.entries()) {
    if (index > 0) show('');
    for (const line of deps.ui.fields(row, columns)) show(line);
  }
}
