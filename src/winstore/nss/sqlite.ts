/**
 * Reads tables of an SQLite 3 database (https://www.sqlite.org/fileformat2.html) of which nobody is writing: what NSS
 * keeps its objects in, whose programs tell too little of them.
 */

/** A row by its columns: integers as numbers, texts and blobs as their bytes; what is NULL is left out. */
export type Row = ReadonlyMap<string, number | Buffer>;

/** What a table's name leads to. */
interface Table {
  readonly rootPage: number;
  readonly columns: readonly string[];
}

const MAGIC = 'SQLite format 3\0';
const HEADER = 100;
const INTERIOR = 0x05;
const LEAF = 0x0d;
/** Bytes of the integers with these serial types. */
const INTEGERS = [0, 1, 2, 3, 4, 6] as const;

/**
 * All rows of a table; none where there is no such table, or the file is still empty.
 * @throws Error when this is no database, or a damaged one
 */
export function readTable(file: Buffer, name: string): Row[] {
  if (file.length === 0) return [];
  if (file.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) throw new Error('no SQLite database');
  const pages = new Pages(file);
  const table = tableNamed(pages, name);
  return table ? records(pages, table.rootPage).map((values) => rowOf(table.columns, values)) : [];
}

/** The schema is a table itself: type, name, table's name, root page, SQL. */
function tableNamed(pages: Pages, wanted: string): Table | undefined {
  for (const [type, name, , rootPage, sql] of records(pages, 1)) {
    if (String(type) !== 'table' || String(name) !== wanted || typeof rootPage !== 'number') continue;
    return { rootPage, columns: columnsIn(String(sql)) };
  }
  return undefined;
}

/** NSS's columns are a name and at most constraints without commas. */
function columnsIn(sql: string): string[] {
  const list = sql.slice(sql.indexOf('(') + 1, sql.lastIndexOf(')'));
  return list.split(',').map((column) => column.trim().split(/\s/, 1)[0] ?? '');
}

type Value = number | Buffer | undefined;

function rowOf(columns: readonly string[], values: readonly Value[]): Row {
  // Columns that came later are missing from older rows.
  return new Map(columns.flatMap((column, at) => (values[at] === undefined ? [] : [[column, values[at]]])));
}

class Pages {
  readonly usable: number;
  readonly #file: Buffer;
  readonly #size: number;
  readonly #seen = new Set<number>();
  /** How much of the file no record has taken yet. */
  #left: number;

  constructor(file: Buffer) {
    const size = file.readUInt16BE(16);
    this.#size = size === 1 ? 65_536 : size;
    this.usable = this.#size - file.readUInt8(20);
    this.#file = file;
    this.#left = file.length;
  }

  /** @throws Error where records take more than the file holds: they do not lie on each other */
  take(payload: Buffer): Buffer {
    this.#left -= payload.length;
    if (this.#left < 0) throw new Error('records that lie on each other');
    return payload;
  }

  /** @param number counted from 1 @throws Error for one that was there before: a tree has no circles */
  page(number: number): Buffer {
    const start = (number - 1) * this.#size;
    if (this.#seen.has(number) || start < 0 || start + this.#size > this.#file.length)
      throw new Error(`page ${number}`);
    this.#seen.add(number);
    return this.#file.subarray(start, start + this.usable);
  }
}

/** The records of a table's tree, in its order. */
function records(pages: Pages, rootPage: number): Value[][] {
  const page = pages.page(rootPage);
  const header = rootPage === 1 ? HEADER : 0;
  const kind = page.readUInt8(header);
  if (kind !== LEAF && kind !== INTERIOR) throw new Error(`page of kind ${kind}`);
  const pointers = header + (kind === LEAF ? 8 : 12);
  const cells = Array.from({ length: page.readUInt16BE(header + 3) }, (_, at) =>
    page.readUInt16BE(pointers + 2 * at),
  );
  if (kind === LEAF) return cells.map((cell) => recordIn(pages.take(payloadAt(pages, page, cell))));
  const children = [...cells.map((cell) => page.readUInt32BE(cell)), page.readUInt32BE(header + 8)];
  return children.flatMap((child) => records(pages, child));
}

/** What does not fit into a cell goes on in a chain of pages ("cell payload overflow pages"). */
function payloadAt(pages: Pages, page: Buffer, cell: number): Buffer {
  const length = varint(page, cell);
  const { end } = varint(page, length.end);
  const { usable } = pages;
  const largest = usable - 35;
  if (length.value <= largest) return page.subarray(end, end + length.value);
  const smallest = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = smallest + ((length.value - smallest) % (usable - 4));
  const local = fitting <= largest ? fitting : smallest;
  const pieces = [page.subarray(end, end + local)];
  let next = page.readUInt32BE(end + local);
  for (let left = length.value - local; left > 0; left -= usable - 4) {
    const overflow = pages.page(next);
    pieces.push(overflow.subarray(4, 4 + Math.min(left, usable - 4)));
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(pieces);
}

function recordIn(payload: Buffer): Value[] {
  const header = varint(payload, 0);
  const values: Value[] = [];
  let at = header.value;
  for (let type = header.end; type < header.value; ) {
    const { value: serial, end } = varint(payload, type);
    const size = sizeOf(serial);
    if (at + size > payload.length) throw new Error('record');
    values.push(cellValue(serial, payload.subarray(at, at + size)));
    at += size;
    type = end;
  }
  return values;
}

/** 8 and 9 are the integers 0 and 1; 6 and 7 numbers of 64 bits. */
function sizeOf(serial: number): number {
  if (serial >= 12) return Math.floor((serial - 12) / 2);
  return INTEGERS[serial] ?? (serial < 8 ? 8 : 0);
}

function cellValue(serial: number, bytes: Buffer): Value {
  if (serial === 0) return undefined;
  if (serial === 8 || serial === 9) return serial - 8;
  return serial < INTEGERS.length ? bytes.readIntBE(0, bytes.length) : bytes;
}

/** Up to nine bytes, seven bits each, the highest first; lengths and types need few of them. */
function varint(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; at < start + 9; at += 1) {
    const byte = bytes.readUInt8(at);
    // The ninth byte has all its eight bits.
    value = at === start + 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return { value, end: start + 9 };
}
