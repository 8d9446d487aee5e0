import { type CsvRecord, faultText, REASONS, readCsvRecords } from '../../core/csv-records.ts';
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
  /** Of a token, in base32 as `newTotpSecret` has it; the bank makes one without it. */
  readonly otpSecret?: string;
}

const COLUMNS = [
  'loginId',
  'name',
  'role',
  'password',
  'confirmationPassword',
  'otp',
  'state',
  'otpSecret',
] as const;
type Column = (typeof COLUMNS)[number];
const OPTIONAL: readonly Column[] = ['state', 'otpSecret'];

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
  const { records, faults } = readCsvRecords(text, { names: COLUMNS, optional: OPTIONAL });
  const [first] = faults;
  const seen = new Set<string>();
  const putRight: string[] = [];
  const rowsOfUsers = records.map((record) => {
    if (first && record.line >= first.line) throw fault(file, first, first.reason, first.name);
    const user = userOf(file, record);
    if (seen.has(user.loginId)) throw duplicateUser(file, user);
    seen.add(user.loginId);
    if (record.cell('loginId').text !== user.loginId) putRight.push(user.loginId);
    return user;
  });
  if (first) throw fault(file, first, first.reason, first.name);
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

function userOf(file: string, { line, cell }: CsvRecord<Column>): UserRow {
  const checked = (
    name: Column,
    isGood: (text: string) => boolean,
    read = (text: string) => text,
  ): string => {
    const found = cell(name);
    const value = read(found.text);
    if (!isGood(value)) throw fault(file, found, value === '' ? REASONS.empty : REASONS.unusable, name);
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
    throw fault(file, cell('loginId'), NO_ROOM, 'loginId');
  };
  const secret = checked('otpSecret', (value) => /^$|^[A-Z2-7]{16,128}$/.test(value), tidySecret);
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
    ...(secret === '' ? {} : { otpSecret: secret }),
  };
}

function fault(
  file: string,
  { line, column }: { line: number; column: number },
  reason: Text,
  name?: string,
): CertToolError {
  const detail = faultText({ line, column, reason, ...(name === undefined ? {} : { name }) });
  return new CertToolError('invalid-users-file', { params: { file, detail } });
}

function oneOf(choices: readonly string[]): Text {
  return { ja: `${choices.join('、')} のどれかにしてください`, en: `must be one of ${choices.join(', ')}` };
}

/** Authenticator apps show it in groups of small letters. */
function tidySecret(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s=-]/g, '')
    .toUpperCase();
}

const NO_ROOM = {
  ja: `デモ環境の証明書の CN に収まりません(${LONGEST_LOGIN_ID} 文字まで)`,
  en: `no room for it in the CN of the practice bank's certificates (${LONGEST_LOGIN_ID} characters at most)`,
};
