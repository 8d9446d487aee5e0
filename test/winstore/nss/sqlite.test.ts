import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { expect, test } from 'vitest';
import { readTable } from '../../../src/winstore/nss/sqlite.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** SQLite itself is the judge: it writes, and reads the same. */
function made(pageSize: number, fill: (database: sqlite.Database) => void): string {
  const file = join(tempFolder(), 'made.db');
  const database = new sqlite.Database(file);
  database.exec(`PRAGMA page_size = ${pageSize}`);
  fill(database);
  database.close();
  return file;
}

const NUMBERS = [0, 1, -1, 127, -128, 32_767, 8_388_607, -8_388_608, 2 ** 31 - 1, -(2 ** 40), 2 ** 47 - 1];

test.each([512, 1024, 4096, 65_536])('rows as SQLite wrote them, pages of %i bytes', (pageSize) => {
  const sizes = Array.from({ length: 60 }, (_, at) => Math.floor(1.17 ** at * 3));
  const rows = [...sizes, ...Array<number>(600).fill(40)].map((size, at) => ({
    a0: NUMBERS[at % NUMBERS.length] ?? 0,
    a11: at % 7 === 0 ? undefined : Buffer.alloc(size, at),
  }));
  const file = made(pageSize, (database) => {
    database.exec('CREATE TABLE nssPublic (id PRIMARY KEY UNIQUE ON CONFLICT ABORT, a0, a11)');
    database.exec('CREATE INDEX subject ON nssPublic (a0)');
    database.exec('BEGIN');
    for (const [id, { a0, a11 }] of rows.entries())
      database.run('INSERT INTO nssPublic VALUES (?, ?, ?)', [id, a0, a11 ?? null]);
    database.exec('COMMIT');
    database.exec('ALTER TABLE nssPublic ADD COLUMN a102');
    database.run('INSERT INTO nssPublic (id, a102) VALUES (?, ?)', [rows.length, 'データ花子']);
  });
  const expected = rows.map(({ a0, a11 }, id) => ({ id, a0, ...(a11 ? { a11 } : {}) }));
  const read = readTable(readFileSync(file), 'nssPublic').map((row) => Object.fromEntries(row));
  expect(read.slice(0, -1)).toEqual(expected);
  expect(read.at(-1)).toEqual({ id: rows.length, a102: Buffer.from('データ花子') });
});

test('no table, no rows; an empty file is an empty database', () => {
  const file = made(4096, (database) => database.exec('CREATE TABLE nssPrivate (id, a0)'));
  expect(readTable(readFileSync(file), 'nssPublic')).toEqual([]);
  expect(readTable(readFileSync(file), 'nssPrivate')).toEqual([]);
  expect(readTable(Buffer.alloc(0), 'nssPublic')).toEqual([]);
});

test('what is damaged is an error, and always ends', () => {
  const file = made(512, (database) => {
    database.exec('CREATE TABLE nssPublic (id, a11)');
    for (let id = 0; id < 30; id++)
      database.run('INSERT INTO nssPublic VALUES (?, ?)', [id, Buffer.alloc(900, id)]);
  });
  const whole = readFileSync(file);
  expect(() => readTable(Buffer.from('garbage'), 'nssPublic')).toThrow();
  expect(() => readTable(whole.subarray(0, whole.length / 2), 'nssPublic')).toThrow();
  for (let at = 0; at < whole.length; at += 131) {
    const damaged = Buffer.from(whole);
    damaged[at] = (whole[at] ?? 0) ^ 0x55;
    try {
      expect(readTable(damaged, 'nssPublic').length).toBeLessThan(1000);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
});

test('records that lie on each other are damage, and take no memory', () => {
  const file = made(4096, (database) => {
    database.exec('CREATE TABLE nssPublic (id, a0)');
    database.run('INSERT INTO nssPublic VALUES (?, ?)', [1, Buffer.alloc(400, 7)]);
  });
  const bytes = readFileSync(file);
  const page = bytes.subarray(4096, 8192);
  const cell = page.readUInt16BE(8);
  page.writeUInt16BE(1500, 3);
  for (let at = 0; at < 1500; at += 1) page.writeUInt16BE(cell, 8 + 2 * at);
  expect(() => readTable(bytes, 'nssPublic')).toThrow('lie on each other');
});
