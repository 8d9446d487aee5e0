import { type CsvCell, MisplacedQuotes, readCsv } from '../../core/csv.ts';
import { CertToolError } from '../../core/error.ts';
import { isLoginId, normalizeLoginId } from '../../core/login-id.ts';
import type { CertificateState, Role } from '../../core/ports/bank.ts';
import type { Text } from '../../core/text.ts';
import { fitsSubject, LONGEST_LOGIN_ID } from '../ca/parts.ts';
import type { OtpMethod } from '../records/users.ts';

/** A user of a CSV file, and where the row stands in it. */
export interface UserRow {
  /** From 1; that of the row's first character. */
  readonly line: number;
  /** Column of the login ID, from 1. */
  readonly loginIdColumn: number;
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly confirmationPassword: string;
  readonly otp: OtpMethod;
  readonly state: CertificateState;
}

const COLUMNS = ['loginId', 'name', 'role', 'password', 'confirmationPassword', 'otp', 'state'] as const;
type Column = (typeof COLUMNS)[number];
const OPTIONAL: readonly Column[] = ['state'];

const CHOICES = {
  role: ['master', 'administrator', 'general'],
  otp: ['token', 'email', 'none'],
  state: ['not-issued', 'issued', 'renewable', 'expired', 'revoked'],
} as const;

const TEXT = /^[^\p{Cc}]{1,256}$/u;

/**
 * Reads a CSV file of users, with a header that names the columns in any order.
 * @param file its name, for messages
 * @param onPutRight told of the login IDs that stand otherwise in the file, in full width, say
 * @throws CertToolError `invalid-users-file` with line and column of the first fault
 */
export function readUsersCsv(
  file: string,
  text: string,
  onPutRight = (_: readonly string[]) => {},
): UserRow[] {
  if (text.includes('\uFFFD')) throw fault(file, { line: lineOfGarbage(text), column: 1 }, reasons.notUtf8);
  const [header, ...users] = cellsOf(file, text);
  if (!header) throw fault(file, { line: 1, column: 1 }, reasons.noHeader);
  const columns = columnsOf(file, header);
  const seen = new Set<string>();
  const putRight: string[] = [];
  const rowsOfUsers = users.map((cells) => {
    const user = userOf(file, columns, cells);
    if (seen.has(user.loginId)) throw duplicateUser(file, user);
    seen.add(user.loginId);
    if (cells.find(({ column }) => column === user.loginIdColumn)?.text !== user.loginId)
      putRight.push(user.loginId);
    return user;
  });
  if (putRight.length > 0) onPutRight(putRight);
  return rowsOfUsers;
}

/** A login ID that is there already, in the file or at the bank. */
export function duplicateUser(
  file: string,
  user: Pick<UserRow, 'loginId' | 'line' | 'loginIdColumn'>,
): CertToolError {
  const { loginId, line, loginIdColumn: column } = user;
  return fault(
    file,
    { line, column },
    { ja: `ログインID ${loginId} はすでにあります`, en: `the login ID ${loginId} exists already` },
    'loginId',
  );
}

function columnsOf(file: string, header: readonly CsvCell[]): Column[] {
  const columns = header.map((cell, index) => {
    const name = columnNamed(cell.text);
    if (!name) throw fault(file, cell, reasons.unknownColumn);
    if (header.findIndex((other) => columnNamed(other.text) === name) !== index) {
      throw fault(file, cell, reasons.columnTwice, name);
    }
    return name;
  });
  const missing = COLUMNS.find((name) => !OPTIONAL.includes(name) && !columns.includes(name));
  if (missing) throw fault(file, { line: 1, column: header.length + 1 }, reasons.columnMissing, missing);
  return columns;
}

/** Spreadsheets begin words with a capital. */
function columnNamed(text: string): Column | undefined {
  const wanted = text.normalize('NFKC').trim().toLowerCase();
  return COLUMNS.find((name) => name.toLowerCase() === wanted);
}

function userOf(file: string, columns: readonly Column[], cells: readonly CsvCell[]): UserRow {
  const [first] = cells;
  const line = first?.line ?? 1;
  const extra = cells.slice(columns.length).find(({ text }) => text.trim() !== '');
  if (extra) throw fault(file, extra, reasons.tooMany);
  const cell = (name: Column): CsvCell => {
    const found = cells[columns.indexOf(name)];
    if (found) return found;
    if (OPTIONAL.includes(name)) return { text: '', line, column: 0 };
    throw fault(file, { line, column: cells.length + 1 }, reasons.tooFew, columns[cells.length]);
  };
  const checked = (
    name: Column,
    isGood: (text: string) => boolean,
    read = (text: string) => text,
  ): string => {
    const found = cell(name);
    const value = read(found.text);
    if (!isGood(value)) throw fault(file, found, value === '' ? reasons.empty : reasons.unusable, name);
    return value;
  };
  const text = (name: Column) => checked(name, (value) => TEXT.test(value));
  const chosen = <N extends keyof typeof CHOICES>(name: N, otherwise = ''): (typeof CHOICES)[N][number] => {
    const found = cell(name);
    const choices: readonly string[] = CHOICES[name];
    const value = found.text.normalize('NFKC').trim() || otherwise;
    if (!choices.includes(value)) throw fault(file, found, oneOf(choices), name);
    return value as (typeof CHOICES)[N][number];
  };
  const fitting = (loginId: string): string => {
    if (fitsSubject(loginId)) return loginId;
    throw fault(file, cell('loginId'), reasons.noRoom, 'loginId');
  };
  return {
    line,
    loginIdColumn: cell('loginId').column,
    loginId: fitting(checked('loginId', isLoginId, normalizeLoginId)),
    name: text('name'),
    role: chosen('role'),
    password: text('password'),
    confirmationPassword: text('confirmationPassword'),
    otp: chosen('otp'),
    state: chosen('state', 'not-issued'),
  };
}

function cellsOf(file: string, text: string): CsvCell[][] {
  try {
    return readCsv(text);
  } catch (error) {
    throw error instanceof MisplacedQuotes ? fault(file, error, reasons.quotes) : error;
  }
}

function lineOfGarbage(text: string): number {
  return text.slice(0, text.indexOf('\uFFFD')).split(/\r\n|\n|\r/).length;
}

function fault(
  file: string,
  { line, column }: { line: number; column: number },
  reason: Text,
  name?: string,
): CertToolError {
  const named = name ? ` (${name})` : '';
  const detail = {
    ja: `${line} 行 ${column} 列目${named}: ${reason.ja}`,
    en: `line ${line}, column ${column}${named}: ${reason.en}`,
  };
  return new CertToolError('invalid-users-file', { params: { file, detail } });
}

function oneOf(choices: readonly string[]): Text {
  return { ja: `${choices.join('、')} のどれかにしてください`, en: `must be one of ${choices.join(', ')}` };
}

const reasons = {
  notUtf8: { ja: 'UTF-8 ではない文字があります', en: 'not UTF-8' },
  noHeader: { ja: '見出し行がありません', en: 'the header is missing' },
  unknownColumn: {
    ja: `見出しは ${COLUMNS.join('、')} のどれかにしてください`,
    en: `the header may name ${COLUMNS.join(', ')}`,
  },
  columnTwice: { ja: '同じ見出しが 2 つあります', en: 'this column is there twice' },
  columnMissing: { ja: '見出しが足りません', en: 'this column is missing in the header' },
  tooFew: { ja: '値が足りません', en: 'the value is missing' },
  tooMany: { ja: '値が多すぎます', en: 'more values than columns' },
  empty: { ja: '空にはできません', en: 'must not be empty' },
  unusable: {
    ja: '使用できない文字があるか、長すぎます',
    en: 'too long, or with characters that cannot be used',
  },
  noRoom: {
    ja: `デモ環境の証明書の CN に収まりません(${LONGEST_LOGIN_ID} 文字まで)`,
    en: `no room for it in the CN of the practice bank's certificates (${LONGEST_LOGIN_ID} characters at most)`,
  },
  quotes: { ja: '引用符 " の使い方に誤りがあります', en: 'quotation marks are misplaced' },
};
