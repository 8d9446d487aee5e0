import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRunning } from '../../src/sandbox/index.ts';
import { BankDatabase } from '../../src/sandbox/records/database.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { buildBankProcess, logInAt, startBankProcess } from './bank-process.ts';
import {
  buildChild,
  copyOfSeeded,
  keyNamed,
  requestBy,
  send,
  startTestBank,
  useSeededFolder,
} from './support.ts';

useSeededFolder();

let scripts: string;
let writerScript: string;
beforeAll(async () => {
  scripts = makeTempFolder();
  [, writerScript] = await Promise.all([buildBankProcess(scripts), buildChild('writer', scripts)]);
});
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

test('killed at any moment it comes back with every certificate that it had answered', {
  timeout: 90_000,
}, async () => {
  const dir = copyOfSeeded();
  const loginIds = ['jirodt', 'ichirodt', 'shirodt'];
  const answered = new Map<string, string>();
  let interrupted = 0;
  for (let round = 1; round <= 4; round += 1) {
    const requests = loginIds.flatMap((loginId) =>
      [1, 2].map((n) => ({
        loginId,
        csr: requestBy(keyNamed(`${loginId} ${round} ${n}`), `/CN=${loginId}`),
      })),
    );
    const bank = await startBankProcess(scripts, dir);
    const tokens = new Map<string, string>();
    for (const loginId of loginIds) tokens.set(loginId, (await logInAt(bank, dir, loginId)).token);
    const enough = answered.size + round;
    let stopWaiting: () => void = () => undefined;
    const someAnswered = new Promise<void>((resolve) => {
      stopWaiting = resolve;
    });
    const asked = Promise.allSettled(
      requests.map(async ({ loginId, csr }) => {
        const token = tokens.get(loginId) ?? '';
        const answer = await send(bank, 'POST', '/v1/certificates', { token, json: { csr } });
        expect(answer.status).toBe(201);
        answered.set(answer.body.serialNumber, answer.body.certificate);
        if (answered.size >= enough) stopWaiting();
      }),
    );
    await someAnswered;
    await bank.kill();
    for (const result of await asked) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason.code).toMatch(/^ECONN|^EPIPE/);
      interrupted += 1;
    }
    expect(existsSync(join(dir, 'bank.sqlite.lock'))).toBe(true);
    expect(await findRunning(dir)).toBeUndefined();
  }
  expect(interrupted).toBeGreaterThan(0);

  const bank = await startTestBank(dir);
  const token = await bank.logIn('saburodt');
  for (const [serialNumber, certificate] of answered) {
    const { status, body } = await bank.call('GET', `/v1/certificates/${serialNumber}`, { token });
    expect([status, body?.certificate]).toEqual([200, certificate]);
  }
});

test('killed before any write or sync of a transaction, all of it or nothing is there', {
  timeout: 90_000,
}, async () => {
  const file = join(tempFolder(), 'bank.sqlite');
  await BankDatabase.create(file, (database) => {
    for (let id = 1; id <= 200; id += 1) {
      database.run('INSERT INTO audit_log (at, login_id, act, detail) VALUES (0, ?, ?, ?)', [
        'x',
        'old',
        'y'.repeat(400),
      ]);
    }
  });
  let acts: unknown[] = ['old'];
  let kills = 0;
  for (let n = 1; ; n += 4) {
    const { signal, stdout } = spawnSync(process.execPath, [writerScript, file, String(n), `new ${n}`]);
    const committed = stdout.toString() === 'committed';
    const database = BankDatabase.open(file);
    const found = database.all('SELECT DISTINCT act FROM audit_log').map((row) => row['act']);
    expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    database.close();
    expect(found).toHaveLength(1);
    // Killed after the last sync of a commit, the new text may be there although nobody was told.
    expect(committed ? [`new ${n}`] : [...acts, `new ${n}`]).toContain(found[0]);
    acts = found;
    if (signal === null) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThan(5);
  expect(acts[0]).toMatch(/^new/);
});
