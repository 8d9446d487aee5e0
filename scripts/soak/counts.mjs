const COUNTED = ['rounds', 'killed', 'faulted', 'resumed', 'lost', 'doubled', 'locked', 'leftover'];

/** Counts by kind. */
export class Counts {
  #rows = new Map();

  constructor(kinds) {
    for (const { name } of kinds) this.#rows.set(name, Object.fromEntries(COUNTED.map((each) => [each, 0])));
  }

  add(kind, what, happened = true) {
    if (happened) this.#rows.get(kind)[what] += 1;
  }

  /** A table, the sums in its last row. */
  toString() {
    const sums = Object.fromEntries(
      COUNTED.map((each) => [each, [...this.#rows.values()].reduce((sum, row) => sum + row[each], 0)]),
    );
    const lines = [...this.#rows, ['all', sums]].map(([name, row]) => [name, ...Object.values(row)]);
    const width = Math.max(...lines.map(([name]) => name.length));
    return [['', ...COUNTED], ...lines]
      .map(([name, ...cells]) =>
        [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join(''),
      )
      .join('\n');
  }
}
