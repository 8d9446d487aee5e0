import { expect, test } from 'vitest';
import { errorNameIn, keyIdsIn, nicknamesIn } from '../../src/winstore/nss-output.ts';

const TITLES = `
Certificate Nickname                                         Trust Attributes
                                                             SSL,S/MIME,JAR/XPI

`;
const entry = (nickname: string, trust = 'u,u,u') => `${nickname.padEnd(60)} ${trust.padEnd(5)}\n`;

test.each([
  [[]],
  [['one', 'two, three']],
  [['a\nb"\\ u,u,u', 'x y,,', 'データ花子 🙂']],
  [['x'.repeat(200)]],
])('nicknames %j', (nicknames) => {
  expect(nicknamesIn(TITLES + nicknames.map((each) => entry(each)).join(''))).toEqual(nicknames);
});

test('a nickname that several certificates share is there once; trust may be empty', () => {
  expect(
    nicknamesIn(TITLES + entry('one') + entry('one') + entry('CA', ',,') + entry('root', 'CT,C,c')),
  ).toEqual(['one', 'CA', 'root']);
  expect(nicknamesIn('')).toEqual([]);
});

test('keys and errors', () => {
  const id = '6d3ba321fd817cbc659538179d097e163c3fb4cd';
  expect([...keyIdsIn(`< 0> rsa      ${id}   nick 1\n< 1> ec       (orphan)\n`)]).toEqual([id]);
  expect(
    errorNameIn('certutil: function failed: SEC_ERROR_BAD_DATABASE: security library: bad database.'),
  ).toBe('SEC_ERROR_BAD_DATABASE');
  expect(errorNameIn('certutil: no keys found')).toBeUndefined();
});
