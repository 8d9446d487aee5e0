import { describe, expect, test } from 'vitest';
import { readExpected } from '../../src/rollout/report/expected.ts';
import { readRevocationList } from '../../src/rollout/revocation-list.ts';
import { readUserList } from '../../src/rollout/user-list.ts';
import { type UserCells, usersCsv } from '../../src/rollout/users-table.ts';

const LOGIN_IDS = ['taro', '-jiro', '@saburo', '00123', '1e5', '花子'];

const cells = (loginId: string): UserCells => ({
  ...{ loginId, name: 'データ, 太郎', role: 'general', state: 'issued', notAfter: '2026-12-31' },
  ...{ serialNumber: '0'.repeat(32), unconfirmed: '', locked: 'yes', suspended: '', device: '' },
  ...{ issuedAt: undefined, lastUsedAt: undefined, acquireBy: undefined },
});

/** As somebody adds a column in a spreadsheet. */
function withPasswords(csv: string): string {
  const [header, ...rows] = csv.trimEnd().split('\r\n');
  return [`${header},password`, ...rows.map((row, at) => `${row},pw-${at}`)].join('\r\n');
}

describe.each(['ja', 'en'] as const)('the table of users, %s,', (language) => {
  const csv = usersCsv(LOGIN_IDS.map(cells), language, false);

  test('names nobody’s profile where there is one bank', () => {
    expect(csv.slice(1).split('\r\n')[0]).toMatch(
      language === 'ja' ? /^ログインID,利用者名,/ : /^Login ID,Name,/,
    );
  });

  test('is a list for a rollout once it has passwords', () => {
    const { users, faults, putRight } = readUserList(withPasswords(csv.slice(1)), []);
    expect({ faults, putRight }).toEqual({ faults: [], putRight: [] });
    expect(users).toEqual(LOGIN_IDS.map((loginId, at) => ({ row: at + 2, loginId, password: `pw-${at}` })));
  });

  test('without passwords it is none, and that is said', () => {
    expect(readUserList(csv.slice(1), []).faults).toMatchObject([{ line: 1, name: 'password' }]);
  });

  test('cut down to those who have left is a list of certificates to revoke', () => {
    const serialNumbers = [
      '12345678901234567890123456789012',
      `1${'0'.repeat(28)}1e5`,
      '0'.repeat(31).concat('7'),
    ];
    const leavers = ['-jiro', '1e5', '00123'];
    const table = usersCsv(
      leavers.map((loginId, at) => ({ ...cells(loginId), serialNumber: serialNumbers[at] })),
      language,
      false,
    );
    const { items, faults } = readRevocationList(table.slice(1));
    expect(faults).toEqual([]);
    expect(items).toEqual(
      leavers.map((loginId, at) => ({ row: at + 2, loginId, serialNumber: serialNumbers[at] })),
    );
  });

  test('of several banks leads each user to their own', () => {
    const several = usersCsv(
      [
        { ...cells('taro'), profile: 'east' },
        { ...cells('taro'), profile: '007' },
      ],
      language,
      true,
    );
    const { users, faults } = readUserList(withPasswords(several.slice(1)), ['east', '007']);
    expect(faults).toEqual([]);
    expect(users.map(({ profile }) => profile)).toEqual(['east', '007']);
  });

  test('says who is expected to report, on the PC that the bank knows', () => {
    const [first, ...others] = LOGIN_IDS.map(cells);
    const table = usersCsv([{ ...first, device: '-PC 1' } as UserCells, ...others], language, false);
    expect(readExpected(table.slice(1))).toEqual([
      { loginId: 'taro', device: '-PC 1' },
      ...LOGIN_IDS.slice(1).map((loginId) => ({ loginId })),
    ]);
  });
});

test('a column that is nobody’s is told of all the same', () => {
  expect(readUserList('loginId,password,Nmae\r\ntaro,pw,Taro', []).faults).toMatchObject([
    { line: 1, column: 3 },
  ]);
});
