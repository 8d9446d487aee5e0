import { knownBanks } from '../../../src/compose/banks.ts';
import { errorOfLine } from '../../../src/core/logged-error.ts';
import { lastFailed, madeGoodBy, readRuns } from '../../../src/core/logged-runs.ts';
import { createLoginIdMemory } from '../../../src/enrollment/login-ids.ts';
import { createRefusalMemory } from '../../../src/enrollment/refusals.ts';
import { createRenewalMemory } from '../../../src/enrollment/renewal-memory.ts';
import { createRetirementRecord } from '../../../src/enrollment/retirement.ts';
import { holdingsOf } from '../../../src/holdings/holdings.ts';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { noteIn } from '../../../src/winstore/nss/removal-notes.ts';
import { CLIENT } from '../authority.ts';
import { folderOf } from '../folder.ts';
import { showAll } from '../show.ts';
import { type FuzzTarget, MIB, tolerateLater } from '../target.ts';

const HERE = Object.assign(readCertificate(CLIENT), { hasPrivateKey: true, friendlyName: '' });
const WHOSE = { bankId: 'demo', loginId: 'jirodt' };
const NOW = new Date('2026-11-22T05:00:00Z');
const lock = async () => ({ release: async () => undefined });

/** The other files that a PC keeps: each is read as every kind of them, for a fuzzer finds out which one it is. */
export const records: FuzzTarget = {
  name: 'records',
  longest: MIB,
  async run(bytes) {
    const text = bytes.toString('utf8');
    const folder = folderOf(text, [`${HERE.thumbprint}.json`, 'a.json']);
    noteIn(text);
    await readLog(text);
    await readBanks(text);
    const starts = await createRenewalMemory(folder, '/renewals', () => undefined).all();
    showAll([...starts.values()]);
    await Promise.all([
      tolerateLater(async () => showAll(await createRetirementRecord(folder, '/retired').read('demo'))),
      tolerateLater(async () => showAll(await createRefusalMemory(folder, '/refusals').read(WHOSE))),
      tolerateLater(async () => createLoginIdMemory(folder, '/ids', lock).all()),
      tolerateLater(async () => createLoginIdMemory(folder, '/ids', lock).remember('demo', 'tarodt')),
    ]);
  },
};

async function readBanks(text: string): Promise<void> {
  const banks = knownBanks(folderOf(text, ['a.json', 'b.json']), '/banks', () => 'a');
  const known = (await tolerateLater(() => banks.all())) ?? [];
  await tolerateLater(() => banks.at('https://bank.example'));
  const holdings = holdingsOf([{ certificate: HERE, key: 'works' }], {
    banks: known,
    unfinished: [],
    now: NOW,
  });
  showAll(holdings.map(({ renewal }) => renewal));
}

async function readLog(text: string): Promise<void> {
  const { runs } = readRuns(text.split('\n'));
  for (const run of runs) {
    showAll(run.began);
    for (const { members } of run.records) showAll(errorOfLine(members));
  }
  const failed = await lastFailed(runs, undefined, async () => false);
  if (failed) madeGoodBy(runs, failed);
}
