import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  controlPracticeBank,
  readClock,
  readClockOffset,
  readIdentity,
  resetPracticeBank,
  startPracticeBank,
} from '../../src/sandbox/index.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { copyOfSeeded, startTestBank, useSeededFolder } from './support.ts';

useSeededFolder();

const options = { now: () => new Date(), waitMs: 0, shared: false };

test('a new folder gets a bank of its own, which stays the same until it is reset', async () => {
  const dir = join(tempFolder(), 'データ 銀行', 'bank');
  expect(readIdentity(dir)).toBeUndefined();
  const first = await startPracticeBank({ ...options, dir });
  const identity = readIdentity(dir);
  expect(identity?.bankId).toBe(first.bankId);
  expect(readFileSync(first.caFile, 'utf8')).toBe(first.ca);
  await first.close();
  await first.close();
  const second = await startPracticeBank({ ...options, dir });
  expect([second.bankId, second.ca]).toEqual([first.bankId, first.ca]);
  await second.close();

  expect(await resetPracticeBank(dir)).toEqual(identity);
  expect(readdirSync(dir)).toEqual([]);
  expect(await resetPracticeBank(dir)).toBeUndefined();
  const third = await startPracticeBank({ ...options, dir });
  await third.close();
  expect(third.bankId).not.toBe(first.bankId);
  expect(readIdentity(dir)?.chain).not.toEqual(identity?.chain);
});

test('the identity is the one that the bank tells', async () => {
  const bank = await startTestBank();
  const { text } = await bank.call('GET', '/v1/ca');
  expect(readIdentity(bank.dir)?.chain.join('')).toBe(text);
});

test('one at a time on a folder', async () => {
  const bank = await startTestBank();
  for (const attempt of [startPracticeBank({ ...options, dir: bank.dir }), resetPracticeBank(bank.dir)]) {
    await expect(attempt).rejects.toMatchObject({ errorName: 'practice-bank-busy' });
  }
  const waiting = startPracticeBank({ ...options, dir: bank.dir, waitMs: 10_000 });
  await bank.close();
  const next = await waiting;
  expect(next.bankId).toBe(bank.bankId);
  await next.close();
});

test('several at once on a new folder set up one bank', async () => {
  const dir = join(tempFolder(), 'bank');
  const ids = await Promise.all(
    [1, 2, 3].map(async () => {
      const bank = await startPracticeBank({ ...options, dir, waitMs: 20_000 });
      await bank.close();
      return bank.bankId;
    }),
  );
  expect(new Set(ids).size).toBe(1);
});

test("somebody else's folder is left alone", async () => {
  const dir = tempFolder();
  writeFileSync(join(dir, 'thesis.txt'), 'precious');
  for (const attempt of [
    () => startPracticeBank({ ...options, dir }),
    () => resetPracticeBank(dir),
    () => controlPracticeBank(dir, options.now),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ errorName: 'not-a-practice-bank' });
    expect(readdirSync(dir)).toEqual(['thesis.txt']);
  }
});

test('a port that is taken', async () => {
  const dir = copyOfSeeded();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const attempt = startPracticeBank({ ...options, dir, port });
  await expect(attempt).rejects.toMatchObject({ errorName: 'practice-bank-failed' });
  expect(existsSync(join(dir, 'endpoint.json'))).toBe(false);
  const bank = await startPracticeBank({ ...options, dir });
  await bank.close();
});

test('a damaged database is told, and reset helps', async () => {
  const dir = copyOfSeeded();
  writeFileSync(join(dir, 'bank.sqlite'), 'x'.repeat(5000));
  await expect(startPracticeBank({ ...options, dir })).rejects.toMatchObject({
    errorName: 'practice-bank-failed',
  });
  await resetPracticeBank(dir);
  const bank = await startPracticeBank({ ...options, dir });
  await bank.close();
});

test('killed while it was set up, it begins anew', async () => {
  const dir = copyOfSeeded();
  const { bankId } = readIdentity(dir) ?? {};
  rmSync(join(dir, 'bank.sqlite'));
  const leftover = join(dir, '.unfinished-999999-1-000000000000');
  mkdirSync(join(leftover, 'bank.sqlite.lock'), { recursive: true });
  writeFileSync(join(leftover, 'bank.sqlite-wal'), '');
  const bank = await startPracticeBank({ ...options, dir });
  expect(bank.bankId).not.toBe(bankId);
  expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(readIdentity(dir)?.bankId).toBe(bank.bankId);
  await bank.close();
});

test('what others read comes back from the database', async () => {
  const dir = copyOfSeeded();
  const identity = readIdentity(dir);
  writeFileSync(join(dir, 'practice-bank.json'), '{"kind":"cert-tool practice bank"}');
  rmSync(join(dir, 'tls-ca.pem'));
  const bank = await startPracticeBank({ ...options, dir });
  await bank.close();
  expect(readIdentity(dir)).toEqual(identity);
  expect(readFileSync(bank.caFile, 'utf8')).toBe(bank.ca);
});

test('the date is read without the bank; nonsense counts as none', () => {
  const dir = tempFolder();
  const now = () => new Date('2026-11-22T00:00:00Z');
  for (const text of ['{', '[]', 'null', '{"offsetMs":"1"}', '{"offsetMs":null}']) {
    writeFileSync(join(dir, 'clock.json'), text);
    expect(readClockOffset(dir)).toBe(0);
  }
  writeFileSync(join(dir, 'clock.json'), '{"offsetMs":-86400000}');
  expect(readClock(dir, now).toISOString()).toBe('2026-11-21T00:00:00.000Z');
});
