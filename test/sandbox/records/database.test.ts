import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { BankDatabase } from '../../../src/sandbox/records/database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const PUT = 'INSERT INTO audit_log (at, login_id, act, detail) VALUES (?, ?, ?, ?)';
const COUNT = 'SELECT count(*) AS count FROM audit_log';

let file: string;
let database: BankDatabase;

beforeEach(async () => {
  file = join(tempFolder(), 'bank.sqlite');
  await BankDatabase.create(file, () => {});
  database = BankDatabase.open(file);
  onTestFinished(() => database.close());
});

const put = (detail: string | null) => database.run(PUT, [1, 'jirodt', 'logged-in', detail]);
const count = () => Number(database.get(COUNT)?.['count']);

test('a statement that failed works the next time', () => {
  expect(() => put(null)).toThrow(/NOT NULL/);
  expect(put('a')).toBe(1);
  expect(() => put(null)).toThrow(/NOT NULL/);
  expect(() => database.all('SELECT * FROM nowhere')).toThrow(/nowhere/);
  expect(count()).toBe(1);
});

test('the same statement sees what has changed', () => {
  expect([count(), put('a'), count(), put('b'), count()]).toEqual([0, 1, 1, 1, 2]);
  const details = 'SELECT detail FROM audit_log WHERE detail = ?';
  expect(database.all(details, ['a'])).toEqual([{ detail: 'a' }]);
  expect(database.all(details, ['c'])).toEqual([]);
  expect(database.get(details, ['b'])).toEqual({ detail: 'b' });
});

test.each(['transaction', 'passing'] as const)('%s does all or nothing', (kind) => {
  expect(database[kind](() => put('a') + put('b'))).toBe(2);
  const half = () => {
    put('c');
    throw new Error('half-way');
  };
  expect(() => database[kind](half)).toThrow('half-way');
  expect(count()).toBe(2);
});

test('what passes does not change what comes after it', () => {
  database.passing(() => put('a'));
  // FULL (https://sqlite.org/pragma.html#pragma_synchronous).
  expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
});

test('closed, it leaves the file to others', () => {
  put('a');
  count();
  database.close();
  expect(existsSync(`${file}.lock`)).toBe(false);
  const again = BankDatabase.open(file);
  onTestFinished(() => again.close());
  expect(again.get(COUNT)).toEqual({ count: 1 });
});
