import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRefusalMemory, type Refusals } from '../../src/enrollment/refusals.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { POSIX_ONLY } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const WHOSE = { bankId: 'bank', loginId: 'a/b c' };
const REFUSALS: Refusals = {
  password: {
    secrets: [{ salt: 'AAAA', hash: 'BBBB', refusedAt: '2026-07-01T00:00:00.000Z' }],
    attemptsLeft: 3,
  },
  confirmation: { secrets: [] },
};

function open() {
  const dir = join(tempFolder(), 'refused');
  const memory = createRefusalMemory(syncedFolder(dir), dir);
  return { dir, memory, onlyFile: () => join(dir, readdirSync(dir)[0] ?? '') };
}

test('keeps what it is told of each bank and login ID, and leaves no file where there is nothing', async () => {
  const { dir, memory } = open();
  expect(await memory.read(WHOSE)).toEqual({});
  await memory.write(WHOSE, {});
  await memory.write(WHOSE, REFUSALS);
  expect(await memory.read(WHOSE)).toEqual(REFUSALS);
  for (const other of [
    { ...WHOSE, bankId: 'other' },
    { ...WHOSE, loginId: 'A/B C' },
  ]) {
    expect(await memory.read(other)).toEqual({});
  }
  await memory.write(WHOSE, {});
  expect(readdirSync(dir)).toEqual([]);
});

test('forgets a bank that is no more, and no other', async () => {
  const { dir, memory } = open();
  const other = { ...WHOSE, bankId: 'other' };
  for (const whose of [WHOSE, { ...WHOSE, loginId: 'second' }, other]) await memory.write(whose, REFUSALS);
  writeFileSync(join(dir, 'damaged.json'), '{');
  await memory.forgetBank('bank');
  expect(await memory.read(WHOSE)).toEqual({});
  expect(await memory.read(other)).toEqual(REFUSALS);
  expect(readdirSync(dir)).toHaveLength(2);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '5',
  '{"version":1}',
  '{"version":1,"bankId":"bank","loginId":"a/b c"}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":null}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":5,"confirmation":"x"}',
  '{"version":1,"bankId":"other","loginId":"a/b c","password":{"secrets":[]}}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":{"secrets":[null]}}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":{"secrets":["x"]}}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":{"secrets":[{"salt":"","hash":"","refusedAt":1}]}}',
  '{"version":0,"bankId":"bank","loginId":"a/b c","password":{"secrets":[]}}',
  '{"version":1,"bankId":"bank","loginId":"somebody","password":{"secrets":[]}}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":{"secrets":{}}}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":{"secrets":[{"salt":1}]}}',
  '{"version":1,"bankId":"bank","loginId":"a/b c","password":{"secrets":[],"attemptsLeft":"1"}}',
])('a damaged file is nothing, and is written anew: %s', async (text) => {
  const { dir, memory, onlyFile } = open();
  await memory.write(WHOSE, REFUSALS);
  writeFileSync(onlyFile(), text);
  expect(await memory.read(WHOSE)).toEqual({});
  await memory.write(WHOSE, REFUSALS);
  expect(await memory.read(WHOSE)).toEqual(REFUSALS);
  writeFileSync(onlyFile(), text);
  await memory.write(WHOSE, {});
  expect(readdirSync(dir)).toEqual([]);
});

test('remembers of several at once', async () => {
  const { dir, memory } = open();
  const { password } = REFUSALS;
  const all = [WHOSE, { ...WHOSE, bankId: 'other' }, { ...WHOSE, loginId: 'second' }];
  for (const whose of all) await memory.write(whose, REFUSALS);
  await memory.write(WHOSE, { password } as Refusals);
  expect(await Promise.all(all.map((whose) => memory.read(whose)))).toEqual([
    { password },
    REFUSALS,
    REFUSALS,
  ]);
  expect(readdirSync(dir)).toHaveLength(3);
});

test('what is remembered of one kind needs nothing of the other', async () => {
  const { dir, memory } = open();
  const whose = { ...WHOSE, loginId: 'second' };
  const { password, confirmation } = REFUSALS;
  for (const part of [{ password }, { confirmation }]) {
    await memory.write(whose, part as Refusals);
    expect(await memory.read(whose)).toStrictEqual(part);
  }
  expect(readdirSync(dir)).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.json$/)]);
});

test('one that is damaged takes nothing from the other, and does not hide it', async () => {
  const { memory, onlyFile } = open();
  const { password } = REFUSALS;
  await memory.write(WHOSE, REFUSALS);
  writeFileSync(onlyFile(), JSON.stringify({ version: 1, ...WHOSE, password, confirmation: { secrets: 1 } }));
  expect(await memory.read(WHOSE)).toStrictEqual({ password });
});

test('a file is written for people to read', async () => {
  const { memory, onlyFile } = open();
  await memory.write(WHOSE, REFUSALS);
  const file = { version: 1, ...WHOSE, ...REFUSALS };
  expect(readFileSync(onlyFile(), 'utf8')).toBe(`${JSON.stringify(file, null, 2)}\n`);
});

test('a file of a newer build is refused', async () => {
  const { memory, onlyFile } = open();
  await memory.write(WHOSE, REFUSALS);
  writeFileSync(onlyFile(), JSON.stringify({ version: 2, ...WHOSE }));
  await expect(memory.read(WHOSE)).rejects.toMatchObject({
    errorName: 'newer-data',
    details: { params: { file: onlyFile() } },
  });
});

test(`is for the owner alone${POSIX_ONLY}`, async ({ skip }) => {
  if (process.platform === 'win32') skip();
  const { dir, memory, onlyFile } = open();
  await memory.write(WHOSE, REFUSALS);
  expect([dir, onlyFile()].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
});
