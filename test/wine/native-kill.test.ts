import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { buildChildScript } from '../support/child-script.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../support/test-ca.ts';
import { bridgedPc } from './bridge-to.ts';
import { nodeExe, WINE_ONLY, windowsPath, wineMissing } from './wine.ts';

const KEY = { loginId: 'jirodt', keySize: 1024 };

/** Every operation, killed before each of its steps, then repeated: no key may be left that nothing knows. */
describe.skipIf(wineMissing)(`kills under Wine${WINE_ONLY}`, () => {
  const windows = bridgedPc();
  let script = '';
  let ca: Issued;

  beforeAll(async () => {
    script = await buildChildScript('wine/kill-child.ts', windows.pc.folder);
    const root = issue(windows.pc.folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
    ca = issue(windows.pc.folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS, issuer: root });
  });

  interface Stage {
    readonly store: CertificateStore;
    readonly pendingDir: string;
  }

  /** @param prepare what was done before, and the arguments of the operation @param finish what the next run does */
  async function killEverywhere<Args extends readonly unknown[]>(
    operation: keyof CertificateStore,
    prepare: (stage: Stage) => Promise<Args>,
    finish: (stage: Stage, args: Args) => Promise<void>,
  ): Promise<void> {
    let through = false;
    let killBefore = 0;
    while (!through) {
      killBefore += 1;
      const pendingDir = join(windows.pc.folder, `${operation}-${killBefore}`);
      const stage = { pendingDir, store: windows.bridge.store(pendingDir) };
      const args = await prepare(stage);
      const input = JSON.stringify({ pendingDir: windowsPath(pendingDir), killBefore, operation, args });
      const { stdout, stderr } = await windows.pc.run(nodeExe, [windowsPath(script)], { input });
      expect(stderr).toBe('');
      through = stdout !== '';
      await expectNoOrphans(pendingDir);
      await stage.store.probe();
      expect(readdirSync(pendingDir).filter((name) => name.startsWith('.'))).toEqual([]);
      await expectNoOrphans(pendingDir);
      await finish(stage, args);
      await windows.bridge.tools.clear();
    }
    expect(killBefore).toBeGreaterThan(2);
  }

  /** Every key container belongs to a certificate or to something in the folder of pending requests. */
  async function expectNoOrphans(pendingDir: string): Promise<void> {
    const certificates = await windows.bridge.store(pendingDir).list();
    const places = certificates.map(({ thumbprint }) => windows.bridge.tools.keyPlace(thumbprint));
    const known = new Set((await Promise.all(places)).map((place) => place?.container));
    for (const path of readdirSync(pendingDir, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('key.json')) continue;
      const text = readFileSync(join(pendingDir, path), 'utf8');
      if (text) known.add(JSON.parse(text).container);
    }
    expect((await windows.bridge.tools.containers()).filter((container) => !known.has(container))).toEqual(
      [],
    );
  }

  const requested = async ({ store }: Stage) => {
    const { csr } = await store.request('one', KEY);
    const subject = '/CN=jirodt A001 20200304153656560435';
    const { pem } = issue(windows.pc.folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    return ['one', pem, [ca.pem], 'データ花子'] as const;
  };

  const installed = async (stage: Stage) => {
    const args = await requested(stage);
    await stage.store.install(...args);
    return ['one'] as const;
  };

  test('request', async () => {
    await killEverywhere(
      'request',
      async ({ store }) => {
        await store.probe();
        return ['one', KEY] as const;
      },
      async ({ store }) => {
        const before = await store.pending();
        const request = await store.request('one', KEY);
        expect(await store.pending()).toEqual([request]);
        if (before.length) expect(before).toEqual([request]);
        await store.discard('one');
        expect(await windows.bridge.tools.containers()).toEqual([]);
      },
    );
  }, 120_000);

  test('install', async () => {
    await killEverywhere('install', requested, async ({ store }, args) => {
      expect(await store.pending()).toHaveLength(1);
      for (const certificate of await store.list()) {
        expect(await trialSignature(store, certificate)).toBe(true);
      }
      const stored = await store.install(...args);
      expect(await store.list()).toEqual([stored]);
      await store.discard('one');
      expect(await trialSignature(store, stored)).toBe(true);
      expect(await windows.bridge.tools.intermediates()).toHaveLength(1);
    });
  }, 120_000);

  test('remove', async () => {
    await killEverywhere(
      'remove',
      async (stage) => {
        const [id, pem, ...rest] = await requested(stage);
        await stage.store.install(id, pem, ...rest);
        await stage.store.discard(id);
        return [readCertificate(pem).thumbprint] as const;
      },
      async ({ store }, [thumbprint]) => {
        await store.remove(thumbprint);
        expect(await store.list()).toEqual([]);
        expect(await windows.bridge.tools.containers()).toEqual([]);
      },
    );
  }, 120_000);

  test('discard, of an installed key and of one that waits', async () => {
    await killEverywhere('discard', installed, async ({ store }) => {
      await store.discard('one');
      expect(await store.pending()).toEqual([]);
      const [stored] = await store.list();
      expect(stored && (await trialSignature(store, stored))).toBe(true);
    });
    await killEverywhere(
      'discard',
      async (stage) => {
        await requested(stage);
        return ['one'] as const;
      },
      async ({ store }) => {
        await store.discard('one');
        expect(await windows.bridge.tools.containers()).toEqual([]);
      },
    );
  }, 120_000);
});
