import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createFileStore } from '../../../src/winstore/file/store.ts';
import { buildChildScript, ended, startNode } from '../../support/child-script.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue } from '../../support/test-ca.ts';

/** Every operation, killed before each of its steps on the disk, then repeated. */

const KEY = { loginId: 'jirodt', keySize: 1024 };
const folder = makeTempFolder();
const [requested, installed] = [join(folder, 'requested'), join(folder, 'installed')];
const hidden = join(folder, 'hidden');
let script = '';
let ca = '';
let pem = '';
let thumbprint = '';

beforeAll(async () => {
  script = await buildChildScript('winstore/kill-child.ts', folder);
  const authority = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
  const { csr } = await createFileStore({ dir: requested }).request('one', KEY);
  const subject = '/CN=jirodt A001 20200304153656560435';
  ca = authority.pem;
  pem = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: authority, csr }).pem;
  thumbprint = readCertificate(pem).thumbprint;
  cpSync(requested, installed, { recursive: true });
  await createFileStore({ dir: installed }).install('one', pem, [ca], 'データ花子');
  cpSync(installed, hidden, { recursive: true });
  await createFileStore({ dir: hidden }).archive?.(thumbprint, true);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kills the operation before its first step, its second, and so on; `check` looks at the store after each kill. */
async function killEverywhere(
  from: string | undefined,
  operation: string,
  args: readonly unknown[],
  check: (store: ReturnType<typeof createFileStore>) => Promise<void>,
): Promise<void> {
  let through = false;
  let kills = 0;
  for (let killBefore = 1; !through; killBefore++) {
    const dir = join(folder, `${operation}-${killBefore}`);
    if (from) cpSync(from, dir, { recursive: true });
    const child = startNode([script, JSON.stringify({ options: { dir }, killBefore, operation, args })]);
    const result = await ended(child);
    expect(result.stderr).toBe('');
    through = result.signal === null;
    if (!through) kills += 1;
    expectWholeFolders(dir, operation);
    const store = createFileStore({ dir });
    await check(store);
    await store.probe();
    for (const place of ['', 'certificates', 'pending']) {
      expect(readdirSync(join(dir, place)).filter((name) => name.startsWith('.'))).toEqual([]);
    }
  }
  expect(kills).toBeGreaterThan(1);
}

/** Whatever has its final name is whole; only a removal takes the key first. */
function expectWholeFolders(dir: string, operation: string): void {
  for (const [place, names] of Object.entries(FILES)) {
    for (const name of filesIn(join(dir, place)).filter((entry) => !entry.startsWith('.'))) {
      const expected = operation === 'remove' ? names.filter((file) => file !== 'key.pem') : names;
      expect(filesIn(join(dir, place, name))).toEqual(expect.arrayContaining(expected));
    }
  }
}

const FILES = {
  certificates: ['certificate.pem', 'chain.pem', 'key.pem'],
  pending: ['key.pem', 'request.pem'],
};

function filesIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path) : [];
}

test('probe', async () => {
  await killEverywhere(undefined, 'probe', [], async (store) => {
    expect(await store.list()).toEqual([]);
    expect(await store.pending()).toEqual([]);
  });
}, 120_000);

test('request', async () => {
  await killEverywhere(undefined, 'request', ['one', KEY], async (store) => {
    const before = await store.pending();
    const request = await store.request('one', KEY);
    expect(await store.pending()).toEqual([request]);
    if (before.length) expect(before).toEqual([request]);
  });
}, 120_000);

test('install', async () => {
  await killEverywhere(requested, 'install', ['one', pem, [ca], 'データ花子'], async (store) => {
    expect(await store.pending()).toHaveLength(1);
    const before = await store.list();
    for (const certificate of before) expect(await trialSignature(store, certificate)).toBe(true);
    const stored = await store.install('one', pem, [ca], 'データ花子');
    expect(await store.list()).toEqual([stored]);
    await store.discard('one');
    expect(await trialSignature(store, stored)).toBe(true);
  });
}, 120_000);

test('remove', async () => {
  await killEverywhere(installed, 'remove', [thumbprint], async (store) => {
    await store.remove(thumbprint);
    expect(await store.list()).toEqual([]);
    const again = await store.install('one', pem, [ca], 'データ花子');
    expect(await trialSignature(store, again)).toBe(true);
  });
}, 120_000);

test.each([true, false])(
  'archive, %s',
  async (archived) => {
    await killEverywhere(archived ? installed : hidden, 'archive', [thumbprint, archived], async (store) => {
      await store.archive?.(thumbprint, archived);
      const [stored] = await store.list();
      expect(stored?.archived ?? false).toBe(archived);
      expect(stored && (await trialSignature(store, stored))).toBe(true);
    });
  },
  120_000,
);

test('discard', async () => {
  await killEverywhere(installed, 'discard', ['one'], async (store) => {
    await store.discard('one');
    expect(await store.pending()).toEqual([]);
    const [stored] = await store.list();
    expect(stored && (await trialSignature(store, stored))).toBe(true);
  });
}, 120_000);
