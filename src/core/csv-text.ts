import { formatDate, formatMoment, hasNoEnd } from './japan-time.ts';
import type { Language } from './text.ts';

/** A value of a CSV file that is written; nothing for one that is not there. */
export type CsvValue = string | number | undefined;

const MARK = '\uFEFF';

/**
 * A table for Excel (RFC 4180, UTF-8 with a byte order mark, lines that end in CR LF). What others wrote is no formula in it,
 * and digits are no number that would be another one: an apostrophe stands before them.
 * @param rows the header first
 */
export function csvText(rows: readonly (readonly CsvValue[])[]): string {
  return MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What a spreadsheet takes for the beginning of a formula, in full width too. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Leading noughts, powers of ten, and what has more digits than a cell shows: a spreadsheet keeps none of them. */
const CHANGED_NUMBER = /^(?:0\d+|\d+E\d+|\d{12,})$/i;

function isChangedBySpreadsheets(text: string): boolean {
  return FORMULA.test(text) || CHANGED_NUMBER.test(text);
}

/** An apostrophe in front has spreadsheets take it for text. */
function cell(value: CsvValue): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = isChangedBySpreadsheets(text) ? `'${text}` : text;
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A value as it was before `csvText` put an apostrophe in front of it. */
export function withoutApostrophe(text: string): string {
  return text.startsWith("'") && isChangedBySpreadsheets(text.slice(1)) ? text.slice(1) : text;
}

/** In Japan, as spreadsheets understand it: `2026-12-31 08:59:59`. */
export function csvTime(moment: Date): string {
  return formatMoment(moment, 'en').replace(/ JST$/, '');
}

/** A day in Japan, likewise: `2026-12-31`; in words where there is no end. */
export function csvDay(moment: Date, language: Language): string {
  return formatDate(moment, hasNoEnd(moment) ? language : 'en');
}
