import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createNssStore } from '../../../src/winstore/nss/store.ts';
import { buildChildScript, ended, startNode } from '../../support/child-script.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../../support/test-ca.ts';
import { addCertificate, programs, shownByNss, thumbprintOf } from './tools.ts';

/** Installing, signing and removing in NSS's database, killed in the middle, then repeated. */

const KEY = { loginId: 'jirodt', keySize: 1024 };
/** Every step is like its neighbours: a file of the work folder made, written, synced. */
const STRIDE = 3;
const folder = makeTempFolder();
const [requested, installed] = [join(folder, 'requested'), join(folder, 'installed')];
let script = '';
let install: [string, string, string[], string];
let thumbprint = '';
let ca: Issued;
let csr = '';
const subject = '/CN=jirodt A001 20200304153656560435';
const FRIENDLY_NAME = 'データ花子';

function optionsFor(parent: string) {
  const [database, pendingDir] = [join(parent, 'nssdb'), join(parent, 'pending')];
  return { database, pendingDir, programs, env: process.env };
}
const storeIn = (parent: string) => createNssStore(optionsFor(parent));

/** CKA_IDs of the private keys, by NSS's own list; certutil fails where there is none. */
function keysIn(parent: string): string[] {
  const { stdout } = spawnSync(programs?.certutil ?? '', ['-K', '-d', `sql:${join(parent, 'nssdb')}`]);
  return String(stdout).match(/\b[0-9a-f]{40}\b/g) ?? [];
}

describe.skipIf(!programs)('the NSS store', () => {
  beforeAll(async () => {
    script = await buildChildScript('winstore/kill-child.ts', folder);
    ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    csr = (await storeIn(requested).request('one', KEY)).csr;
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    install = ['one', pem, [ca.pem], FRIENDLY_NAME];
    thumbprint = readCertificate(pem).thumbprint;
    cpSync(requested, installed, { recursive: true });
    await storeIn(installed).install(...install);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function killEverywhere(
    from: string,
    operation: string,
    args: readonly unknown[],
    check: (parent: string) => Promise<void>,
    fewest = 3,
  ): Promise<void> {
    let kills = 0;
    for (let through = false; !through; kills++) {
      const parent = join(folder, `${basename(from)}-${operation}-${kills}`);
      cpSync(from, parent, { recursive: true });
      const task = {
        kind: 'nss',
        options: optionsFor(parent),
        killBefore: 1 + kills * STRIDE,
        operation,
        args,
      };
      const { signal, stderr } = await ended(startNode([script, JSON.stringify(task)]));
      expect(stderr).toBe('');
      through = signal === null;
      await storeIn(parent).probe();
      const names = readdirSync(join(parent, 'pending'), { recursive: true }).map(String);
      expect(names.filter((name) => name.startsWith('.') || name.endsWith('.p12'))).toEqual([]);
      await check(parent);
    }
    expect(kills).toBeGreaterThan(fewest);
  }

  test('install', async () => {
    await killEverywhere(requested, 'install', install, async (parent) => {
      expect((await storeIn(parent).list()).length).toBeLessThan(2);
      const stored = await storeIn(parent).install(...install);
      expect(await storeIn(parent).list()).toEqual([stored]);
      expect(stored).toMatchObject({ thumbprint, hasPrivateKey: true });
    });
    expect(
      await trialSignature(storeIn(join(folder, 'requested-install-1')), { thumbprint, pem: install[1] }),
    ).toBe(true);
  }, 120_000);

  test('sign', async () => {
    // It writes nothing.
    await killEverywhere(installed, 'sign', [thumbprint, 'bytes'], async () => undefined, 0);
  }, 120_000);

  test('remove', async () => {
    await killEverywhere(installed, 'remove', [thumbprint], async (parent) => {
      await storeIn(parent).remove(thumbprint);
      expect(await storeIn(parent).list()).toEqual([]);
      expect(keysIn(parent)).toEqual([]);
      expect(readdirSync(join(parent, 'pending')).filter((name) => name.endsWith('.json'))).toEqual([]);
    });
  }, 120_000);

  test('remove one of several with the same key and name', async () => {
    const several = join(folder, 'several');
    cpSync(installed, several, { recursive: true });
    const name = `${FRIENDLY_NAME} ${thumbprint.slice(0, 8)}`;
    const others = [name, name, 'another'].map((nickname, at) => {
      const serial = `B${at}`;
      const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, serial, csr });
      addCertificate(join(several, 'nssdb'), pem, nickname);
      return thumbprintOf(pem);
    });
    const labels = (parent: string) => shownByNss(join(parent, 'nssdb')).lines;
    expect(labels(several).filter((line) => line.startsWith(name))).toHaveLength(3);
    await killEverywhere(several, 'remove', [thumbprint], async (parent) => {
      const left = (await storeIn(parent).list()).filter((each) => each.thumbprint !== thumbprint);
      expect(left.map((each) => each.thumbprint).sort()).toEqual(others.toSorted());
      await storeIn(parent).remove(thumbprint);
      const rest = await storeIn(parent).list();
      expect(rest.map(({ hasPrivateKey }) => hasPrivateKey)).toEqual([true, true, true]);
      expect(keysIn(parent)).toHaveLength(1);
    });
    const one = storeIn(join(folder, 'several-remove-1'));
    for (const each of await one.list()) expect(await trialSignature(one, each)).toBe(true);
  }, 240_000);
});
