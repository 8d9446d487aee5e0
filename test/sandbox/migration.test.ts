import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  controlPracticeBank,
  readIdentity,
  resetPracticeBank,
  startPracticeBank,
} from '../../src/sandbox/index.ts';
import { BankDatabase } from '../../src/sandbox/records/database.ts';
import { bytesOf, chainAt, issued, readCrl, verify } from './business/new-ca-support.ts';
import { ask, csrOf } from './company-support.ts';
import { copyOfSeeded, startTestBank, useSeededFolder } from './support.ts';

useSeededFolder();

const databaseIn = (dir: string) => join(dir, 'bank.sqlite');

function changeDatabase(dir: string, ...statements: string[]): void {
  const database = BankDatabase.open(databaseIn(dir));
  for (const statement of statements) database.run(statement);
  database.close();
}

/** What makes a database of version 5 of one of today's. */
const TO_VERSION_5 = [
  'ALTER TABLE certificates DROP COLUMN device',
  'ALTER TABLE certificates DROP COLUMN last_used_at',
  'PRAGMA user_version = 5',
];
/** And of version 4. */
const TO_VERSION_4 = [
  ...TO_VERSION_5,
  'ALTER TABLE audit_log DROP COLUMN request_id',
  'DROP TABLE rules',
  'DROP TABLE pending_revocations',
  'PRAGMA user_version = 4',
];
/** And of version 3. */
const TO_VERSION_3 = [
  ...TO_VERSION_4,
  `UPDATE secrets SET value = json_set(value, '$.authority', (
     SELECT json_object('chain', json(chain), 'issuingKey', issuing_key) FROM authorities))`,
  'ALTER TABLE certificates DROP COLUMN generation',
  'ALTER TABLE crl DROP COLUMN generation',
  'DROP TABLE authorities',
  'PRAGMA user_version = 3',
];

test('a database of version 2 is taken over: what was superseded stays so', async () => {
  const bank = await startTestBank();
  const token = await bank.logIn('jirodt');
  await ask(bank, token, csrOf('a', 'jirodt'));
  const { body } = await ask(bank, token, csrOf('b', 'jirodt'));
  await bank.close();
  changeDatabase(
    bank.dir,
    ...TO_VERSION_3,
    'ALTER TABLE certificates DROP COLUMN superseded',
    'ALTER TABLE certificates DROP COLUMN predecessor',
    'PRAGMA user_version = 2',
  );
  const again = await startTestBank(bank.dir);
  const me = await again.call('GET', '/v1/me', { token: await again.logIn('jirodt') });
  expect(me.body).toMatchObject({
    certificate: { state: 'not-issued' },
    unconfirmed: { serialNumber: body.serialNumber },
  });
  const shiro = await again.call('GET', '/v1/me', { token: await again.logIn('shirodt') });
  expect(shiro.body.certificate.state).toBe('revoked');
});

test('one of version 3 is taken over: the same CA goes on, its certificates and its list with it', async () => {
  const bank = await startTestBank();
  const chain = await chainAt(bank);
  const jiro = await issued(bank, 'jirodt', 'a');
  const crl = readCrl(await bytesOf(bank, '/v1/crl'), chain[0] ?? '');
  const identity = readIdentity(bank.dir);
  await bank.close();
  changeDatabase(bank.dir, ...TO_VERSION_3);

  const again = await startTestBank(bank.dir);
  expect(readIdentity(again.dir)).toEqual(identity);
  expect(await chainAt(again)).toEqual(chain);
  expect(await issued(again, 'jirodt', 'a')).toMatchObject({ certificate: jiro.certificate, chain });
  expect(readCrl(await bytesOf(again, '/v1/crl'), chain[0] ?? '')).toEqual(crl);
  const shiro = await issued(again, 'shirodt', 'b');
  expect(verify(shiro.certificate, chain, again)).toContain('OK');
  // Nothing of the old form is left beside the new one.
  const control = await controlPracticeBank(again.dir, () => new Date());
  expect((await control.newCa()).name).toMatch(/G5$/);
  await control.close();
  await again.close();
  const database = BankDatabase.open(databaseIn(again.dir));
  expect(String(database.get('SELECT value FROM secrets')?.['value'])).not.toContain('issuingKey');
  database.close();
});

test('one of version 4 is taken over: its log goes on, with request numbers from then on', async () => {
  const bank = await startTestBank();
  await bank.logIn('sachikodt');
  await bank.close();
  changeDatabase(bank.dir, ...TO_VERSION_4);
  const again = await startTestBank(bank.dir);
  await again.logIn('sachikodt');
  const control = await controlPracticeBank(again.dir, () => new Date());
  const logins = (await control.log()).filter(({ act }) => act === 'logged-in');
  await control.close();
  expect(logins.map(({ requestId }) => requestId?.length)).toEqual([undefined, 36]);
});

test('one of version 5 is taken over: of its certificates no PC is known, of later ones it is', async () => {
  const bank = await startTestBank();
  await bank.close();
  changeDatabase(bank.dir, ...TO_VERSION_5);
  const again = await startTestBank(bank.dir);
  const sachiko = await again.call('GET', '/v1/me', { token: await again.logIn('sachikodt') });
  expect(sachiko.body.certificate).toMatchObject({ state: 'issued' });
  expect(sachiko.body.certificate).not.toHaveProperty('device');
  const token = await again.logIn('jirodt');
  const json = { csr: csrOf('a', 'jirodt'), device: '経理 1' };
  const { body: issuedNow } = await again.call('POST', '/v1/certificates', { token, json });
  const details = await again.call('GET', `/v1/certificates/${issuedNow.serialNumber}`, { token });
  expect(details.body.device).toBe('経理 1');
});

test('one of version 6, whose passwords were all hashed, is taken over: the hashes are what counts', async () => {
  const bank = await startTestBank();
  await bank.logIn('jirodt');
  await bank.close();
  const hashOf = (loginId: string) => {
    const database = BankDatabase.open(databaseIn(bank.dir));
    const row = database.get('SELECT password_hash FROM users WHERE login_id = ?', [loginId]);
    database.close();
    return row?.['password_hash'];
  };
  const hash = hashOf('jirodt');
  expect(hash).toMatch(/^scrypt\$/);
  expect(hashOf('sachikodt')).toBe('');
  changeDatabase(bank.dir, "UPDATE users SET password = 'another'", 'PRAGMA user_version = 6');
  const again = await startTestBank(bank.dir);
  await again.logIn('jirodt');
  await again.close();
  expect(hashOf('jirodt')).toBe(hash);
});

describe('what a newer version has written is refused, and nothing of it changes', () => {
  /** Every file and folder with its bytes, but for the lock's own. */
  function contentOf(dir: string): Record<string, string> {
    const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
    const own = names.filter((name) => name.split(/[/\\]/)[0] !== 'lock');
    return Object.fromEntries(
      own.map((name) => {
        const path = join(dir, name);
        return [name, statSync(path).isDirectory() ? 'folder' : readFileSync(path, 'base64')];
      }),
    );
  }

  function changeMarker(dir: string, changes: object): void {
    const file = join(dir, 'practice-bank.json');
    const marker = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...marker, ...changes }));
  }

  /** A process that raises the version and is killed: what it did is in the file beside the database. */
  function raiseAndDie(dir: string): void {
    const library = createRequire(import.meta.url).resolve('node-sqlite3-wasm');
    const script = `
      const { Database } = require(${JSON.stringify(library)});
      const database = new Database(${JSON.stringify(databaseIn(dir))});
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA user_version = 99');
      process.kill(process.pid, 'SIGKILL');`;
    expect(spawnSync(process.execPath, ['-e', script]).signal).toBe('SIGKILL');
    expect(statSync(`${databaseIn(dir)}-wal`).size).toBeGreaterThan(0);
  }

  test.each([
    ['its marker', 'practice-bank.json', (dir: string) => changeMarker(dir, { format: 2, more: [] })],
    ['its database', 'bank.sqlite', (dir: string) => changeDatabase(dir, 'PRAGMA user_version = 99')],
    ['a database whose process was killed', 'bank.sqlite', raiseAndDie],
  ])('%s', async (_, name, change) => {
    const dir = copyOfSeeded();
    change(dir);
    writeFileSync(join(dir, '.unfinished-999999-1-000000000000'), 'left by a killed process');
    const { 'bank.sqlite.lock': __, ...before } = contentOf(dir);
    const now = () => new Date();
    for (const attempt of [
      () => startPracticeBank({ dir, now, waitMs: 0, shared: true }),
      () => controlPracticeBank(dir, now),
      () => resetPracticeBank(dir),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        errorName: 'newer-data',
        details: { params: { file: join(dir, name) } },
      });
      expect(contentOf(dir)).toEqual(before);
    }
  });

  test('a folder that only looks like one is not even read', async () => {
    const dir = copyOfSeeded();
    changeDatabase(dir, 'PRAGMA user_version = 99');
    writeFileSync(join(dir, 'practice-bank.json'), '');
    writeFileSync(join(dir, 'thesis.txt'), 'precious');
    const before = contentOf(dir);
    await expect(controlPracticeBank(dir, () => new Date())).rejects.toMatchObject({
      errorName: 'not-a-practice-bank',
    });
    expect(contentOf(dir)).toEqual(before);
  });
});
