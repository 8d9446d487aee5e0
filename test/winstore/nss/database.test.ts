import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { beforeEach, describe, expect, test } from 'vitest';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createNssStore } from '../../../src/winstore/nss/store.ts';
import { mountTmpfs, rootTest } from '../../support/small-disk.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { type Issued, issue, RSA } from '../../support/test-ca.ts';
import {
  addCertificate,
  importKeyAndCertificate,
  makeDatabase,
  nss,
  programs,
  shownByNss,
  thumbprintOf,
} from './tools.ts';

/** Databases in a state that others leave them in. */
describe.skipIf(!programs)('the NSS store reads a database', { timeout: 120_000 }, () => {
  let folder: string;
  let database: string;
  const storeOn = (place: string) =>
    createNssStore({ database: place, pendingDir: join(folder, 'pending'), programs, env: process.env });
  const listed = async (place: string) => (await storeOn(place).list()).map(({ thumbprint }) => thumbprint);
  const made = (name: string, serial: string): Issued =>
    issue(folder, { subject: `/CN=${name}`, newKey: RSA, serial, stringMask: 'utf8only' });

  beforeEach(() => {
    folder = tempFolder();
    database = join(folder, 'nssdb');
    makeDatabase(database);
  });

  test('with a nickname and a name in a certificate that are not in UTF-8', async () => {
    const good = made('good', 'A1');
    importKeyAndCertificate(database, good, 'good');
    // 経理部 in the code page of Windows.
    const bytes = Buffer.from('8c6f979d9594', 'hex');
    const der = Buffer.from(made('xxxxxx', 'A2').pem.replace(/-----.*-----/g, ''), 'base64');
    for (let at = der.indexOf('xxxxxx'); at >= 0; at = der.indexOf('xxxxxx')) bytes.copy(der, at);
    writeFileSync(join(folder, 'odd.der'), der);
    const named = `certutil -A -t ,, -n "$(printf '\\214o\\227\\235')" -d "sql:$0" -i "$1"`;
    execFileSync('sh', ['-c', named, database, join(folder, 'odd.der')]);
    const store = storeOn(database);
    const [one, other] = await store.list();
    const [ours, odd] = one?.commonName === 'good' ? [one, other] : [other, one];
    expect(odd).toMatchObject({ hasPrivateKey: false, friendlyName: expect.stringContaining('\ufffd') });
    expect(ours && (await trialSignature(store, ours))).toBe(true);
    await store.probe();
    await store.remove(odd?.thumbprint ?? '');
    expect(await store.list()).toEqual([ours]);
    expect(shownByNss(database).lines).toHaveLength(1);
  });

  /** A copy of the database, in the middle of a write to one of its files by a program that is gone. */
  function halfWritten(file: string, table: string): string {
    const halfway = join(folder, `halfway ${file}`);
    const whole = readFileSync(join(database, file));
    const writer = new sqlite.Database(join(database, file));
    writer.exec(`PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM ${table}`);
    // More than its memory may hold, so that it has to begin to write.
    for (let id = 0; id < 40; id += 1)
      writer.run(`INSERT INTO ${table} (id, a11) VALUES (?, ?)`, [id, Buffer.alloc(20_000)]);
    cpSync(database, halfway, { recursive: true });
    writer.exec('ROLLBACK');
    writer.close();
    expect(existsSync(join(halfway, `${file}-journal`))).toBe(true);
    expect(readFileSync(join(halfway, file)).subarray(0, whole.length).equals(whole)).toBe(false);
    return halfway;
  }

  test.each([
    ['cert9.db', 'nssPublic'],
    ['key4.db', 'nssPrivate'],
  ])('with what a program that was killed in the middle of a write left: %s', async (file, table) => {
    const [first, second] = [made('first', 'A1'), made('second', 'A2')];
    for (const each of [first, second]) importKeyAndCertificate(database, each, 'name');
    const halfway = halfWritten(file, table);
    const before = readFileSync(join(halfway, file));
    const store = storeOn(halfway);
    await store.probe();
    const all = await store.list();
    expect(all.map(({ thumbprint }) => thumbprint).sort()).toEqual(
      [first, second].map(({ pem }) => thumbprintOf(pem)).sort(),
    );
    for (const each of all) expect(await trialSignature(store, each)).toBe(true);
    expect(readFileSync(join(halfway, file)).equals(before)).toBe(true);
    await store.remove(thumbprintOf(first.pem));
    const [left, ...others] = await storeOn(halfway).list();
    expect(left).toMatchObject({ thumbprint: thumbprintOf(second.pem), hasPrivateKey: true });
    expect(others).toEqual([]);
  });

  test('while another program writes to it', async () => {
    const files = Array.from({ length: 12 }, (_, at) => {
      const file = join(folder, `${at}.pem`);
      writeFileSync(file, made(`${at}`, `${10 + at}`).pem);
      return file;
    });
    const adding = 'for file in "$@"; do certutil -A -n "$file" -t ,, -i "$file" -d "sql:$0" || exit 1; done';
    const writer = spawn('sh', ['-c', adding, database, ...files]);
    let running = true;
    const ended = once(writer, 'exit').finally(() => {
      running = false;
    });
    const seen = [0];
    while (running) seen.push((await listed(database)).length);
    expect(await ended).toEqual([0, null]);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect(await listed(database)).toHaveLength(files.length);
  });

  rootTest('that cannot be written to: it lists and signs, and removing destroys nothing', async () => {
    const each = made('jirodt A001 20200304153656560435', 'A1');
    importKeyAndCertificate(database, each, 'name');
    const place = mountTmpfs('size=8m');
    cpSync(database, place, { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', place]);
    const store = storeOn(place);
    await store.probe();
    const [found] = await store.list();
    expect(found && (await trialSignature(store, found))).toBe(true);
    await expect(store.remove(thumbprintOf(each.pem))).rejects.toMatchObject({ errorName: 'store-failed' });
    expect(found && (await trialSignature(storeOn(place), found))).toBe(true);
    await storeOn(place).probe();
  });

  test('of a key that was made for another name only, and of none', async () => {
    const [one, two] = [made('one', 'A1'), made('two', 'A2')];
    importKeyAndCertificate(database, one, 'one');
    addCertificate(database, two.pem, 'two');
    const keys = (await storeOn(database).list()).map((it) => [it.friendlyName, it.hasPrivateKey]);
    expect(Object.fromEntries(keys)).toEqual({ one: true, two: false });
    const [keyId = ''] = nss(database, 'certutil', '-K').match(/[0-9a-f]{40}/) ?? [];
    nss(database, 'certutil', '-F', '-k', keyId);
    expect((await storeOn(database).list()).some(({ hasPrivateKey }) => hasPrivateKey)).toBe(false);
  });
});
