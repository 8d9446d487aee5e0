import { formatDate, formatMoment, hasNoEnd } from './japan-time.ts';
import type { Language } from './text.ts';

/** A value of a CSV file that is written; nothing for one that is not there. */
export type CsvValue = string | number | undefined;

const MARK = '\uFEFF';

/**
 * A table for Excel (RFC 4180, UTF-8 with a byte order mark, lines that end in CR LF). What others wrote is no formula in it,
 * and no number or date that would look otherwise: an apostrophe stands before it.
 * @param rows the header first
 */
export function csvText(rows: readonly (readonly CsvValue[])[]): string {
  return MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What a spreadsheet takes for the beginning of a formula, in full width too. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** What may be a number, a time or a date: `007`, `1E5`, `1-2`, `1.50`, `12:30`, `50%`. */
const NUMERIC = /^\d[\d.,:%E+-]*$/i;
/** Numbers that a cell shows with all their digits, and days and moments as they are written here, stay what they are. */
const UNCHANGED = /^(?:0|[1-9]\d{0,10}|\d{4,}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?)$/;
/** `mar1`, `1-May`: dates, in every language of a spreadsheet. */
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const NAMED_DATE = new RegExp(`^(?:(?:${MONTH})-?\\d{1,4}|\\d{1,4}-?(?:${MONTH}))$`, 'i');

function isChangedBySpreadsheets(text: string): boolean {
  if (FORMULA.test(text)) return true;
  return (NUMERIC.test(text) && !UNCHANGED.test(text)) || NAMED_DATE.test(text);
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
