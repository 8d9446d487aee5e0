import { jsonFault } from '../core/json-fault.ts';
import type { Text } from '../core/text.ts';

/** What the users of a check are there for. */
export const PARTS = {
  holder: {
    ja: '証明書を持たない一般ユーザ。証明書を取得する(必須)',
    en: 'a general user without a certificate, who gets one; the only one that has to be there',
  },
  other: {
    ja: '同じ企業の、証明書を持たない別の一般ユーザ',
    en: 'another general user without a certificate, of the same company',
  },
  administrator: {
    ja: '同じ企業の、証明書を持たない管理者ユーザ(確認用パスワードが必要)',
    en: 'an administrator without a certificate, of the same company; with the confirmation password',
  },
  master: {
    ja: '同じ企業のマスターユーザ(ログインしない)',
    en: 'the master user of the same company, who does not log in',
  },
  token: {
    ja: 'トークンのワンタイムパスワードを使用するユーザ',
    en: 'a user with a token for one-time passwords',
  },
  email: {
    ja: 'ワンタイムパスワードがメールで届くユーザ',
    en: 'a user whose one-time passwords come by e-mail',
  },
  locked: {
    ja: 'ロックされてもよいユーザ。ロックの解除は銀行で行う',
    en: 'a user who may be locked; the bank has to release the login ID afterwards',
  },
  renewable: {
    ja: '更新期間中の証明書を持つ一般ユーザ(証明書と秘密キーのファイルが必要)',
    en: 'a general user whose certificate can be renewed; with the files of certificate and key',
  },
  expired: { ja: '証明書の有効期限が切れたユーザ', en: 'a user whose certificate has expired' },
  suspended: { ja: '利用停止中のユーザ', en: 'a user who is suspended' },
  notEnabled: {
    ja: 'クライアント証明書の申し込みがないユーザ',
    en: 'a user for whom client certificates are not enabled',
  },
  passwordChange: {
    ja: 'ログインパスワードの変更が必要なユーザ',
    en: 'a user who has to change the login password first',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type Part = keyof typeof PARTS;

export interface TestUser {
  readonly loginId: string;
  readonly password: string;
  readonly confirmationPassword?: string;
  /** Of a token: base32, or an `otpauth://totp/` address. */
  readonly otpSecret?: string;
  /** A one-time password that was right once, and is too late. */
  readonly oldCode?: string;
  /** PEM files of the user's certificate and its key, relative to the file of users. */
  readonly certificateFile?: string;
  readonly keyFile?: string;
}

/** The file of users. */
export interface TestUsers {
  readonly users: ReadonlyMap<Part, TestUser>;
  /** Authority key identifiers of the bank's former CAs. */
  readonly formerAuthorityKeyIds: readonly string[];
}

/** What is wrong with a file of users. */
export class BadUsers extends Error {
  readonly detail: Text;

  constructor(detail: Text) {
    super(detail.en);
    this.name = 'BadUsers';
    this.detail = detail;
  }
}

/** The members of a user: must it be there, and what it has to look like. */
export const MEMBERS: Readonly<
  Record<keyof TestUser, { readonly required?: true; readonly pattern: RegExp }>
> = {
  loginId: { required: true, pattern: /^[^\s/]{1,64}$/u },
  password: { required: true, pattern: /^[\s\S]{1,256}$/u },
  confirmationPassword: { pattern: /^[\s\S]{1,256}$/u },
  otpSecret: { pattern: /^\S[\s\S]{15,}$/u },
  oldCode: { pattern: /^[\s\S]{1,64}$/u },
  certificateFile: { pattern: /^[\s\S]+$/u },
  keyFile: { pattern: /^[\s\S]+$/u },
};
const KEY_IDENTIFIER = /^([0-9a-f]{2}){1,64}$/;

/**
 * Reads the JSON of a file of users.
 * @throws BadUsers, which names the place and shows no value
 */
export function readTestUsers(text: string): TestUsers {
  const fault = jsonFault(text);
  if (fault) throw new BadUsers(fault);
  const { users, formerAuthorityKeyIds = [], $schema: _, ...others } = objectAt('', JSON.parse(text));
  refuseOthers('', others);
  const found = Object.entries(objectAt('/users', users)).map(([part, user]): [Part, TestUser] => {
    if (!isPart(part)) throw bad(`/users/${part}`, UNKNOWN);
    return [part, userAt(`/users/${part}`, user)];
  });
  const byPart = new Map(found);
  if (!byPart.has('holder')) throw bad('/users/holder', MISSING);
  const loginIds = found.map(([, { loginId }]) => loginId);
  const twice = found.find(([, { loginId }], index) => loginIds.indexOf(loginId) !== index);
  if (twice) throw bad(`/users/${twice[0]}/loginId`, TWICE);
  return { users: byPart, formerAuthorityKeyIds: keyIdsAt('/formerAuthorityKeyIds', formerAuthorityKeyIds) };
}

function isPart(name: string): name is Part {
  return Object.hasOwn(PARTS, name);
}

function userAt(place: string, value: unknown): TestUser {
  const user = objectAt(place, value);
  for (const [name, { required, pattern }] of Object.entries(MEMBERS)) {
    const given = user[name];
    if (given === undefined && required) throw bad(`${place}/${name}`, MISSING);
    if (given !== undefined && !(typeof given === 'string' && pattern.test(given))) {
      throw bad(`${place}/${name}`, UNUSABLE);
    }
  }
  refuseOthers(
    place,
    Object.fromEntries(Object.entries(user).filter(([name]) => !Object.hasOwn(MEMBERS, name))),
  );
  if ((user['keyFile'] === undefined) !== (user['certificateFile'] === undefined)) {
    throw bad(`${place}/keyFile`, BOTH_FILES);
  }
  return user as unknown as TestUser;
}

function keyIdsAt(place: string, value: unknown): readonly string[] {
  const isList =
    Array.isArray(value) && value.every((each) => typeof each === 'string' && KEY_IDENTIFIER.test(each));
  if (!isList) throw bad(place, UNUSABLE);
  return value;
}

function objectAt(place: string, value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined) throw bad(place, MISSING);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(place || '/', UNUSABLE);
  return value as Readonly<Record<string, unknown>>;
}

function refuseOthers(place: string, others: object): void {
  const [name] = Object.keys(others);
  if (name !== undefined) throw bad(`${place}/${name}`, UNKNOWN);
}

const MISSING = { ja: '必要な項目がありません', en: 'it is missing' };
const UNKNOWN = { ja: '使用できない項目です', en: 'there is no such member' };
const UNUSABLE = { ja: '使用できない値です', en: 'the value cannot be used' };
const TWICE = { ja: '同じログインIDが 2 つあります', en: 'the login ID stands there twice' };
const BOTH_FILES = {
  ja: 'certificateFile と keyFile は両方とも必要です',
  en: 'certificateFile and keyFile go together',
};

function bad(place: string, { ja, en }: Text): BadUsers {
  return new BadUsers({ ja: `${place}: ${ja}`, en: `${place}: ${en}` });
}
