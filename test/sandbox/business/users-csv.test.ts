import { expect, test } from 'vitest';
import { CertToolError, messageOf } from '../../../src/core/error.ts';
import { controlPracticeBank, readUsersCsv } from '../../../src/sandbox/index.ts';
import { addedUserPassword } from '../../../src/sandbox/place/identity.ts';
import { copyOfSeeded, notices, startTestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

const HEADER = 'loginId,name,role,password,confirmationPassword,otp';

function faultOf(text: string): string {
  try {
    readUsersCsv('users.csv', text);
  } catch (error) {
    if (error instanceof CertToolError) return messageOf(error, 'en').replace(/^.*used: /, '');
    throw error;
  }
  return 'none';
}

test('columns in any order, quotes, either line end, empty lines', () => {
  const text = [
    'state,otp,name,loginId,password,confirmationPassword,role',
    'issued,none,"山田 ""太郎"", 部長",yamada,p1,c1,general',
    '',
    ',email,"two\r\nlines",suzuki,"p,2",c2,administrator',
    '',
  ].join('\r\n');
  expect(faultOf(text)).toMatch(/^line 4, column 3 \(name\): /);
  const rows = readUsersCsv('users.csv', text.replace('two\r\nlines', '鈴木'));
  expect(rows).toMatchObject([
    { line: 2, loginId: 'yamada', name: '山田 "太郎", 部長', state: 'issued', otp: 'none', role: 'general' },
    { line: 4, loginId: 'suzuki', password: 'p,2', state: 'not-issued', role: 'administrator' },
  ]);
  expect(readUsersCsv('users.csv', `${HEADER}\na,b,general,p,c,none`)).toHaveLength(1);
  expect(readUsersCsv('users.csv', HEADER)).toEqual([]);
});

test('what spreadsheets leave: empty rows and columns, cells that are missing at the end, other separators', () => {
  const user = { loginId: 'x1', name: 'A', otp: 'none', state: 'not-issued' };
  const row = 'x1,A,general,p,c,none';
  const read = (lines: readonly string[]) => readUsersCsv('users.csv', lines.join('\r\n'));
  const ofOneUser = [
    [`${HEADER},state`, `${row},`, ',,,,,,', ' ,,,,,,', ''],
    [`${HEADER},,`, `${row},,`, ',,,,,,,'],
    [`,${HEADER.replace('role', ',role')}`, `,${row.replace('general', ',general')}`],
    ['', ',,', HEADER, row],
    [`${HEADER},state`, row],
    [HEADER, row].map((line) => line.replaceAll(',', '\t')),
    [HEADER, row].map((line) => line.replaceAll(',', ';')),
    ['sep=;', ...[HEADER, row].map((line) => line.replaceAll(',', ';'))],
    ['sep=,', HEADER, row],
    [HEADER.replace('loginId', 'LoginID').toUpperCase(), row.replace('general', ' general ')],
  ];
  for (const lines of ofOneUser) expect(read(lines)).toMatchObject([user]);
  expect(read([`${HEADER};state`, `${row};`].map((line) => line.replaceAll(',', ';')))).toMatchObject([user]);
  expect(faultOf(`,${HEADER}\n,a b,b,general,p,c,none`)).toMatch(/^line 2, column 2 \(loginId\)/);
  expect(faultOf(`,${HEADER}\n${row}`)).toMatch(/^line 1, column 1: the header may name/);
  expect(faultOf(`${HEADER}\n${row},\nx2,B,general,p,c,none,1`)).toMatch(/^line 3, column 7: more values/);
});

test('login IDs in full width or between blanks are put right, and told; then none may be there twice', () => {
  const told: string[][] = [];
  const lines = ['ｙａｍａｄａ', ' suzuki', 'tanaka'].map((loginId) => `${loginId},n,general,ｐ ,c,none`);
  const rows = readUsersCsv('users.csv', [HEADER, ...lines].join('\n'), (loginIds) =>
    told.push([...loginIds]),
  );
  expect(rows.map(({ loginId }) => loginId)).toEqual(['yamada', 'suzuki', 'tanaka']);
  expect(told).toEqual([['yamada', 'suzuki']]);
  expect(rows[0]?.password).toBe('ｐ ');
  expect(faultOf([HEADER, lines[2], lines[2]?.replace('tanaka', 'ｔａｎａｋａ')].join('\n'))).toMatch(
    /^line 3, column 1 \(loginId\): the login ID tanaka exists/,
  );
  expect(faultOf(`${HEADER}\n　,n,general,p,c,none`)).toMatch(
    /^line 2, column 1 \(loginId\): must not be empty/,
  );
});

test.each([
  ['', /^line 1, column 1: it is empty, without even a header/],
  ['loginId,name', /^line 1, column 3 \(role\): this column is missing/],
  [HEADER.replace('otp', 'totp'), /^line 1, column 6: the header may name/],
  [`${HEADER},otp`, /^line 1, column 7 \(otp\): this column is there twice/],
  [`${HEADER}\na,b,boss,p,c,none`, /^line 2, column 3 \(role\): must be one of/],
  [`${HEADER}\na,b,general,p,c,none\nb,b,general,p,c,sms`, /^line 3, column 6 \(otp\): must be one of/],
  [`${HEADER},state\na,b,general,p,c,none,gone`, /^line 2, column 7 \(state\)/],
  [`${HEADER}\na,b,general,,c,none`, /^line 2, column 4 \(password\): must not be empty/],
  [`${HEADER}\na b,b,general,p,c,none`, /^line 2, column 1 \(loginId\): too long, or/],
  [`${HEADER}\n../x,b,general,p,c,none`, /^line 2, column 1 \(loginId\)/],
  [`${HEADER}\n${'a'.repeat(39)},b,general,p,c,none`, /^line 2, column 1 \(loginId\): no room for it/],
  [`${HEADER}\na,b\u001b[2J,general,p,c,none`, /^line 2, column 2 \(name\)/],
  [`${HEADER}\na,b,general,p,c`, /^line 2, column 6 \(otp\): the value is missing/],
  [`${HEADER}\na,b,general,p,c,none,x`, /^line 2, column 7: more values/],
  [`${HEADER}\na,"b,general,p,c,none`, /^line 2, column 2: quotation marks/],
  [`${HEADER}\na,b"c,general,p,c,none`, /^line 2, column 2: quotation marks/],
  [
    `${HEADER}\na,b,general,p,c,none\n\na,b,general,p,c,none`,
    /^line 4, column 1 \(loginId\): the login ID a exists/,
  ],
  [`${HEADER}\na,\uFFFD\uFFFD,general,p,c,none`, /^line 2, column 1: not UTF-8/],
])('the first fault is named by line and column: %j', (text, expected) => {
  expect(faultOf(text)).toMatch(expected);
});

test('added users log in, have their states, show in info; a duplicate adds nobody', async () => {
  const bank = await startTestBank();
  const control = await controlPracticeBank(bank.dir, () => new Date());
  const states = ['not-issued', 'issued', 'renewable', 'expired', 'revoked'];
  const lines = states.map((state, index) => `user${index},名前,general,demo-user${index},k,none,${state}`);
  const csv = [`${HEADER},state`, ...lines].join('\n');
  expect(await control.addUsers('users.csv', readUsersCsv('users.csv', csv))).toBe(5);
  const { users } = await control.info();
  expect(users.filter(({ loginId }) => /^user/.test(loginId))).toMatchObject(
    states.map((state, index) => ({ state, password: `demo-user${index}`, confirmationPassword: 'k' })),
  );
  expect(notices(bank.dir, 'user2')).toHaveLength(1);
  expect(addedUserPassword(bank.dir, 'user1')).toBe('demo-user1');
  expect(addedUserPassword(bank.dir, 'toString')).toBeUndefined();
  const { body } = await bank.call('GET', '/v1/me', { token: await bank.logIn('user1') });
  expect(body).toMatchObject({ name: '名前', certificate: { state: 'issued' } });

  const twice = readUsersCsv('users.csv', `${HEADER}\nnew1,b,general,p,c,none\ntarodt,b,general,p,c,none`);
  const refused = await control.addUsers('users.csv', twice).catch((error) => error);
  expect(messageOf(refused, 'en')).toMatch(
    /users\.csv.*line 3, column 1 \(loginId\): the login ID tarodt exists/,
  );
  expect((await control.info()).users).toHaveLength(12);
});

test('two thousand users in seconds', async () => {
  const control = await controlPracticeBank(copyOfSeeded(), () => new Date());
  const lines = Array.from(
    { length: 2000 },
    (_, n) => `u${n},n,general,password-${n},confirmation-${n},token`,
  );
  const rows = readUsersCsv('users.csv', [HEADER, ...lines].join('\n'));
  const started = performance.now();
  expect(await control.addUsers('users.csv', rows)).toBe(2000);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect((await control.info()).users).toHaveLength(2007);
  await control.close();
});
