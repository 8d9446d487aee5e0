import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultText } from '../../src/core/csv-records.ts';
import { readUserList } from '../../src/rollout/user-list.ts';

const PROFILES = ['main', 'branch'];
const SECRET = 'JBSWY3DPEHPK3PXP';

const read = (lines: readonly string[], profiles = PROFILES) => readUserList(lines.join('\r\n'), profiles);
const csv = (...rows: string[]) => read(['loginId,password,otp,otpSecret,profile', ...rows]);
/** The faults as a person reads them. */
const told = ({ faults }: ReturnType<typeof readUserList>) => faults.map((fault) => faultText(fault).en);

/** One user, and a second one with all that a list can say. */
const TARO = { row: 2, loginId: 'taro', password: 'pw-1' };
const JIRO = { row: 3, loginId: 'jiro', password: 'pw,2', otpSecret: SECRET, profile: 'branch' };

describe('CSV', () => {
  test('gives users by the names of the columns, with what stands in them alone', () => {
    expect(csv('taro,pw-1,123456,,', 'jiro,"pw,2",,jbsw y3dp ehpk 3pxp,branch')).toEqual({
      users: [
        { ...TARO, otp: '123456' },
        { ...JIRO, otpSecret: 'jbsw y3dp ehpk 3pxp' },
      ],
      faults: [],
      putRight: [],
    });
  });

  test.each([
    ['separated by semicolons', ['loginId;password', 'taro;pw-1', 'jiro;pw,2']],
    ['separated by tabs', ['loginId\tpassword', 'taro\tpw-1', 'jiro\tpw,2']],
    ['in any order', ['password,loginId', 'pw-1,taro', '"pw,2",jiro']],
    ['with capitals and blanks', ['LoginID , PASSWORD', 'taro,pw-1', 'jiro,"pw,2"']],
    ['under Japanese headers', ['ログインID,パスワード', 'taro,pw-1', 'jiro,"pw,2"']],
    ['under the bank’s words', ['ログインＩＤ,ログインパスワード', 'taro,pw-1', 'jiro,"pw,2"']],
    ['under half-width katakana', ['ﾛｸﾞｲﾝID,ﾊﾟｽﾜｰﾄﾞ', 'taro,pw-1', 'jiro,"pw,2"']],
    ['with empty columns', ['loginId,password,,', 'taro,pw-1,,', 'jiro,"pw,2",,']],
    ['with empty rows at the end', ['loginId,password', 'taro,pw-1', 'jiro,"pw,2"', ',', ' , ', '']],
  ])('%s', (_, lines) => {
    const { otpSecret: _secret, profile: _profile, ...jiro } = JIRO;
    expect(read(lines)).toEqual({ users: [TARO, jiro], faults: [], putRight: [] });
  });

  test('counts its rows as an editor does: sep= and empty rows are lines', () => {
    const { users, faults } = read(['sep=;', 'loginId;password', '', 'taro;pw-1', ';', 'jiro;']);
    expect(users.map(({ row }) => row)).toEqual([4, 6]);
    expect(faults).toMatchObject([{ line: 6, column: 2, name: 'password' }]);
  });

  test('a column under two of its names is there twice', () => {
    expect(told(read(['loginId,password,ログインID', 'taro,pw-1,jiro']))).toEqual([
      'line 1, column 3 (loginId): this column is there twice',
    ]);
  });

  test('knows the one-time password by its Japanese name', () => {
    const { users } = read(['ログインID,パスワード,ワンタイムパスワード', 'taro,pw-1,１２３ ４５６']);
    expect(users).toEqual([{ ...TARO, otp: '123456' }]);
  });

  test('keeps a password to the letter, and never takes a cell for a formula', () => {
    const passwords = [' =1+1 ', '@SUM(A1)', 'パスワード', '１２３', '"', '{', '1E5', '#N'];
    const { users, faults } = csv(
      ...passwords.map((each, at) => `u${at},"${each.replaceAll('"', '""')}",,,`),
    );
    expect([users.map(({ password }) => password), faults]).toEqual([passwords, []]);
  });

  test('puts login IDs right, and says which', () => {
    const { users, putRight, faults } = csv('ｔａｒｏ１,p,,,', 'jiro,p,,,', ' saburo,p,,,');
    expect(users.map(({ loginId }) => loginId)).toEqual(['taro1', 'jiro', 'saburo']);
    expect([putRight, faults]).toEqual([['taro1', 'saburo'], []]);
  });

  test('without rows has no users', () => {
    expect(csv()).toEqual({ users: [], faults: [], putRight: [] });
  });
});

describe('JSON lines', () => {
  const line = (value: object) => JSON.stringify(value);

  test('a name that stands twice: which of the two counts nobody could tell', () => {
    const list = read([
      '{"loginId":"taro","password":"Himitsu-1","loginId":"jiro"}',
      '{"loginId":"taro","password":"Himitsu-1","pass\\u0077ord":"Himitsu-2"}',
    ]);
    expect(told(list)).toEqual([
      'line 1, column 3: this name is there twice',
      'line 2, column 3: this name is there twice',
    ]);
    expect(list.users).toEqual([]);
  });

  test('give the same users', () => {
    const lines = [
      '',
      line({ loginId: 'taro', password: 'pw-1', otp: '1234-56' }),
      ` ${line({ profile: 'branch', otpSecret: SECRET, password: 'pw,2', loginId: 'jiro' })}`,
      '',
    ];
    expect(read(lines)).toEqual({ users: [{ ...TARO, otp: '123456' }, JIRO], faults: [], putRight: [] });
  });

  test('have login IDs put right', () => {
    expect(read([line({ loginId: 'ｔａｒｏ', password: 'p' })]).putRight).toEqual(['taro']);
  });

  test('are told of by line and by which of the names it is', () => {
    const lines = [
      line({ loginId: 'taro' }),
      '{"loginId":"jiro","password":"p}',
      '["loginId","password"]',
      line({ loginId: 'saburo', passwort: 'p' }),
      line({ loginId: 'shiro', password: 'p', otp: 123456 }),
      line({ loginId: 'goro', password: 'p', otp: null }),
      line({ password: 'p', loginId: 'a b' }),
      '"x"',
    ];
    expect(told(read(['{}', ...lines]))).toEqual([
      'line 1, column 1 (loginId): must not be empty',
      'line 1, column 1 (password): must not be empty',
      'line 2, column 1 (password): must not be empty',
      'line 3, column 1: it is not JSON',
      'line 4, column 1: it is not one JSON object on one line',
      'line 5, column 2: the names may be loginId, password, otp, otpSecret, profile',
      'line 6, column 3 (otp): it is no string ("…")',
      'line 7, column 3 (otp): it is no string ("…")',
      'line 8, column 2 (loginId): too long, or with characters that cannot be used',
      'line 9, column 1: it is not one JSON object on one line',
    ]);
  });

  test('are no document over several lines', () => {
    expect(told(read(['[', '  {"loginId":"taro","password":"p"},', ']']))).toEqual([
      'line 1, column 1: it is not JSON',
      'line 2, column 1: it is not JSON',
      'line 3, column 1: it is not JSON',
    ]);
  });

  test.each(['constructor', '__proto__'])('know no name %s', (name) => {
    expect(told(read([`{"loginId":"taro","password":"p","${name}":"x"}`]))).toEqual([
      'line 1, column 3: the names may be loginId, password, otp, otpSecret, profile',
    ]);
  });
});

describe('what is wrong', () => {
  test('is told of all at once, in the order of the file', () => {
    const { faults } = csv(
      'jiro,p,12a456,,nowhere',
      'too,many,,,,x',
      ',',
      'taro,p,123456,JBSW,',
      `a b,p,123456,${SECRET},main`,
      'jiro,p,,,main',
      'jiro,p,,,nowhere',
    );
    expect(faults.map(({ line, column, name }) => [line, column, name])).toEqual([
      [2, 3, 'otp'],
      [2, 5, 'profile'],
      [3, 6, undefined],
      [5, 4, 'otpSecret'],
      [5, 4, 'otpSecret'],
      [6, 1, 'loginId'],
      [6, 4, 'otpSecret'],
      [8, 1, 'loginId'],
      [8, 5, 'profile'],
    ]);
  });

  test.each([
    ['a,,,,', 'column 2 (password): must not be empty'],
    [',p,,,', 'column 1 (loginId): must not be empty'],
    ['a', 'column 2 (password): the value is missing'],
    ['a/b,p,,,', 'column 1 (loginId): too long, or with characters that cannot be used'],
    [`${'a'.repeat(65)},p,,,`, 'column 1 (loginId): too long, or with characters that cannot be used'],
    [`a,${'p'.repeat(257)},,,`, 'column 2 (password): it has more than 256 characters'],
    ['a,"p\nq",,,', 'column 2 (password): it holds control characters'],
    ['a,ï»¿p,,,', 'column 2 (password): it begins with the rest of a byte order mark'],
    ['a,p,123,,', 'column 3 (otp): it is not 4 to 12 digits'],
    ['a,p,1.23457E+11,,', 'column 3 (otp): it is not 4 to 12 digits'],
    ['a,p,,123456,', "column 4 (otpSecret): it is no token's secret (base32)"],
    [`a,p,123456,${SECRET},`, 'column 4 (otpSecret): both otp and otpSecret are given'],
    ['a,p,,,Main', 'column 5 (profile): the config file has main, branch'],
  ])('%j: %s', (row, words) => {
    expect(told(csv(row))).toEqual([`line 2, ${words}`]);
  });

  test.each(['1.23457E+11', '1,23457E+11', '2e+15', '１.２E+１１'])(
    'a login ID or a password that a spreadsheet took for a number: %s',
    (text) => {
      const words = 'a spreadsheet has turned it into a number (format the column as text)';
      expect(told(csv(`"${text}",p,,,`))).toEqual([`line 2, column 1 (loginId): ${words}`]);
    },
  );

  test.each(['1.23457E+11', '1,23457E+11', '#N/A', '#NAME?', '#REF!', '#VALUE!', '#DIV/0!'])(
    'a password that only a spreadsheet can have made: %s',
    (text) => {
      expect(csv(`a,"${text}",,,`).faults).toMatchObject([{ line: 2, column: 2, name: 'password' }]);
      expect(csv(`"${text}",p,,,`).faults).toMatchObject([{ line: 2, column: 1, name: 'loginId' }]);
    },
  );

  test('a profile where the config file has none', () => {
    const list = read(['loginId,password,profile', 'taro,p,main'], []);
    expect(told(list)).toEqual([
      expect.stringMatching(/^line 2, column 3 \(profile\): the config file has no profiles/),
    ]);
  });

  test('a file in another encoding', () => {
    expect(told(csv('taro,p\uFFFD,,,'))).toEqual(['line 2, column 1: not UTF-8']);
    expect(told(read(['{"loginId":"taro","password":"p\uFFFD"}']))).toEqual([
      'line 1, column 2 (password): it holds broken characters',
    ]);
  });

  test('nothing at all', () => {
    expect(told(read(['']))).toEqual(['line 1, column 1: it is empty, without even a header']);
  });
});

describe('a login ID that is there again', () => {
  const again = (line: number) => `(loginId): the same login ID as on line ${line}`;

  test('is told of each time, by the line on which it was first', () => {
    const list = csv('taro,p,,,', 'jiro,p,,,', 'ｔａｒｏ,q,,,', 'taro,p,,,');
    expect(told(list)).toEqual([`line 4, column 1 ${again(2)}`, `line 5, column 1 ${again(2)}`]);
  });

  test('is another one at another bank', () => {
    expect(csv('taro,p,,,main', 'taro,p,,,branch', 'taro,p,,,').faults).toEqual([]);
    expect(told(csv('taro,p,,,main', 'taro,p,,, main'))).toEqual([`line 3, column 1 ${again(2)}`]);
  });

  test('is told of in JSON by the place of its name', () => {
    const row = '{"password":"p","loginId":"taro"}';
    expect(told(read([row, row]))).toEqual([`line 2, column 2 ${again(1)}`]);
  });

  test('is nothing to tell of where it is empty', () => {
    expect(csv(',p,,,', ',p,,,').faults).toHaveLength(2);
  });
});

describe('no fault shows a value', () => {
  const MARK = 'S3cr3t';
  const cell = fc
    .tuple(
      fc.constantFrom('', ' ', '"', '#', '12', '\n', '\u0001', '\uFFFD', ',', ';', '{', '/'),
      fc.constantFrom('', ' ', '"', '\t', '\uD800', 'E+11', 'x'.repeat(300)),
    )
    .map(([before, after]) => `${before}${MARK}${after}`);
  const holdsNone = (text: string) => {
    const { faults } = readUserList(text, PROFILES);
    expect(JSON.stringify(faults)).not.toContain(MARK);
  };

  test('of CSV, however it is spoilt', () => {
    const row = fc.array(cell, { minLength: 1, maxLength: 7 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), fc.boolean(), (rows, hasHeader) => {
        const header = hasHeader ? ['loginId,password,otp,otpSecret,profile'] : [];
        holdsNone([...header, ...rows].join('\n'));
      }),
      { numRuns: 500 },
    );
  });

  test('of JSON lines, however they are spoilt', () => {
    const name = fc.constantFrom('loginId', 'password', 'otp', 'otpSecret', 'profile', MARK);
    const line = fc
      .tuple(fc.dictionary(name, fc.oneof(cell, fc.constant([MARK])), { maxKeys: 5 }), fc.nat(4))
      .map(([value, cut]) => JSON.stringify(value).slice(0, cut === 0 ? -2 : undefined));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        holdsNone(`{${MARK}\n${lines.join('\n')}`);
      }),
      { numRuns: 500 },
    );
  });
});

test('as many faults as there is room for in a file are all told', () => {
  const rows = 'a,x\n'.repeat(200_000);
  expect(readUserList(`loginId,password\n${rows}`, []).faults).toHaveLength(199_999);
});
