import { type CsvCell, MisplacedQuotes, readCsv } from './csv.ts';
import type { Text } from './text.ts';

/** What is wrong in a file, and where: line and column from 1. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  /** The column's name, where it has one. */
  readonly name?: string;
  readonly reason: Text;
}

/** A row under a header: its cells by the names of their columns. */
export interface CsvRecord<N extends string> {
  /** That of its first character. */
  readonly line: number;
  /** Of a column that may be missing and is, an empty one in column 0. */
  cell(name: N): CsvCell;
}

export interface Columns<N extends string> {
  readonly names: readonly N[];
  /** Those without which a file is still one. */
  readonly optional: readonly N[];
  /** Other names of a column, in lower case. */
  readonly aliases?: Readonly<Record<string, N>>;
  /** Columns that may be there and are not looked at, in lower case; `all`: of whatever name. */
  readonly passedOver?: readonly string[] | 'all';
}

export interface CsvRecords<N extends string> {
  readonly records: readonly CsvRecord<N>[];
  /** In the order of the file. With one in the header there are no records. */
  readonly faults: readonly Fault[];
}

/** Reads CSV whose header names the columns in any order. Never throws: what is wrong is in `faults`, all of it. */
export function readCsvRecords<N extends string>(text: string, columns: Columns<N>): CsvRecords<N> {
  const garbage = text.indexOf('\uFFFD');
  if (garbage >= 0) {
    const line = text.slice(0, garbage).split(/\r\n|\n|\r/).length;
    return { records: [], faults: [{ line, column: 1, reason: REASONS.notUtf8 }] };
  }
  let rows: CsvCell[][];
  try {
    rows = readCsv(text);
  } catch (error) {
    if (!(error instanceof MisplacedQuotes)) throw error;
    const { line, column } = error;
    return { records: [], faults: [{ line, column, reason: REASONS.quotes }] };
  }
  const [header, ...others] = rows;
  if (!header) return { records: [], faults: [{ line: 1, column: 1, reason: REASONS.noHeader }] };
  const { names, faults } = readHeader(header, columns);
  if (faults.length > 0) return { records: [], faults };
  const read = others.map((cells) => recordOf(cells, names, columns));
  return { records: read.map(({ record }) => record), faults: read.flatMap((each) => each.faults) };
}

/** Undefined for a column that is passed over. */
type ColumnName<N extends string> = N | undefined;

function readHeader<N extends string>(
  header: readonly CsvCell[],
  { names, optional, aliases = {}, passedOver = [] }: Columns<N>,
): { names: ColumnName<N>[]; faults: Fault[] } {
  const found: ColumnName<N>[] = [];
  const faults: Fault[] = [];
  for (const { text, line, column } of header) {
    // Spreadsheets begin words with a capital.
    const wanted = text.normalize('NFKC').trim().toLowerCase();
    const alias = Object.hasOwn(aliases, wanted) ? aliases[wanted] : undefined;
    const name = names.find((each) => each.toLowerCase() === wanted) ?? alias;
    const isPassedOver = passedOver === 'all' || passedOver.includes(wanted);
    if (name === undefined && isPassedOver) found.push(undefined);
    else if (name === undefined) faults.push({ line, column, reason: unknownColumn(names) });
    else if (found.includes(name)) faults.push({ line, column, name, reason: REASONS.columnTwice });
    else found.push(name);
  }
  const missing = names.filter((name) => !optional.includes(name) && !found.includes(name));
  // A name that is not known is likely to be the one that is missing.
  const line = header[0]?.line ?? 1;
  const column = header.length + 1;
  const ofMissing = missing.map((name) => ({ line, column, name, reason: REASONS.columnMissing }));
  return { names: found, faults: faults.length > 0 ? faults : ofMissing };
}

function recordOf<N extends string>(
  cells: readonly CsvCell[],
  names: readonly ColumnName<N>[],
  { optional }: Columns<N>,
): { record: CsvRecord<N>; faults: Fault[] } {
  const line = cells[0]?.line ?? 1;
  const extra = cells.slice(names.length).find(({ text }) => text.trim() !== '');
  const missing = names.slice(cells.length).find((name) => name !== undefined && !optional.includes(name));
  const faults: Fault[] = [];
  if (extra) faults.push({ line: extra.line, column: extra.column, reason: REASONS.tooMany });
  if (missing !== undefined) {
    faults.push({ line, column: cells.length + 1, name: missing, reason: REASONS.tooFew });
  }
  const cell = (name: N) => cells[names.indexOf(name)] ?? { text: '', line, column: 0 };
  return { record: { line, cell }, faults };
}

/** As a sentence for a message, e.g. `line 3, column 2 (password): must not be empty`. */
export function faultText({ line, column, name, reason }: Fault): Text {
  const named = name === undefined ? '' : ` (${name})`;
  return {
    ja: `${line} 行 ${column} 列目${named}: ${reason.ja}`,
    en: `line ${line}, column ${column}${named}: ${reason.en}`,
  };
}

function unknownColumn(names: readonly string[]): Text {
  return {
    ja: `見出しは ${names.join('、')} のどれかにしてください`,
    en: `the header may name ${names.join(', ')}`,
  };
}

/** What can be wrong with a row or a value, in words. */
export const REASONS = {
  notUtf8: { ja: 'UTF-8 ではない文字があります', en: 'not UTF-8' },
  noHeader: { ja: '空です(見出し行もありません)', en: 'it is empty, without even a header' },
  columnTwice: { ja: '同じ見出しが 2 つあります', en: 'this column is there twice' },
  columnMissing: { ja: '見出しが足りません', en: 'this column is missing in the header' },
  tooFew: { ja: '値が足りません', en: 'the value is missing' },
  tooMany: { ja: '値が多すぎます', en: 'more values than columns' },
  empty: { ja: '空にはできません', en: 'must not be empty' },
  unusable: {
    ja: '使用できない文字があるか、長すぎます',
    en: 'too long, or with characters that cannot be used',
  },
  quotes: { ja: '引用符 " の使い方に誤りがあります', en: 'quotation marks are misplaced' },
} as const satisfies Readonly<Record<string, Text>>;
