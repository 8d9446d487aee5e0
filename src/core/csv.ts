/** A value of a CSV file, and where it stands. */
export interface CsvCell {
  readonly text: string;
  /** Line and column, from 1; the line is that of the cell's first character. */
  readonly line: number;
  readonly column: number;
}

/** Quotation marks where RFC 4180 has none. */
export class MisplacedQuotes extends Error {
  readonly line: number;
  readonly column: number;

  constructor({ line, column }: Pick<CsvCell, 'line' | 'column'>) {
    super(`misplaced quotation marks: line ${line}, column ${column}`);
    this.name = 'MisplacedQuotes';
    this.line = line;
    this.column = column;
  }
}

/**
 * Reads CSV (RFC 4180) as spreadsheets write it: separated by commas, by semicolons or by tabs, as the first line shows;
 * rows and columns in which nothing stands are left out, wherever they are. The last cells of a row may be missing.
 * A first line `sep=;` says so outright.
 * @returns rows of cells, the header first
 * @throws MisplacedQuotes
 */
export function readCsv(text: string): CsvCell[][] {
  const [said, separator] = SAID.exec(text) ?? [];
  const isSaid = SEPARATORS.find((each) => each === separator);
  const rows = rowsOf(text, isSaid ?? separatorOf(text))
    .slice(said === undefined ? 0 : 1)
    .filter((cells) => cells.some(holdsText));
  const used = new Set<number>();
  for (const cells of rows) for (const cell of cells) if (holdsText(cell)) used.add(cell.column);
  return rows.map((cells) => cells.filter(({ column }) => used.has(column)));
}

function holdsText({ text }: CsvCell): boolean {
  return text.trim() !== '';
}

/** As Excel understands it. */
const SAID = /^"?sep=([,;\t])"?(?=[\r\n]|$)/i;
const SEPARATORS = [',', ';', '\t'] as const;
type Separator = (typeof SEPARATORS)[number];

function separatorOf(text: string): Separator {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1);
  return SEPARATORS.find((separator) => header.includes(separator)) ?? ',';
}

/** One cell with what ends it: quoted, with doubled quotes inside, or up to the next separator. */
const CELLS: Readonly<Record<Separator, RegExp>> = {
  ',': /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y,
  ';': /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|\n|\r|$)/y,
  '\t': /(?:"((?:[^"]|"")*)"|([^"\t\r\n]*))(\t|\r\n|\n|\r|$)/y,
};

function rowsOf(text: string, separator: Separator): CsvCell[][] {
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let line = 1;
  const pattern = new RegExp(CELLS[separator]);
  while (pattern.lastIndex < text.length || row.length > 0) {
    const at = { line, column: row.length + 1 };
    const match = pattern.exec(text);
    if (!match) throw new MisplacedQuotes(at);
    const [whole, quoted, bare = '', end = ''] = match;
    row.push({ text: quoted?.replaceAll('""', '"') ?? bare, ...at });
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === separator) continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}
