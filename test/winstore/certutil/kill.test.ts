import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { createCertutilStore } from '../../../src/winstore/certutil/store.ts';
import { buildChildScript, ended, startNode } from '../../support/child-script.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue } from '../../support/test-ca.ts';

/** Installing and removing over the stand-in for certutil, killed before each step and inside certutil, then repeated. */

const STAND_IN = fileURLToPath(new URL('./stand-in.mjs', import.meta.url));
const KEY = { loginId: 'jirodt', keySize: 1024 };
const folder = makeTempFolder();
const [requested, installed] = [join(folder, 'requested'), join(folder, 'installed')];
let script = '';
let install: [string, string, string[], string];
let thumbprint = '';

function optionsFor(parent: string, fault?: string) {
  const env = { PATH: process.env['PATH'], STAND_IN_STORE: join(parent, 'store'), STAND_IN_FAULT: fault };
  return { program: STAND_IN, pendingDir: join(parent, 'pending'), env, release: '10.0.22631' };
}
const storeIn = (parent: string) => createCertutilStore(optionsFor(parent));

describe.skipIf(process.platform === 'win32')('the certutil store', () => {
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

  /** @returns whether it was killed */
  async function killed(
    parent: string,
    killBefore: number,
    operation: string,
    args: unknown[],
    fault?: string,
  ) {
    const options = optionsFor(parent, fault);
    const child = startNode([
      script,
      JSON.stringify({ kind: 'certutil', options, killBefore, operation, args }),
    ]);
    const { signal, stderr } = await ended(child);
    expect(stderr).toBe('');
    return signal !== null;
  }

  /** Another run, as any command begins: nothing unfinished stays, a PFX least of all. */
  async function expectSwept(parent: string): Promise<void> {
    await storeIn(parent).probe();
    const names = readdirSync(join(parent, 'pending'), { recursive: true }).map(String);
    expect(names.filter((name) => name.startsWith('.') || name.endsWith('.pfx'))).toEqual([]);
    expect(existsSync(join(parent, 'store', 'broken-rules.txt'))).toBe(false);
  }

  async function expectInstallable(parent: string): Promise<void> {
    expect((await storeIn(parent).list()).length).toBeLessThan(2);
    const stored = await storeIn(parent).install(...install);
    expect(await storeIn(parent).list()).toEqual([stored]);
    expect(stored).toMatchObject({ thumbprint, hasPrivateKey: true });
  }

  test('install, killed before each step', async () => {
    let count = 0;
    for (let through = false; !through; count++) {
      const parent = join(folder, `install-${count}`);
      cpSync(requested, parent, { recursive: true });
      through = !(await killed(parent, count + 1, 'install', install));
      await expectSwept(parent);
      await expectInstallable(parent);
    }
    expect(count).toBeGreaterThan(8);
  }, 180_000);

  test.each(['kill-before', 'kill-after'])('install, killed while certutil imports: %s', async (fault) => {
    const parent = join(folder, fault);
    cpSync(requested, parent, { recursive: true });
    expect(await killed(parent, 0, 'install', install, fault)).toBe(true);
    await expectSwept(parent);
    await expectInstallable(parent);
  });

  test('remove, killed before each step', async () => {
    let count = 0;
    for (let through = false; !through; count++) {
      const parent = join(folder, `remove-${count}`);
      cpSync(installed, parent, { recursive: true });
      through = !(await killed(parent, count + 1, 'remove', [thumbprint]));
      await expectSwept(parent);
      await storeIn(parent).remove(thumbprint);
      expect(await storeIn(parent).list()).toEqual([]);
    }
    expect(count).toBeGreaterThan(4);
  }, 180_000);
});
