import { type Columns, type Fault, REASONS } from '../core/csv-records.ts';
import { LOGIN_ID_HEADERS } from '../core/login-id.ts';
import { isCode, tidyCode } from '../core/one-time-password.ts';
import { unusable } from '../core/password.ts';
import type { Text } from '../core/text.ts';
import { type ListRow, loginIdIn, readList, spoiltBySpreadsheet, type Wrong } from './list-rows.ts';
import { readToken } from './token.ts';
import { OTHER_HEADERS } from './users-table.ts';

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
    ...Object.fromEntries(LOGIN_ID_HEADERS.map((header) => [header, 'loginId'] as const)),
    プロファイル: 'profile',
    パスワード: 'password',
    ログインパスワード: 'password',
    ワンタイムパスワード: 'otp',
  },
  // Who adds a column of passwords to the bank's users need not take the others away.
  passedOver: OTHER_HEADERS,
};

/**
 * Reads users from CSV with a header, or from JSON lines of the same names.
 * @param profiles those of the config file
 */
export function readUserList(text: string, profiles: readonly string[]): UserList {
  const { items: users, ...others } = readList<Name, ListedUser>(text, {
    columns: COLUMNS,
    secrets: ['password', 'otp', 'otpSecret'],
    read: (row, wrong) => userOf(row, profiles, wrong),
    // A second password costs a try.
    keyOf: ({ profile = '', loginId }) => `${profile}\0${loginId}`,
    twice,
  });
  return { users, ...others };
}

function userOf(row: ListRow<Name>, profiles: readonly string[], wrong: Wrong<Name>): ListedUser {
  const loginId = loginIdIn(row, wrong);
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
  noCode: { ja: '4〜12 桁の数字ではありません', en: 'it is not 4 to 12 digits' },
  noSecret: {
    ja: 'トークンのシークレット(base32)ではありません',
    en: "it is no token's secret (base32)",
  },
  both: { ja: 'otp と otpSecret の両方があります', en: 'both otp and otpSecret are given' },
} as const satisfies Readonly<Record<string, Text>>;
