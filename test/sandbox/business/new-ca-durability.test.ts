import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlPracticeBank, readIdentity } from '../../../src/sandbox/index.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { buildBankProcess, startBankProcess } from '../bank-process.ts';
import { buildChild, copyOfSeeded, startTestBank, useSeededFolder } from '../support.ts';
import { bytesOf, caPath, chainAt, issued, readCrl, subjectKeyId, verify } from './new-ca-support.ts';

useSeededFolder();

let scripts: string;
let script: string;
beforeAll(async () => {
  scripts = makeTempFolder();
  [, script] = await Promise.all([buildBankProcess(scripts), buildChild('new-ca', scripts)]);
});
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

/** The key identifiers of all generations after a start, the present one first, as the log and the marker tell them. */
async function generationsAfterStart(dir: string): Promise<string[]> {
  const control = await controlPracticeBank(dir, () => new Date());
  const log = await control.log().finally(() => control.close());
  const changes = log.filter(({ act }) => act === 'ca-changed').map(({ detail }) => detail.split(' ')[1]);
  const { chain, chains = [] } = readIdentity(dir) ?? {};
  expect(chains[0]).toEqual(chain);
  const keyIds = chains.map(([issuing]) => subjectKeyId(issuing));
  expect(keyIds.slice(0, -1).reverse()).toEqual(changes);
  return keyIds;
}

test('killed amid its steps on the disk, the old CA is there or the new one, and all goes on', {
  timeout: 120_000,
}, async () => {
  const dir = copyOfSeeded();
  let known = await generationsAfterStart(dir);
  const outcomes = new Set<string>();
  for (let n = 1; ; n += 2) {
    const { signal, stdout } = spawnSync(process.execPath, [script, dir, String(n)]);
    const now = await generationsAfterStart(dir);
    expect(now.slice(-known.length)).toEqual(known);
    const added = now.slice(0, -known.length);
    expect(added.length).toBeLessThanOrEqual(1);
    known = now;
    outcomes.add(`${signal ?? 'done'} ${added.length}`);
    if (signal === null) {
      expect(added).toEqual([JSON.parse(stdout.toString()).authorityKeyId]);
      break;
    }
  }
  expect([...outcomes].sort()).toEqual(['SIGKILL 0', 'SIGKILL 1', 'done 1']);

  const bank = await startTestBank(dir);
  const { certificate, chain } = await issued(bank, 'jirodt');
  expect(subjectKeyId(chain[0])).toBe(known[0]);
  expect(verify(certificate, chain, bank)).toContain('OK');
  const first = known.at(-1);
  const former = await chainAt(bank, first);
  expect(readCrl(await bytesOf(bank, caPath('/v1/crl', first)), former[0] ?? '').number).toBeGreaterThan(0);
});

test('killed while it serves: every new CA that was answered is there', { timeout: 60_000 }, async () => {
  const dir = copyOfSeeded();
  const answered: string[] = [];
  for (let round = 1; round <= 3; round += 1) {
    const bank = await startBankProcess(scripts, dir);
    const control = await controlPracticeBank(dir, () => new Date());
    answered.push((await control.newCa()).authorityKeyId);
    const lost = control.newCa().then(
      ({ authorityKeyId }) => answered.push(authorityKeyId),
      (error) => expect(error.errorName).toBe('practice-bank-failed'),
    );
    await bank.kill();
    await lost;
  }
  expect(await generationsAfterStart(dir)).toEqual(expect.arrayContaining(answered));
});
