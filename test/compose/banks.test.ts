import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownBanks } from '../../src/compose/banks.ts';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { bytesIn } from '../support/folder-bytes.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, issue } from '../support/test-ca.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
const [HERE, THERE] = ['https://bank.example', 'https://bank.example:8443/anser'];

const folder = makeTempFolder();
/** Three generations of a CA. */
let [g4, g5, g6]: string[][] = [];
beforeAll(() => {
  [g4, g5, g6] = ['G4', 'G5', 'G6'].map((name) => {
    const { pem } = issue(folder, { subject: `/O=cert-tool DEMO/CN=${name}`, extensions: CA_EXTENSIONS });
    return [readCertificate(pem).pem];
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seen = (chain: readonly string[] = [], more: Partial<BankIdentity> = {}): BankIdentity => ({
  ...{ bankId: 'bank', chain, chains: [chain] },
  ...more,
});

/** What a PC keeps in this folder; each call is another run. */
const run = (dir: string) => knownBanks(syncedFolder(dir), dir, hash);

describe('what is known of a bank', () => {
  test('every chain that was learnt is kept, over several runs and in any order', async () => {
    const dir = tempFolder();
    for (const chain of [g4, g5, g4, g6]) await run(dir).keep(HERE, seen(chain));
    expect(await run(dir).at(HERE)).toMatchObject({ chain: g6, chains: [g6, g4, g5] });
    expect(await run(dir).all()).toHaveLength(1);
    expect((await run(dir).all())[0]?.chains).toHaveLength(3);
  });

  test('two addresses of one bank share what was learnt', async () => {
    const dir = tempFolder();
    await run(dir).keep(HERE, seen(g4, { name: 'Bank', authorityKeyIds: ['aa'] }));
    expect(await run(dir).keep(THERE, seen(g5))).toMatchObject({ chain: g5, chains: [g5, g4] });
    for (const [address, chain] of [
      [HERE, g4],
      [THERE, g5],
    ] as const) {
      const known = await run(dir).at(address);
      expect(known).toMatchObject({ name: 'Bank', chain, authorityKeyIds: ['aa'] });
      expect(known?.chains).toEqual(expect.arrayContaining([g4, g5]));
    }
  });

  test('another bank at the same address has nothing of it, and the first is not forgotten', async () => {
    const dir = tempFolder();
    await run(dir).keep(HERE, seen(g4));
    await run(dir).keep(HERE, seen(g5, { bankId: 'other' }));
    expect(await run(dir).at(HERE)).toEqual(seen(g5, { bankId: 'other' }));
    expect((await run(dir).all()).map(({ bankId }) => bankId).sort()).toEqual(['bank', 'other']);
  });

  test('a file without a version is read and taken over; builds that know no version still read it', async () => {
    const dir = tempFolder();
    const file = join(dir, `${hash(HERE)}.json`);
    writeFileSync(file, JSON.stringify({ bankId: 'bank', chain: g4 }));
    expect(await run(dir).at(HERE)).toEqual(seen(g4));
    await run(dir).keep(HERE, seen(g5));
    expect(await run(dir).at(HERE)).toMatchObject({ chain: g5, chains: [g5, g4] });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ bankId: 'bank', chain: g5 });
  });

  test('what is known already is not written again', async () => {
    const dir = tempFolder();
    await run(dir).keep(HERE, seen(g4));
    const folderOnce = syncedFolder(dir);
    const written: string[] = [];
    const watched = { ...folderOnce, write: async (name: string) => void written.push(name) };
    await knownBanks(watched, dir, hash).keep(HERE, seen(g4));
    expect(written).toEqual([]);
  });

  test.each(['{', 'null', '[]', '{"bankId":1,"chain":[]}', '{"bankId":"bank","chain":["garbage"]}'])(
    'what cannot be understood counts as unknown: %s',
    async (text) => {
      const dir = tempFolder();
      writeFileSync(join(dir, `${hash(HERE)}.json`), text);
      expect(await run(dir).at(HERE)).toBeUndefined();
      expect((await run(dir).keep(HERE, seen(g4))).chains).toEqual([g4]);
    },
  );
});

describe("a newer build's file", () => {
  /** A folder in which one of the two files of a bank is of the next version. */
  async function newer(which: 'address' | 'bank') {
    const dir = tempFolder();
    await run(dir).keep(HERE, seen(g4));
    const name = readdirSync(dir).find((each) => each.startsWith('bank-') === (which === 'bank')) ?? '';
    const file = join(dir, name);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: 3 }));
    return { dir, file, error: { errorName: 'newer-data', details: { params: { file } } } };
  }

  test.each(['address', 'bank'] as const)('of the %s is refused, and nothing is changed', async (which) => {
    const { dir, error } = await newer(which);
    const before = bytesIn(dir);
    await expect(run(dir).at(HERE)).rejects.toMatchObject(error);
    await expect(run(dir).keep(HERE, seen(g5))).rejects.toMatchObject(error);
    await expect(run(dir).all()).rejects.toMatchObject(error);
    expect(bytesIn(dir)).toEqual(before);
  });
});
