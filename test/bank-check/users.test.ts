import { expect, test } from 'vitest';
import { BadUsers, readTestUsers } from '../../src/bank-check/users.ts';

const HOLDER = { loginId: 'jiro', password: 'secret of jiro' };

test('users by what they are there for', () => {
  const { users, formerAuthorityKeyIds } = readTestUsers(
    JSON.stringify({ users: { holder: HOLDER }, formerAuthorityKeyIds: ['31f2'] }),
  );
  expect([...users]).toEqual([['holder', HOLDER]]);
  expect(formerAuthorityKeyIds).toEqual(['31f2']);
});

test.each([
  ['nothing', 'it is not JSON (line 1, column 1)'],
  ['[]', '/: the value cannot be used'],
  ['{}', '/users: it is missing'],
  [{ users: {} }, '/users/holder: it is missing'],
  [{ users: { holder: HOLDER }, more: 1 }, '/more: there is no such member'],
  [{ users: { holder: HOLDER, boss: HOLDER } }, '/users/boss: there is no such member'],
  [{ users: { holder: { loginId: 'jiro' } } }, '/users/holder/password: it is missing'],
  [{ users: { holder: { ...HOLDER, loginId: 'a b' } } }, '/users/holder/loginId: the value cannot be used'],
  [{ users: { holder: { ...HOLDER, pin: '1' } } }, '/users/holder/pin: there is no such member'],
  [
    { users: { holder: { ...HOLDER, keyFile: 'x' } } },
    '/users/holder/keyFile: certificateFile and keyFile go together',
  ],
  [{ users: { holder: HOLDER, other: HOLDER } }, '/users/other/loginId: the login ID stands there twice'],
  [
    { users: { holder: HOLDER }, formerAuthorityKeyIds: ['x'] },
    '/formerAuthorityKeyIds: the value cannot be used',
  ],
])('%j is refused by its place', (given, detail) => {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const read = () => readTestUsers(text);
  expect(read).toThrow(BadUsers);
  expect(read).toThrow(detail);
  expect(read).not.toThrow('secret');
});
