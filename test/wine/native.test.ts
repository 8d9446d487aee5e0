import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { trialSignature, verifySignature } from '../../src/pki/trial.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../support/test-ca.ts';
import { describeStore } from '../winstore/contract.ts';
import { bridgedPc } from './bridge-to.ts';
import { WINE_ONLY, wineMissing } from './wine.ts';

/** The native store in Windows' Node under Wine: CryptoAPI's keys. Those of CNG only real Windows keeps. */
describe.skipIf(wineMissing)(`under Wine${WINE_ONLY}`, () => {
  const windows = bridgedPc();
  let stores = 0;

  describeStore(
    'native',
    async () => {
      stores += 1;
      const pendingDir = join(windows.pc.folder, `pending-${stores}`);
      return {
        open: () => windows.bridge.store(pendingDir),
        // Wine has no EC keys: the container that the certificate names does not exist.
        addForeign: ({ pem }) => windows.bridge.tools.addCertificate(pem, 'another program', 'foreign'),
        addGarbage: () => windows.bridge.tools.addGarbage(Buffer.from('garbage')),
        dispose: () => windows.bridge.tools.clear(),
      };
    },
    { canArchive: true, runner: 'crypt32-wine' },
  );

  describe('keys and certificates of Windows', () => {
    let store: CertificateStore;
    const folder = makeTempFolder();
    let ca: Issued;

    beforeAll(() => {
      ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    });
    beforeEach(() => {
      stores += 1;
      store = windows.bridge.store(join(windows.pc.folder, `pending-${stores}`));
      return () => windows.bridge.tools.clear();
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const certify = (csr: string, loginId = 'jirodt') =>
      issue(folder, {
        subject: `/CN=${loginId} A001 20200304153656560435`,
        extensions: CLIENT_EXTENSIONS,
        issuer: ca,
        csr,
        serial: randomBytes(16).toString('hex'),
      }).pem;

    const installed = async (id: string, loginId = 'jirodt') => {
      const { csr } = await store.request(id, { loginId, keySize: 1024 });
      const stored = await store.install(id, certify(csr, loginId), [], loginId);
      await store.discard(id);
      return stored;
    };

    test('tells whose store it is', async () => {
      const { identity, account } = await store.probe();
      expect(account?.name).toMatch(/^.+\\.+$/);
      expect(account).toEqual({ name: account?.name, isService: false });
      expect(identity).toBe(`native:${account?.name}\\CurrentUser\\My`);
    });

    test('a policy that has Windows ask before a key is used is told', async () => {
      await windows.bridge.tools.forceKeyProtection(2);
      await expect(store.probe()).rejects.toMatchObject({ errorName: 'strong-key-protection' });
      await windows.bridge.tools.forceKeyProtection(0);
      await store.probe();
    });

    test('another account at the desktop is told', async () => {
      await windows.bridge.tools.signInAtDesktop('PC\\hanako', 'S-1-5-21-1-2-3-1001');
      expect((await store.probe()).account).toMatchObject({ isService: false, desktop: 'PC\\hanako' });
      await windows.bridge.tools.signInAtDesktop('', '');
    });

    test('a key cannot be exported, neither while it waits nor later', async () => {
      await store.request('one', { loginId: 'jirodt', keySize: 2048 });
      const [container = ''] = await windows.bridge.tools.containers();
      const { thumbprint } = await installed('two');
      const waiting = { ...(await placeOf(thumbprint)), container };
      for (const place of [waiting, await placeOf(thumbprint)]) {
        expect(await windows.bridge.tools.exportPrivateKey(place)).toBe('CryptExportKey: 0x8009000b');
      }
    });

    test('two users side by side: each signs with a key of their own, and one leaves alone', async () => {
      const [one, two] = [await installed('one'), await installed('two', 'shirodt')];
      expect(await windows.bridge.tools.containers()).toHaveLength(2);
      expect(await trialSignature(store, one)).toBe(true);
      expect(await trialSignature(store, two)).toBe(true);
      await store.remove(one.thumbprint);
      expect(await store.list()).toEqual([two]);
      expect(await trialSignature(store, two)).toBe(true);
      expect(await windows.bridge.tools.containers()).toEqual([(await placeOf(two.thumbprint)).container]);
    });

    test('a certificate whose key is gone, or is another one, is shown, does not sign, and can be removed', async () => {
      const [one, two] = [await installed('one'), await installed('two', 'shirodt')];
      await windows.bridge.tools.removeKey(await placeOf(one.thumbprint));
      const { container } = await placeOf(one.thumbprint);
      for (const missing of [true, false]) {
        if (!missing) await windows.bridge.tools.makeKey(container);
        expect(await store.list()).toHaveLength(2);
        await expect(store.sign(one.thumbprint, Buffer.from('x'))).rejects.toMatchObject({
          errorName: 'key-unusable',
          details: { params: { loginId: 'jirodt' } },
        });
      }
      await store.remove(one.thumbprint);
      expect(await store.list()).toEqual([two]);
      expect(await windows.bridge.tools.containers()).toHaveLength(1);
    });

    test('many sign at once; what does not, keeps no other from it', async () => {
      const [one, two] = [await installed('one'), await installed('two', 'hanakodt')];
      const odd = issue(folder, {
        subject: '/CN=odd',
        extensions: CLIENT_EXTENSIONS,
        issuer: ca,
        serial: 'F1',
      });
      await windows.bridge.tools.addCertificate(odd.pem, 'no such container', 'odd');
      const { thumbprint } = readCertificate(odd.pem);
      const bytes = Buffer.from('x');
      const names = [thumbprint, two.thumbprint, '0'.repeat(40), one.thumbprint];
      const answers = (await store.signAll?.(names, bytes)) ?? [];
      const verified = [two, one].map(({ pem }, at) => {
        const signature = answers[1 + 2 * at];
        return signature instanceof Uint8Array && verifySignature(pem, bytes, signature);
      });
      expect(verified).toEqual([true, true]);
      expect(answers.map((answer) => answer instanceof Uint8Array)).toEqual([false, true, false, true]);
    });

    test('a pending key that somebody removed is none, and can be made anew', async () => {
      const wanted = { loginId: 'jirodt', keySize: 1024 };
      const { csr } = await store.request('one', wanted);
      await windows.bridge.tools.clear();
      expect(await store.pending()).toEqual([]);
      await expect(store.install('one', certify(csr), [], 'n')).rejects.toMatchObject({
        errorName: 'store-failed',
      });
      const again = await store.request('one', wanted);
      expect(again.csr).not.toBe(csr);
      expect(await store.pending()).toEqual([again]);
    });

    test('keys that other certificates name stay: those of other programs, and those without a name', async () => {
      const { thumbprint } = await installed('one');
      const { container } = await placeOf(thumbprint);
      const other = issue(folder, { subject: '/CN=other', issuer: ca });
      await windows.bridge.tools.addCertificate(other.pem, container.toUpperCase(), 'other');
      await store.remove(thumbprint);
      expect(await windows.bridge.tools.containers()).toEqual([container]);
      const nameless = issue(folder, { subject: '/CN=nameless', issuer: ca });
      await windows.bridge.tools.addCertificate(nameless.pem, '', 'nameless');
      await store.remove(readCertificate(nameless.pem).thumbprint);
      expect(await windows.bridge.tools.containers()).toEqual([container]);
    });

    test('EC and oddly named certificates are listed', async () => {
      const names = ['データ花子 🙂', '$(calc) `x` "q"', "'; Remove-Item", 'a'.repeat(4000)];
      for (const [at, name] of names.entries()) {
        const odd = issue(folder, { subject: `/CN=odd ${at}`, issuer: ca });
        await windows.bridge.tools.addCertificate(odd.pem, 'no such container', name);
      }
      const listed = await store.list();
      expect(listed.map(({ friendlyName }) => friendlyName).sort()).toEqual([...names].sort());
      for (const { thumbprint } of listed) {
        await expect(store.sign(thumbprint, Buffer.from('x'))).rejects.toMatchObject({
          errorName: 'key-unusable',
        });
        await store.remove(thumbprint);
      }
      expect(await store.list()).toEqual([]);
    });

    async function placeOf(thumbprint: string) {
      const place = await windows.bridge.tools.keyPlace(thumbprint);
      if (!place) throw new Error(`no key: ${thumbprint}`);
      return place;
    }
  });
});
