import { type Columns, type CsvRecord, type Fault, REASONS, readCsvRecords } from '../core/csv-records.ts';
import { jsonFault } from '../core/json-fault.ts';
import { isLoginId, normalizeLoginId } from '../core/login-id.ts';
import { isCode, tidyCode } from '../core/one-time-password.ts';
import { unusable } from '../core/password.ts';
import type { Text } from '../core/text.ts';
import { readToken } from './token.ts';

/** A user of a list, with the secrets that the list gives. */
export interface ListedUser {
  /** The line of the file on which the row begins, from 1: with a header the first user's is 2. 0 for one who is not in it. */
  readonly row: number;
  readonly loginId: string;
  readonly password: string;
  readonly otp?: string;
  /** As `readToken` takes it. */
  readonly otpSecret?: string;
  /** Of the config file: the user's bank. */
  readonly profile?: string;
}

export interface UserList {
  readonly users: readonly ListedUser[];
  /** All that is wrong with the file; nothing of it shows a value. */
  readonly faults: readonly Fault[];
  /** Login IDs that stand otherwise in the file, in full width, say. */
  readonly putRight: readonly string[];
}

const NAMES = ['loginId', 'password', 'otp', 'otpSecret', 'profile'] as const;
type Name = (typeof NAMES)[number];

const COLUMNS: Columns<Name> = {
  names: NAMES,
  optional: ['otp', 'otpSecret', 'profile'],
  aliases: {
    ログインid: 'loginId',
    パスワード: 'password',
    ログインパスワード: 'password',
    ワンタイムパスワード: 'otp',
  },
};

/** A row's values and where they stand. */
interface Row {
  readonly line: number;
  text(name: Name): string;
  column(name: Name): number;
}

/**
 * Reads users from CSV with a header, or from JSON lines of the same names.
 * @param profiles those of the config file
 */
export function readUserList(text: string, profiles: readonly string[]): UserList {
  const isJson = /^\s*[{[]/.test(text);
  const { rows, faults } = isJson ? rowsOfJsonLines(text) : rowsOfCsv(text);
  const found: Fault[] = [...faults];
  const users = rows.map((row) => userOf(row, profiles, found));
  found.push(...repeated(users, rows));
  const putRight = users
    .filter(({ loginId }, index) => loginId !== rows[index]?.text('loginId'))
    .map(({ loginId }) => loginId);
  const byPlace = (one: Fault, other: Fault) => one.line - other.line || one.column - other.column;
  return { users, faults: found.sort(byPlace), putRight };
}

function rowsOfCsv(text: string): { rows: Row[]; faults: readonly Fault[] } {
  const { records, faults } = readCsvRecords(text, COLUMNS);
  const broken = new Set(faults.map(({ line }) => line));
  const whole = records.filter(({ line }) => !broken.has(line));
  return { rows: whole.map(rowOf), faults };
}

function rowOf({ line, cell }: CsvRecord<Name>): Row {
  return { line, text: (name) => cell(name).text, column: (name) => cell(name).column };
}

function rowsOfJsonLines(text: string): { rows: Row[]; faults: Fault[] } {
  const rows: Row[] = [];
  const faults: Fault[] = [];
  for (const [index, each] of text.split(/\r\n|\n|\r/).entries()) {
    if (each.trim() === '') continue;
    const line = index + 1;
    const row = rowOfJson(each, line);
    if ('reason' in row) faults.push(row);
    else rows.push(row);
  }
  return { rows, faults };
}

function rowOfJson(text: string, line: number): Row | Fault {
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
    const known = NAMES.find((each) => each === name);
    if (!known) return { line, column: index + 1, reason: WRONG.unknownName };
    if (typeof member !== 'string') return { line, column: index + 1, name, reason: WRONG.noString };
  }
  const column = (name: Name) => members.findIndex(([each]) => each === name) + 1;
  return { line, column, text: (name) => String(members[column(name) - 1]?.[1] ?? '') };
}

function userOf(row: Row, profiles: readonly string[], faults: Fault[]): ListedUser {
  const wrong = (name: Name, reason: Text | undefined) => {
    if (reason) faults.push({ line: row.line, column: row.column(name) || 1, name, reason });
  };
  const loginId = normalizeLoginId(row.text('loginId'));
  wrong('loginId', loginIdFault(loginId));
  const password = row.text('password');
  wrong('password', password === '' ? REASONS.empty : (spoiltBySpreadsheet(password) ?? unusable(password)));
  const otp = tidyCode(row.text('otp'));
  wrong('otp', otp === '' || isCode(otp) ? undefined : WRONG.noCode);
  const otpSecret = row.text('otpSecret').trim();
  wrong('otpSecret', otpSecret === '' || readToken(otpSecret) ? undefined : WRONG.noSecret);
  if (otp !== '' && otpSecret !== '') wrong('otpSecret', WRONG.both);
  const profile = row.text('profile').trim();
  wrong('profile', profile === '' || profiles.includes(profile) ? undefined : noProfile(profiles));
  return {
    ...{ row: row.line, loginId, password },
    ...(otp === '' ? {} : { otp }),
    ...(otpSecret === '' ? {} : { otpSecret }),
    ...(profile === '' ? {} : { profile }),
  };
}

function loginIdFault(loginId: string): Text | undefined {
  if (loginId === '') return REASONS.empty;
  return spoiltBySpreadsheet(loginId) ?? (isLoginId(loginId) ? undefined : REASONS.unusable);
}

/** Long numbers become powers of ten, with the point or comma of the country. */
const POWER_OF_TEN = /^\d(?:[.,]\d+)?E\+\d+$/i;
/** What a formula shows that has no result: a look-up of somebody who is not there, say. */
const NO_RESULT = /^#(?:N\/A|NAME\?|REF!|VALUE!|DIV\/0!|NUM!|NULL!)$/;

/** What a spreadsheet has made of a value would cost a try at the bank. */
function spoiltBySpreadsheet(text: string): Text | undefined {
  if (POWER_OF_TEN.test(text)) return WRONG.powerOfTen;
  return NO_RESULT.test(text) ? WRONG.noResult : undefined;
}

/** Which of two rows counts nobody could tell, and a second password costs a try. */
function repeated(users: readonly ListedUser[], rows: readonly Row[]): Fault[] {
  const seen = new Map<string, number>();
  return users.flatMap(({ loginId, profile = '', row }, index) => {
    const key = `${profile}\0${loginId}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, row);
    if (earlier === undefined || loginId === '') return [];
    const column = rows[index]?.column('loginId') ?? 1;
    return [{ line: row, column, name: 'loginId', reason: twice(earlier) }];
  });
}

function twice(line: number): Text {
  return { ja: `${line} 行目と同じログインIDです`, en: `the same login ID as on line ${line}` };
}

function noProfile(profiles: readonly string[]): Text {
  const list = profiles.join(', ');
  return list === ''
    ? {
        ja: '設定ファイルに profiles がないか、デモ環境で実行しています',
        en: 'the config file has no profiles, or this is the practice bank',
      }
    : { ja: `設定にあるのは ${list} です`, en: `the config file has ${list}` };
}

const WRONG = {
  noJson: { ja: 'JSON の形式ではありません', en: 'it is not JSON' },
  nameTwice: { ja: 'この項目名は 2 つ目です', en: 'this name is there twice' },
  noObject: {
    ja: '1 行に 1 つの JSON オブジェクトではありません',
    en: 'it is not one JSON object on one line',
  },
  unknownName: {
    ja: `項目名は ${NAMES.join('、')} のどれかにしてください`,
    en: `the names may be ${NAMES.join(', ')}`,
  },
  noString: { ja: '文字列("…")ではありません', en: 'it is no string ("…")' },
  noCode: { ja: '4〜12 桁の数字ではありません', en: 'it is not 4 to 12 digits' },
  noSecret: {
    ja: 'トークンのシークレット(base32)ではありません',
    en: "it is no token's secret (base32)",
  },
  both: { ja: 'otp と otpSecret の両方があります', en: 'both otp and otpSecret are given' },
  powerOfTen: {
    ja: '表計算ソフトが数値に変えた値です(列を文字列にしてください)',
    en: 'a spreadsheet has turned it into a number (format the column as text)',
  },
  noResult: {
    ja: '表計算ソフトの数式のエラーです',
    en: "it is the error of a spreadsheet's formula",
  },
} as const satisfies Readonly<Record<string, Text>>;
