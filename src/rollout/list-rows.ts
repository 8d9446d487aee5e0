import { type Columns, type CsvRecord, type Fault, REASONS, readCsvRecords } from '../core/csv-records.ts';
import { withoutApostrophe } from '../core/csv-text.ts';
import { jsonFault } from '../core/json-fault.ts';
import { isLoginId, normalizeLoginId } from '../core/login-id.ts';
import type { Text } from '../core/text.ts';

/** A row's values and where they stand. */
export interface ListRow<N extends string> {
  readonly line: number;
  /** Empty where the row has none. */
  text(name: N): string;
  /** From 1; 0 where the row has none. */
  column(name: N): number;
}

/** Tells what is wrong with a row's value, if anything. */
export type Wrong<N extends string> = (name: N, reason: Text | undefined) => void;

/** What stands on a row of every list. */
export interface Listed {
  /** The line of the file on which the row begins, from 1: with a header the first one's is 2. */
  readonly row: number;
  readonly loginId: string;
}

/** A kind of list: its columns, `loginId` among them, and what its rows mean. */
export interface ListKind<N extends string, T extends Listed> {
  readonly columns: Columns<N | 'loginId'>;
  /** Columns of secrets, which are as they stand; of the rest cert-tool's own tables may have put an apostrophe in front. */
  readonly secrets?: readonly N[];
  readonly read: (row: ListRow<N | 'loginId'>, wrong: Wrong<N | 'loginId'>) => T;
  /** What no two rows may share. */
  readonly keyOf: (item: T) => string;
  /** Says of a row that an earlier one has the same key. */
  readonly twice: (line: number) => Text;
}

/** What was read of a list. */
export interface ReadList<T extends Listed> {
  readonly items: readonly T[];
  /** All that is wrong with the file; nothing of it shows a value. */
  readonly faults: readonly Fault[];
  /** Login IDs that stand otherwise in the file, in full width, say. */
  readonly putRight: readonly string[];
}

/** Reads a list from CSV with a header, or from JSON lines of the same names. */
export function readList<N extends string, T extends Listed>(
  text: string,
  kind: ListKind<N, T>,
): ReadList<T> {
  const isJson = /^\s*[{[]/.test(text);
  const { rows, faults } = isJson ? rowsOfJsonLines(text, kind.columns) : rowsOfCsv(text, kind);
  const told: Fault[] = [...faults];
  const read = rows.map((row) => {
    const item = kind.read(row, (name, reason) => {
      if (reason) told.push({ line: row.line, column: row.column(name) || 1, name, reason });
    });
    return { row, item };
  });
  const found = [...told, ...repeated(read, kind)];
  const putRight = read
    .filter(({ row, item }) => item.loginId !== row.text('loginId'))
    .map(({ item }) => item.loginId);
  const byPlace = (one: Fault, other: Fault) => one.line - other.line || one.column - other.column;
  return { items: read.map(({ item }) => item), faults: found.sort(byPlace), putRight };
}

/** The login ID of a row, put right. */
export function loginIdIn<N extends string>(
  row: ListRow<N | 'loginId'>,
  wrong: Wrong<N | 'loginId'>,
): string {
  const loginId = normalizeLoginId(row.text('loginId'));
  wrong('loginId', loginIdFault(loginId));
  return loginId;
}

function loginIdFault(loginId: string): Text | undefined {
  if (loginId === '') return REASONS.empty;
  return spoiltBySpreadsheet(loginId) ?? (isLoginId(loginId) ? undefined : REASONS.unusable);
}

/** Long numbers become powers of ten, with the point or comma of the country. */
const POWER_OF_TEN = /^\d(?:[.,]\d+)?E\+\d+$/i;
/** What a formula shows that has no result: a look-up of somebody who is not there, say. */
const NO_RESULT = /^#(?:N\/A|NAME\?|REF!|VALUE!|DIV\/0!|NUM!|NULL!)$/;

/** What a spreadsheet has made of a value would cost a try at the bank, or mean another one. */
export function spoiltBySpreadsheet(text: string): Text | undefined {
  if (POWER_OF_TEN.test(text)) return WRONG.powerOfTen;
  return NO_RESULT.test(text) ? WRONG.noResult : undefined;
}

function rowsOfCsv<N extends string, T extends Listed>(
  text: string,
  { columns, secrets = [] }: ListKind<N, T>,
): { rows: ListRow<N | 'loginId'>[]; faults: readonly Fault[] } {
  const { records, faults } = readCsvRecords(text, columns);
  const broken = new Set(faults.map(({ line }) => line));
  const whole = records.filter(({ line }) => !broken.has(line));
  return { rows: whole.map((record) => rowOf(record, secrets)), faults };
}

function rowOf<N extends string>({ line, cell }: CsvRecord<N>, secrets: readonly N[]): ListRow<N> {
  const text = (name: N) => {
    const { text } = cell(name);
    return secrets.includes(name) ? text : withoutApostrophe(text);
  };
  return { line, text, column: (name) => cell(name).column };
}

function rowsOfJsonLines<N extends string>(
  text: string,
  columns: Columns<N>,
): { rows: ListRow<N>[]; faults: Fault[] } {
  const rows: ListRow<N>[] = [];
  const faults: Fault[] = [];
  for (const [index, each] of text.split(/\r\n|\n|\r/).entries()) {
    if (each.trim() === '') continue;
    const line = index + 1;
    const row = rowOfJson(each, line, columns);
    if ('reason' in row) faults.push(row);
    else rows.push(row);
  }
  return { rows, faults };
}

function rowOfJson<N extends string>(
  text: string,
  line: number,
  { names, passedOver }: Columns<N>,
): ListRow<N> | Fault {
  const fault = jsonFault(text);
  if (fault) {
    const { repeated } = fault;
    return { line, column: repeated ?? 1, reason: repeated === undefined ? WRONG.noJson : WRONG.nameTwice };
  }
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, column: 1, reason: WRONG.noObject };
  }
  const members: [string, unknown][] = Object.entries(value);
  for (const [index, [name, member]] of members.entries()) {
    const known = names.find((each) => each === name);
    if (!known && passedOver === 'all') continue;
    if (!known) return { line, column: index + 1, reason: unknownName(names) };
    if (typeof member !== 'string') return { line, column: index + 1, name, reason: WRONG.noString };
  }
  const column = (name: N) => members.findIndex(([each]) => each === name) + 1;
  return { line, column, text: (name) => String(members[column(name) - 1]?.[1] ?? '') };
}

/** Which of two rows counts nobody could tell. */
function repeated<N extends string, T extends Listed>(
  read: readonly { readonly row: ListRow<N | 'loginId'>; readonly item: T }[],
  { keyOf, twice }: ListKind<N, T>,
): Fault[] {
  const seen = new Map<string, number>();
  return read.flatMap(({ row, item }) => {
    const key = keyOf(item);
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, item.row);
    if (earlier === undefined || item.loginId === '') return [];
    return [{ line: item.row, column: row.column('loginId'), name: 'loginId', reason: twice(earlier) }];
  });
}

function unknownName(names: readonly string[]): Text {
  return {
    ja: `項目名は ${names.join('、')} のどれかにしてください`,
    en: `the names may be ${names.join(', ')}`,
  };
}

const WRONG = {
  noJson: { ja: 'JSON の形式ではありません', en: 'it is not JSON' },
  nameTwice: { ja: 'この項目名は 2 つ目です', en: 'this name is there twice' },
  noObject: {
    ja: '1 行に 1 つの JSON オブジェクトではありません',
    en: 'it is not one JSON object on one line',
  },
  noString: { ja: '文字列("…")ではありません', en: 'it is no string ("…")' },
  powerOfTen: {
    ja: '表計算ソフトが数値に変えた値です(列を文字列にしてください)',
    en: 'a spreadsheet has turned it into a number (format the column as text)',
  },
  noResult: {
    ja: '表計算ソフトの数式のエラーです',
    en: "it is the error of a spreadsheet's formula",
  },
} as const satisfies Readonly<Record<string, Text>>;
