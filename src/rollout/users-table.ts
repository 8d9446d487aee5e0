import { type CsvValue, csvText } from '../core/csv-text.ts';
import type { Language, Text } from '../core/text.ts';

/** The columns of a bank's users, by the names that the JSON documents have for them. */
const COLUMNS = {
  profile: { ja: 'プロファイル', en: 'Profile' },
  loginId: { ja: 'ログインID', en: 'Login ID' },
  name: { ja: '利用者名', en: 'Name' },
  role: { ja: '利用者区分', en: 'Role' },
  state: { ja: '証明書状態', en: 'State' },
  notAfter: { ja: '証明書有効期限', en: 'Expiry' },
  serialNumber: { ja: '証明書シリアル番号', en: 'Serial number' },
  unconfirmed: { ja: '未確認', en: 'Unconfirmed' },
  locked: { ja: 'ロック中', en: 'Locked' },
  suspended: { ja: '利用停止中', en: 'Suspended' },
  device: { ja: 'PC', en: 'PC' },
  issuedAt: { ja: '発行日時', en: 'Issued' },
  lastUsedAt: { ja: '最終利用日時', en: 'Last used' },
  acquireBy: { ja: '取得期限', en: 'To be got by' },
} as const satisfies Readonly<Record<string, Text>>;

type Column = keyof typeof COLUMNS;

/** A user as the table tells of them. */
export type UserCells = Readonly<Record<Exclude<Column, 'profile'>, CsvValue>> & {
  /** The config's name for the bank, where the table holds the users of several. */
  readonly profile?: string;
};

const ALL = Object.keys(COLUMNS).filter((name): name is Column => name in COLUMNS);
const OF_ONE_BANK = ALL.filter((name) => name !== 'profile');

/**
 * The bank's users as a table for Excel. With a column of passwords `issue --from` takes it, too.
 * @param isOfSeveral whether profiles are named, so that the users of several banks are told apart
 */
export function usersCsv(users: readonly UserCells[], language: Language, isOfSeveral: boolean): string {
  const columns = isOfSeveral ? ALL : OF_ONE_BANK;
  const header = columns.map((column) => COLUMNS[column][language]);
  return csvText([header, ...users.map((user) => columns.map((column) => user[column]))]);
}

/** The columns that a list of users for a rollout has no use for: as they stand in it, in lower case. */
export const OTHER_HEADERS: readonly string[] = ALL.filter(
  (name) => name !== 'loginId' && name !== 'profile',
).flatMap((name) => [COLUMNS[name].ja, COLUMNS[name].en].map((word) => word.toLowerCase()));
