import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../src/pki/certificate.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { nssPrograms } from '../../src/system/programs.ts';
import { createNssStore } from '../../src/winstore/nss.ts';
import { buildChildScript, ended, startNode } from '../support/child-script.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue } from '../support/test-ca.ts';

/** Installing, signing and removing in NSS's database, killed in the middle, then repeated. */

const KEY = { loginId: 'jirodt', keySize: 1024 };
/** Every step is like its neighbours: a file of the work folder made, written, synced, closed. */
const STRIDE = 4;
const programs = nssPrograms();
const folder = makeTempFolder();
const [requested, installed] = [join(folder, 'requested'), join(folder, 'installed')];
let script = '';
let install: [string, string, string[], string];
let thumbprint = '';

function optionsFor(parent: string) {
  const [database, pendingDir] = [join(parent, 'nssdb'), join(parent, 'pending')];
  return { database, pendingDir, programs, env: process.env };
}
const storeIn = (parent: string) => createNssStore(optionsFor(parent));

describe.skipIf(!programs)('the NSS store', () => {
  beforeAll(async () => {
    script = await buildChildScript('winstore/kill-child.ts', folder);
    const ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    const { csr } = await storeIn(requested).request('one', KEY);
    const subject = '/CN=jirodt A001 20200304153656560435';
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    install = ['one', pem, [ca.pem], 'データ花子'];
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
  ): Promise<void> {
    let kills = 0;
    for (let through = false; !through; kills++) {
      const parent = join(folder, `${operation}-${kills}`);
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
    expect(kills).toBeGreaterThan(3);
  }

  test('install', async () => {
    await killEverywhere(requested, 'install', install, async (parent) => {
      expect((await storeIn(parent).list()).length).toBeLessThan(2);
      const stored = await storeIn(parent).install(...install);
      expect(await storeIn(parent).list()).toEqual([stored]);
      expect(stored).toMatchObject({ thumbprint, hasPrivateKey: true });
    });
    expect(await trialSignature(storeIn(join(folder, 'install-1')), { thumbprint, pem: install[1] })).toBe(
      true,
    );
  }, 120_000);

  test('sign', async () => {
    await killEverywhere(installed, 'sign', [thumbprint, 'bytes'], async () => undefined);
  }, 120_000);

  test('remove', async () => {
    await killEverywhere(installed, 'remove', [thumbprint], async (parent) => {
      await storeIn(parent).remove(thumbprint);
      expect(await storeIn(parent).list()).toEqual([]);
    });
  }, 120_000);
});
